import type { ImageDescription } from '../description';

/** The configuration of the official image, without what no pod notices. */
function nginxConf(logLevel: string, pidFile: string, http = ''): string {
  return `user  nginx;
worker_processes  auto;
error_log  /var/log/nginx/error.log ${logLevel};
pid        ${pidFile};

events {
    worker_connections  1024;
}

http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;
    access_log  /var/log/nginx/access.log  main;
    sendfile        on;
    keepalive_timeout  65;
${http}    include /etc/nginx/conf.d/*.conf;
}
`;
}

/** Where the image for users other than root puts what the official one puts into /var/cache/nginx. */
const UNPRIVILEGED = `    proxy_temp_path /tmp/proxy_temp;
    client_body_temp_path /tmp/client_temp;
    fastcgi_temp_path /tmp/fastcgi_temp;
    uwsgi_temp_path /tmp/uwsgi_temp;
    scgi_temp_path /tmp/scgi_temp;
`;

function defaultConf(root: string): string {
  return `server {
    listen       80;
    server_name  localhost;

    location / {
        root   ${root};
        index  index.html index.htm;
    }

    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   ${root};
    }
}
`;
}

const WELCOME = `<!DOCTYPE html>
<html>
<head><title>Welcome to nginx!</title></head>
<body>
<h1>Welcome to nginx!</h1>
<p>The web server runs and serves its default page.</p>
</body>
</html>
`;

const SORRY =
  '<!DOCTYPE html>\n<html>\n<head><title>Error</title></head>\n<body>\n<h1>An error occurred.</h1>\n</body>\n</html>\n';

/** Files of any image that is an nginx. */
export function nginxFiles(root: string, logLevel: string, index = WELCOME): Readonly<Record<string, string>> {
  return {
    '/etc/nginx/nginx.conf': nginxConf(logLevel, '/var/run/nginx.pid'),
    '/etc/nginx/conf.d/default.conf': defaultConf(root),
    '/etc/nginx/mime.types': 'types { text/html html htm; }\n',
    [`${root}/index.html`]: index,
    [`${root}/50x.html`]: SORRY,
    '/var/log/nginx/': '',
    '/var/cache/nginx/': '',
  };
}

export const NGINX_LINKS = { '/var/log/nginx/access.log': '/dev/stdout', '/var/log/nginx/error.log': '/dev/stderr' };

const RUN = ['nginx', '-g', 'daemon off;'];

/** nginx: since 1.19 it has an entry point script and is stopped by SIGQUIT (docker-nginx changes). */
export const OFFICIAL_NGINX: ImageDescription = {
  image: 'nginx',
  entrypoint: ['/docker-entrypoint.sh'],
  cmd: RUN,
  stopSignal: 'SIGQUIT',
  exposes: [80],
  shell: 'bash',
  size: '72MB',
  files: { ...nginxFiles('/usr/share/nginx/html', 'notice'), '/docker-entrypoint.d/': '' },
  links: NGINX_LINKS,
  commands: ['curl', 'envsubst', 'nginx-debug', 'openssl'],
  programs: { '/usr/sbin/nginx': 'nginx-1.29', '/docker-entrypoint.sh': 'nginx-entrypoint' },
  variants: [
    {
      tags: ['1.7*', '1.8*', '1.9*', '1.10*', '1.11*', '1.12*', '1.13*', '1.14*', '1.15*', '1.16*', '1.17*', '1.18*'],
      entrypoint: [],
      cmd: RUN,
      stopSignal: 'SIGTERM',
      files: nginxFiles('/usr/share/nginx/html', 'warn'),
      programs: { '/usr/sbin/nginx': 'nginx-1.17' },
      size: '51MB',
    },
    { tags: ['*alpine*'], shell: 'ash', size: '21MB' },
    { tags: ['1.22*', '1.23*', '1.21*', '1.20*', '1.19*'], programs: { '/usr/sbin/nginx': 'nginx-1.22' } },
  ],
};

export const NGINX_IMAGES: readonly ImageDescription[] = [
  OFFICIAL_NGINX,
  {
    ...OFFICIAL_NGINX,
    image: 'nginxinc/nginx-unprivileged',
    user: '101',
    exposes: [8080],
    files: {
      ...OFFICIAL_NGINX.files,
      '/etc/nginx/nginx.conf': nginxConf('notice', '/tmp/nginx.pid', UNPRIVILEGED),
      '/etc/nginx/conf.d/default.conf': defaultConf('/usr/share/nginx/html').replace('80;', '8080;'),
    },
  },
];
