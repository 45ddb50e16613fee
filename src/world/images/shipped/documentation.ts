import type { ImageDescription } from '../description';
import { OFFICIAL_NGINX } from './nginx';

/** The same image in the registries that have carried it. */
function carriedBy(
  registries: readonly string[],
  description: Omit<ImageDescription, 'image'> & { readonly name: string },
): ImageDescription[] {
  const { name, ...rest } = description;
  return registries.map((registry) => ({ ...rest, image: `${registry}/${name}` }));
}

const KUBERNETES = ['registry.k8s.io', 'k8s.gcr.io', 'gcr.io/google_containers'];
const SAMPLES = ['gcr.io/google-samples', 'us-docker.pkg.dev/google-samples/containers/gke'];

/** Images of the manifests in the documentation of Kubernetes. */
export const DOCUMENTATION_IMAGES: readonly ImageDescription[] = [
  {
    image: 'polinux/stress',
    cmd: ['/usr/local/bin/stress'],
    shell: 'ash',
    size: '4MB',
    programs: { '/usr/local/bin/stress': 'stress' },
  },
  {
    image: 'vish/stress',
    entrypoint: ['/stress', '-logtostderr'],
    shell: 'none',
    size: '5MB',
    programs: { '/stress': 'vish-stress' },
  },
  ...carriedBy(KUBERNETES, { ...OFFICIAL_NGINX, name: 'nginx-slim', variants: [] }),
  ...carriedBy(SAMPLES, {
    name: 'hello-app',
    cmd: ['./hello-app'],
    exposes: [8080],
    shell: 'ash',
    programs: { '/hello-app': 'hello-app' },
    variants: [{ tags: ['2.*'], env: { HELLO_VERSION: '2.0.0' } }],
  }),
  ...carriedBy(KUBERNETES, {
    name: 'serve_hostname',
    entrypoint: ['/serve_hostname'],
    exposes: [9376],
    shell: 'none',
    programs: { '/serve_hostname': 'serve-hostname' },
  }),
  ...carriedBy(KUBERNETES, {
    name: 'goproxy',
    entrypoint: ['/goproxy'],
    exposes: [8080],
    shell: 'none',
    programs: { '/goproxy': { protocol: 'tcp', signals: { TERM: { code: 2 } } } },
  }),
  ...carriedBy([...KUBERNETES, 'quay.io/coreos'], {
    name: 'etcd',
    cmd: ['/usr/local/bin/etcd'],
    exposes: [2379],
    shell: 'none',
    size: '56MB',
    programs: {
      '/usr/local/bin/etcd': { protocol: 'grpc', startMs: 500, signals: { TERM: { code: 0, afterMs: 50 } } },
    },
  }),
  ...carriedBy(['registry.k8s.io/e2e-test-images', 'k8s.gcr.io/e2e-test-images', 'gcr.io/kubernetes-e2e-test-images'], {
    name: 'jessie-dnsutils',
    shell: 'bash',
    size: '79MB',
    commands: ['nslookup', 'dig', 'ping', 'curl'],
  }),
  {
    image: 'radial/busyboxplus',
    tags: ['*', 'curl', 'git', 'base'],
    cmd: ['/bin/sh'],
    shell: 'ash',
    busybox: '1.28',
    size: '4MB',
    commands: ['curl'],
  },
  {
    image: 'registry.k8s.io/hpa-example',
    cmd: ['apache2-foreground'],
    stopSignal: 'SIGWINCH',
    exposes: [80],
    shell: 'bash',
    size: '481MB',
    programs: {
      '/usr/local/bin/apache2-foreground': {
        responses: [{ path: '/', body: 'OK!' }],
        signals: { TERM: { code: 0 }, WINCH: { code: 0 } },
      },
    },
  },
];
