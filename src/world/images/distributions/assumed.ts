import { ALPINE } from './alpine';
import { BUSYBOX } from './busybox';
import type { Distribution } from './distribution';

/** Applets that serve: in an image that nobody described such a name is more likely its own server's. */
const SERVERS = new Set(
  'acpid bootchartd busybox-httpd crond dhcprelay dnsd fakeidentd ftpd ifplugd inetd init klogd linuxrc lpd mdev ntpd runsv runsvdir ssl_server svlogd syslogd tcpsvd telnetd tftpd udhcpd udpsvd watchdog zcip'.split(
    ' ',
  ),
);

/** Who installs packages does not serve, whatever the image is. */
const INSTALLERS = 'apk apt apt-get apt-cache dpkg dnf microdnf rpm yum';

/** What is taken for granted in an image that nobody described: the tools of BusyBox and Alpine, and bash. */
export const ASSUMED: Distribution = {
  programs: {
    ...Object.fromEntries(Object.entries(ALPINE.programs).map(([directory, names]) => [directory, tools(names)])),
    '/usr/local/bin': tools(BUSYBOX.programs['/bin'] ?? ''),
    '/usr/bin': `${tools(ALPINE.programs['/usr/bin'] ?? '')} ${INSTALLERS}`,
  },
};

function tools(names: string): string {
  return names
    .split(' ')
    .filter((name) => !SERVERS.has(name))
    .join(' ');
}
