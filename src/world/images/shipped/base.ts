import type { ImageDescription } from '../description';

const DEBIAN: Partial<ImageDescription> = { cmd: ['bash'], shell: 'bash', size: '48MB' };

/** busybox: the registries that carry it differ, the content does not. */
const BUSYBOX: Omit<ImageDescription, 'image'> = {
  cmd: ['sh'],
  shell: 'ash',
  busybox: '1.35',
  variants: [
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
  { image: 'centos', ...DEBIAN, cmd: ['/bin/bash'], size: '83MB' },
  { image: 'rockylinux', ...DEBIAN, cmd: ['/bin/bash'], size: '70MB' },
  { image: 'fedora', ...DEBIAN, cmd: ['/bin/bash'], size: '60MB' },
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
    size: '180MB',
    commands: ['bash', 'curl', 'dig', 'nslookup', 'ping'],
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
      variants: [{ tags: ['*debug*'], shell: 'ash', entrypoint: ['/bin/sh'] }],
    }),
  ),
];
