import type { ImageDescription } from '../description';

const DEBIAN: Partial<ImageDescription> = { cmd: ['bash'], shell: 'bash', size: '48MB' };
const REDHAT: Partial<ImageDescription> = { cmd: ['/bin/bash'], shell: 'bash', distribution: 'redhat' };

/** busybox: the registries that carry it differ, the content does not. */
const BUSYBOX: Omit<ImageDescription, 'image'> = {
  cmd: ['sh'],
  shell: 'ash',
  busybox: '1.37',
  variants: [
    { tags: ['1.35*'], busybox: '1.35' },
    { tags: ['1.36*'], busybox: '1.36' },
    { tags: ['1.24*', '1.25*', '1.26*', '1.27*', '1.28*'], busybox: '1.28' },
    { tags: ['1.29*', '1.30*', '1.31*', '1.32*', '1.33*', '1.34*'], busybox: '1.34' },
  ],
};

/** Images with a shell and nothing that serves. */
export const BASE_IMAGES: readonly ImageDescription[] = [
  ...[
    'busybox',
    'gcr.io/google-containers/busybox',
    'gcr.io/google_containers/busybox',
    'k8s.gcr.io/busybox',
    'registry.k8s.io/busybox',
    'registry.k8s.io/e2e-test-images/busybox',
  ].map((image): ImageDescription => ({ ...BUSYBOX, image })),
  { image: 'alpine', cmd: ['/bin/sh'], shell: 'ash', size: '3.6MB' },
  { image: 'debian', ...DEBIAN },
  { image: 'ubuntu', ...DEBIAN, cmd: ['/bin/bash'], size: '30MB' },
  {
    image: 'centos',
    ...REDHAT,
    size: '83MB',
    commands: ['free', 'hostname', 'pgrep', 'pidof', 'pkill', 'ps', 'python', 'sysctl', 'top', 'uptime', 'watch'],
  },
  ...['rockylinux', 'rockylinux/rockylinux', 'almalinux'].map(
    (image): ImageDescription => ({ ...REDHAT, image, size: '70MB' }),
  ),
  ...['fedora', 'oraclelinux', 'amazonlinux'].map((image): ImageDescription => ({ ...REDHAT, image, size: '60MB' })),
  ...['registry.access.redhat.com/ubi8/ubi', 'registry.access.redhat.com/ubi9/ubi'].map(
    (image): ImageDescription => ({ ...REDHAT, image, size: '80MB' }),
  ),
  {
    image: 'bash',
    cmd: ['bash'],
    shell: 'ash',
    size: '6MB',
    tags: ['*', 'devel*'],
    programs: { '/usr/local/bin/bash': 'bash' },
  },
  {
    image: 'curlimages/curl',
    entrypoint: ['/entrypoint.sh'],
    cmd: ['curl'],
    user: 'curl_user',
    shell: 'ash',
    size: '8MB',
    files: { '/entrypoint.sh': '#!/bin/sh\ncase "$1" in -*) exec curl "$@";; esac\nexec "$@"\n' },
    commands: ['curl'],
  },
  {
    image: 'nicolaka/netshoot',
    cmd: ['bash'],
    shell: 'bash',
    distribution: 'alpine',
    size: '180MB',
    // What its Dockerfile installs, as far as people call it by name.
    commands:
      'ab bird bridge conntrack curl dig drill ethtool file fping git host htop http httpie iftop iperf iperf3 ipset iptables ip6tables iptraf-ng ipvsadm jq mtr nft ngrep nmap nping openssl perl python3 pip3 snmpget snmpwalk socat speedtest-cli ss ssh scp strace tc tcpdump tcptraceroute telnet tshark util-linux vim websocat zsh'.split(
        ' ',
      ),
  },
  ...[
    'registry.k8s.io/pause',
    'k8s.gcr.io/pause',
    'gcr.io/google_containers/pause',
    'registry.aliyuncs.com/google_containers/pause',
  ].map(
    (image): ImageDescription => ({
      image,
      entrypoint: ['/pause'],
      shell: 'none',
      user: '65535:65535',
      size: '320KB',
      programs: { '/pause': 'pause' },
    }),
  ),
  ...['static', 'static-debian12', 'base', 'base-debian12', 'static-debian11', 'base-debian11'].map(
    (name): ImageDescription => ({
      image: `gcr.io/distroless/${name}`,
      shell: 'none',
      size: '1MB',
      variants: [{ tags: ['*debug*'], shell: 'ash', distribution: 'busybox', entrypoint: ['/bin/sh'] }],
    }),
  ),
];
