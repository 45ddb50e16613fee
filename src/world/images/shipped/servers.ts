import type { ImageDescription } from '../description';

const HTTPD_CONF =
  'Listen 80\nDocumentRoot "/usr/local/apache2/htdocs"\n<Directory "/usr/local/apache2/htdocs">\n    Options Indexes FollowSymLinks\n</Directory>\n';

/** Test servers of Kubernetes' own tests and documentation. */
const TEST_SERVERS: readonly ImageDescription[] = [
  ...['registry.k8s.io/e2e-test-images/agnhost', 'k8s.gcr.io/e2e-test-images/agnhost', 'registry.k8s.io/agnhost'].map(
    (image): ImageDescription => ({
      image,
      entrypoint: ['/agnhost'],
      cmd: ['pause'],
      exposes: [80, 8080, 8081, 9376, 5000],
      shell: 'ash',
      size: '49MB',
      // Alpine's netcat-openbsd takes the place of busybox's nc.
      programs: { '/agnhost': 'agnhost', '/usr/bin/nc': 'nc.openbsd' },
    }),
  ),
  ...['registry.k8s.io/liveness', 'k8s.gcr.io/liveness', 'registry.k8s.io/e2e-test-images/liveness'].map(
    (image): ImageDescription => ({
      image,
      cmd: ['/server'],
      exposes: [8080],
      shell: 'none',
      programs: { '/server': 'liveness' },
    }),
  ),
  ...['registry.k8s.io/echoserver', 'k8s.gcr.io/echoserver', 'gcr.io/google_containers/echoserver'].map(
    (image): ImageDescription => ({
      image,
      entrypoint: ['/usr/local/bin/run.sh'],
      exposes: [8080],
      shell: 'bash',
      programs: { '/usr/local/bin/run.sh': 'echoserver' },
      variants: [
        { tags: ['1.0', '1.1', '1.2', '1.3', '1.4'], programs: { '/usr/local/bin/run.sh': 'echoserver-1.4' } },
      ],
    }),
  ),
  {
    image: 'grpc-health',
    tags: ['v1'],
    entrypoint: ['/grpc-health'],
    exposes: [5000],
    shell: 'ash',
    size: 12_493_871,
    onNode: false,
    programs: { '/grpc-health': 'grpc-health' },
  },
  {
    image: 'hashicorp/http-echo',
    entrypoint: ['/http-echo'],
    exposes: [5678],
    shell: 'none',
    programs: { '/http-echo': 'http-echo' },
  },
  {
    image: 'traefik/whoami',
    entrypoint: ['/whoami'],
    exposes: [80],
    shell: 'none',
    programs: { '/whoami': 'traefik-whoami' },
  },
  {
    image: 'containous/whoami',
    entrypoint: ['/whoami'],
    exposes: [80],
    shell: 'none',
    programs: { '/whoami': 'traefik-whoami' },
  },
];

/** What buildpack-deps adds to Debian: images of languages that are not slim are built on it. */
const BUILD_TOOLS: readonly string[] =
  'bzr curl file free g++ gcc git gpg gpgconf hg kill make openssl patch pgrep pkill pidwait pmap ps pwdx scp slabtop ssh ssh-keygen svn sysctl tload top unzip uptime vmstat w watch wget xz'.split(
    ' ',
  );

/** Web servers and language runtimes. */
export const SERVER_IMAGES: readonly ImageDescription[] = [
  ...TEST_SERVERS,
  {
    image: 'httpd',
    cmd: ['httpd-foreground'],
    workdir: '/usr/local/apache2',
    env: {
      HTTPD_PREFIX: '/usr/local/apache2',
      PATH: '/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    },
    stopSignal: 'SIGWINCH',
    exposes: [80],
    shell: 'bash',
    size: '58MB',
    files: {
      '/usr/local/apache2/htdocs/index.html': '<html><body><h1>It works!</h1></body></html>\n',
      '/usr/local/apache2/conf/httpd.conf': HTTPD_CONF,
      '/usr/local/apache2/logs/': '',
    },
    programs: { '/usr/local/apache2/bin/httpd': 'apache-httpd', '/usr/local/bin/httpd-foreground': 'apache-httpd' },
    commands: ['ab', 'apachectl', 'htpasswd', 'rotatelogs'],
    variants: [{ tags: ['*alpine*'], shell: 'ash', size: '20MB' }],
  },
  {
    image: 'python',
    cmd: ['python3'],
    shell: 'bash',
    size: '370MB',
    commands: [...BUILD_TOOLS, 'pip', 'pip3'],
    programs: { '/usr/local/bin/python3': 'interpreter', '/usr/local/bin/python': 'interpreter' },
    variants: [
      { tags: ['*alpine*'], shell: 'ash', size: '17MB', commands: ['pip', 'pip3'] },
      { tags: ['*slim*'], size: '45MB', commands: ['pip', 'pip3'] },
    ],
  },
  {
    image: 'node',
    cmd: ['node'],
    shell: 'bash',
    size: '390MB',
    commands: [...BUILD_TOOLS, 'npm', 'npx', 'yarn'],
    programs: { '/usr/local/bin/node': 'interpreter' },
    variants: [
      { tags: ['*alpine*'], shell: 'ash', size: '45MB', commands: ['npm', 'npx', 'yarn'] },
      { tags: ['*slim*'], size: '75MB', commands: ['npm', 'npx', 'yarn'] },
    ],
  },
];
