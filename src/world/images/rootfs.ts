import { FileTree } from '../files';
import type { ProgramTable } from '../process';
import type { ImageShell } from './description';

/** Where Linux distributions and busybox images have a command; others are in /usr/bin. */
const IN_BIN = new Set(
  'ash bash busybox cat chgrp chmod chown cp date dd df dmesg echo egrep false fgrep grep gunzip gzip hostname kill ln login ls mkdir mknod mktemp more mount mv netstat ping ping6 printenv ps pwd rm rmdir sed sh sleep stat stty su sync tar touch true umount uname usleep vi watch zcat'.split(
    ' ',
  ),
);
const IN_SBIN = new Set('arp halt httpd ifconfig init ip nologin poweroff reboot route sysctl syslogd tini'.split(' '));
/** Commands of busybox that Debian's and Ubuntu's slim images do not have. */
const NOT_IN_DEBIAN = new Set(
  'ash busybox curl fuser httpd ifconfig killall less nc netstat nslookup ping ping6 pgrep pidof pkill ps route sysctl telnet top traceroute unzip vi watch wget'.split(
    ' ',
  ),
);
/** Commands that are no applets of busybox: only images that say so have them. */
const ADDED = new Set('busybox-httpd nc.openbsd curl dig host jq python python3 node perl'.split(' '));

const DIRECTORIES = [
  '/bin',
  '/etc',
  '/home',
  '/lib',
  '/mnt',
  '/opt',
  '/root',
  '/run',
  '/sbin',
  '/srv',
  '/sys',
  '/tmp',
  '/usr/bin',
  '/usr/lib',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/share',
  '/usr/share',
  '/var/cache',
  '/var/lib',
  '/var/log',
  '/var/run',
  '/var/tmp',
];

const PASSWD =
  'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n';

/**
 * The base of an image: directories, the shell and the commands that come with it. A command that is not among `commands`
 * is not in the image.
 */
export function rootFileSystem(shell: ImageShell, commands: ProgramTable): FileTree {
  const bases = BASES.get(commands) ?? new Map<ImageShell, FileTree>();
  BASES.set(commands, bases);
  const base = bases.get(shell) ?? makeBase(shell, commands);
  bases.set(shell, base);
  return base.overlay();
}

/** Nobody changes a base, so all images share it. */
const BASES = new WeakMap<ProgramTable, Map<ImageShell, FileTree>>();

function makeBase(shell: ImageShell, commands: ProgramTable): FileTree {
  const tree = new FileTree();
  for (const directory of DIRECTORIES) tree.mkdir(directory, { recursive: true });
  tree.chmod('/tmp', 0o1777);
  tree.addFile('/etc/passwd', PASSWD);
  tree.addFile('/etc/group', 'root:x:0:\ndaemon:x:1:\nnobody:x:65534:\n');
  tree.addFile('/etc/nsswitch.conf', 'hosts: files dns\n');
  if (shell === 'none') return tree;
  const others = new Set(OTHER_SHELLS[shell]);
  for (const name of commands.names()) {
    if (ADDED.has(name) || others.has(name) || (shell !== 'ash' && NOT_IN_DEBIAN.has(name))) continue;
    tree.addProgram(commandPath(name), name);
  }
  return tree;
}

/** The shells that an image of this kind does not have; `/bin/sh` of Debian is dash even where bash is installed. */
const OTHER_SHELLS: Readonly<Record<ImageShell, readonly string[]>> = {
  ash: ['bash', 'dash'],
  bash: ['ash'],
  dash: ['ash', 'bash'],
  none: [],
};

/** Where a command belongs. */
export function commandPath(name: string): string {
  if (IN_BIN.has(name)) return `/bin/${name}`;
  return IN_SBIN.has(name) ? `/sbin/${name}` : `/usr/bin/${name}`;
}
