import type { ImageDescription } from '../description';
import { NGINX_LINKS, nginxFiles } from './nginx';

const ROOT = '/usr/local/nginx/html';

/** wangyanglinux/myapp: an nginx that tells its version, and the name of its pod at /hostname.html. */
function myapp(tag: string, version: string): ImageDescription {
  return {
    image: `wangyanglinux/myapp:${tag}`,
    cmd: ['nginx', '-g', 'daemon off;'],
    workdir: '/',
    exposes: [80],
    shell: 'bash',
    size: '64MB',
    files: {
      ...nginxFiles(ROOT, 'notice', `www.xinxianghf.com | hello MyAPP | version ${version}\n`),
      [`${ROOT}/hostname.html`]: 'myapp\n',
    },
    links: NGINX_LINKS,
    commands: ['curl', 'ps', 'ip', 'netstat'],
    programs: { '/usr/local/nginx/sbin/nginx': 'nginx-1.22', '/usr/sbin/nginx': 'nginx-1.22' },
  };
}

/** Images of the courses whose manifests people practise with. */
export const TUTORIAL_IMAGES: readonly ImageDescription[] = [
  ...['v1', 'v1.0'].map((tag) => myapp(tag, 'v1.0')),
  ...['v2', 'v2.0'].map((tag) => myapp(tag, 'v2.0')),
  ...['v3', 'v3.0'].map((tag) => myapp(tag, 'v3.0')),
  // Its courses wait with `until nslookup`, which only ends with the nslookup of releases before 1.29 (search list).
  { image: 'wangyanglinux/tools:busybox', cmd: ['sh'], shell: 'ash', busybox: '1.28' },
  {
    image: 'wangyanglinux/tools:randexitv1',
    entrypoint: ['/randexit'],
    shell: 'ash',
    programs: { '/randexit': 'randexit' },
  },
  {
    ...myapp('v1', 'v1'),
    image: 'ikubernetes/myapp',
    variants: [{ tags: ['v2*'], files: nginxFiles(ROOT, 'notice', 'Hello MyApp | Version: v2\n') }],
  },
];
