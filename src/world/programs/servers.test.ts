import { expect } from 'chai';
import { EOF, type HttpResponse, NetError } from '../network';
import { TestWorld } from './testWorld';

function status(answer: HttpResponse | NetError): number | string {
  return answer instanceof NetError ? answer.kind : answer.status;
}

describe('nginx', () => {
  function running(image = 'nginx', files: Record<string, string> = {}) {
    const world = new TestWorld();
    const container = world.start(image, { files });
    world.advance(100);
    return { world, container, get: (path: string) => world.get(container.net, 80, path) };
  }

  const pages: [string, string, number][] = [
    ['nginx', '/', 200],
    ['nginx', '/index.html', 200],
    ['nginx', '/nosuch', 404],
    ['nginx', '/../../etc/passwd', 404],
    ['nginx:1.17.1', '/', 200],
    ['wangyanglinux/myapp:v1.0', '/hostname.html', 200],
    ['wangyanglinux/myapp:v1.0', '/index1.html', 404],
  ];
  for (const [image, path, expected] of pages) {
    it(`${image} answers ${expected} to ${path}`, () => {
      expect(status(running(image).get(path))).to.equal(expected);
    });
  }

  it('serves what is in the container: removed is 404 by name and 403 as directory, written is 200', () => {
    const { container, get } = running();
    container.fs.remove('/usr/share/nginx/html/index.html');
    expect(status(get('/index.html'))).to.equal(404);
    expect(status(get('/'))).to.equal(403);
    container.fs.writeFile('/usr/share/nginx/html/index.html', 'back\n');
    expect(get('/')).to.include({ status: 200, body: 'back\n' });
    expect(status(get('/'))).to.equal(200);
  });

  it('logs requests and errors as nginx does', () => {
    const { container, get } = running();
    get('/x');
    expect(container.stdout.text).to.match(
      /^10\.244\.0\.1 - - \[01\/Jan\/2026:00:00:00 \+0000\] "GET \/x HTTP\/1\.1" 404 153 "-" "kube-probe\/1\.36" "-"$/m,
    );
    expect(container.stderr.text).to.match(
      /^2026\/01\/01 00:00:00 \[error\] 2#2: \*1 open\(\) "\/usr\/share\/nginx\/html\/x" failed \(2: No such file or directory\), client: 10\.244\.0\.1, server: localhost, request: "GET \/x HTTP\/1\.1", host: "10\.244\.0\.10"$/m,
    );
  });

  const stops: [string, 'QUIT' | 'TERM', RegExp][] = [
    [
      'graceful',
      'QUIT',
      /signal 3 \(SIGQUIT\) received, shutting down\n.*gracefully shutting down\n.*exiting\n.*exit\n/,
    ],
    [
      'fast',
      'TERM',
      /signal 15 \(SIGTERM\) received, exiting\n.*exiting\n.*exit\n.*SIGCHLD.*\n.*worker process 2 exited with code 0/,
    ],
  ];
  for (const [how, signal, log] of stops) {
    it(`stops on ${signal}: ${how}, exit 0`, () => {
      const { world, container } = running();
      const ended = container.stop(signal);
      expect(ended).to.have.property('code', 0);
      expect(container.stderr.text.replace(/^\S+ \S+ \[\w+\] \d+#\d+: /gm, '')).to.match(log);
      expect(status(world.get(container.net, 80))).to.equal('refused');
    });
  }

  it('is told by nginx -s quit', () => {
    const { container } = running();
    expect(container.exec('nginx', '-s', 'quit').code).to.equal(0);
    expect(container.stop('WINCH', 100)).to.have.property('code', 0);
    expect(container.exec('nginx', '-s', 'stop').stderr).to.contain('No such file or directory');
  });

  it('reads its configuration again on reload', () => {
    const { container, get } = running();
    container.fs.writeFile(
      '/etc/nginx/conf.d/default.conf',
      'server { listen 80; location /ping { return 200 "pong\\n"; } }',
    );
    expect(status(get('/ping'))).to.equal(404);
    expect(container.exec('nginx', '-s', 'reload').code).to.equal(0);
    expect(get('/ping')).to.include({ status: 200, body: 'pong\n' });
    expect(container.main.isAlive).to.equal(true);
  });

  const configs: [string, string, string, number | string][] = [
    ['another port', 'server { listen 8080; root /usr/share/nginx/html; }', '/', 'refused'],
    ['return', 'server { location = /healthz { return 204; } }', '/healthz', 204],
    ['redirect', 'server { return 301 https://example.com$request_uri; }', '/x', 301],
    ['error', 'server { listen 80; return 503; }', '/', 503],
    ['dead upstream', 'server { location / { proxy_pass http://127.0.0.1:9000; } }', '/', 502],
    ['try_files', 'server { root /usr/share/nginx/html; location / { try_files $uri /index.html; } }', '/app', 200],
    [
      'try_files to a status',
      'server { root /usr/share/nginx/html; location / { try_files $uri =404; } }',
      '/app',
      404,
    ],
    ['regular expression', 'server { location ~ \\.php$ { return 418; } }', '/a.php', 418],
  ];
  for (const [what, conf, path, expected] of configs) {
    it(`configuration with ${what}: ${expected}`, () => {
      const { get } = running('nginx', { '/etc/nginx/conf.d/default.conf': conf });
      expect(status(get(path))).to.equal(expected);
    });
  }

  const broken: [string, string, string][] = [
    ['an open block', 'server {', 'unexpected end of file, expecting "}" in /etc/nginx/conf.d/default.conf:1'],
    [
      'an unknown upstream',
      'server {\n location / {\n proxy_pass http://nosuch;\n }\n}',
      'host not found in upstream "nosuch" in /etc/nginx/conf.d/default.conf:3',
    ],
  ];
  for (const [what, conf, message] of broken) {
    it(`exits with 1 over ${what}`, () => {
      const { world, container } = running('nginx', { '/etc/nginx/conf.d/default.conf': conf });
      world.advance(30_000);
      expect(container.main.ended.value?.code).to.equal(1);
      expect(container.stderr.text).to.contain(`nginx: [emerg] ${message}`);
    });
  }

  it('without "daemon off" PID 1 returns at once and everything ends', () => {
    const world = new TestWorld();
    const container = world.start('nginx', { argv: ['nginx'] });
    world.advance(1000);
    expect(container.main.ended.value?.code).to.equal(0);
    expect(status(world.get(container.net, 80))).to.equal('refused');
  });

  it('finishes the request in flight after QUIT, cuts it after TERM', () => {
    for (const [signal, expected] of [
      ['QUIT', 200],
      ['TERM', 'eof'],
    ] as const) {
      const { world, container } = running();
      world.behaviours.set({}, { latencyMs: 400 });
      world.kernel.after(100, () => container.main.signal(signal, { outside: true }));
      expect(status(world.get(container.net, 80))).to.equal(expected);
    }
  });
});

describe('httpd', () => {
  it('serves its page, 404 for others, and stops gracefully on WINCH', () => {
    const world = new TestWorld();
    const container = world.start('httpd');
    world.advance(200);
    expect(world.get(container.net, 80)).to.have.property('body', '<html><body><h1>It works!</h1></body></html>\n');
    expect(status(world.get(container.net, 80, '/nosuch'))).to.equal(404);
    expect(container.stdout.text).to.contain('"GET / HTTP/1.1" 200 45\n');
    expect(container.stop('WINCH')).to.have.property('code', 0);
  });
});

describe('redis', () => {
  function running(argv?: string[]) {
    const world = new TestWorld();
    const container = world.start('redis', argv ? { argv } : {});
    world.advance(100);
    return { world, container };
  }
  const commands: [string[], string, number][] = [
    [['ping'], 'PONG\n', 0],
    [['set', 'a', 'b c'], 'OK\n', 0],
    [['get', 'nosuch'], '\n', 0],
    [['incr', 'n'], '1\n', 0],
    [['config', 'set', 'requirepass', 'x'], 'OK\n', 0],
    [['quit'], '', 0],
    [['-p', '6380', 'ping'], '', 1],
  ];
  for (const [args, stdout, code] of commands) {
    it(`redis-cli ${args.join(' ')}`, () => {
      expect(running().container.exec('redis-cli', ...args)).to.include({ stdout, code });
    });
  }
  it('keeps what it was told and asks for its password', () => {
    const { container } = running();
    container.exec('redis-cli', 'set', 'a', 'b c');
    expect(container.exec('redis-cli', 'get', 'a').stdout).to.equal('b c\n');
    container.exec('redis-cli', 'config', 'set', 'requirepass', 'x');
    expect(container.exec('redis-cli', 'ping').stdout).to.equal('NOAUTH Authentication required.\n');
    expect(container.exec('redis-cli', '-a', 'x', 'ping').stdout).to.equal('PONG\n');
  });
  it('ends with 0 on SHUTDOWN, and takes redis-cli with it', () => {
    const { container } = running();
    expect(container.exec('redis-cli', 'shutdown', 'nosave').code).to.be.oneOf([0, 137]);
    expect(container.main.ended.value?.code).to.equal(0);
    expect(container.stdout.text).to.contain('# Redis is now ready to exit, bye bye...');
  });
  it('ends with 0 on TERM', () => {
    const { container } = running(['redis-server', '--port', '7000']);
    expect(container.net.listening().map((l) => l.port)).to.deep.equal([7000]);
    expect(container.stop('TERM')).to.have.property('code', 0);
    expect(container.stdout.text).to.match(
      /1:signal-handler \(1767225600\) Received SIGTERM scheduling shutdown\.\.\./,
    );
  });
  it('closes connections when it is killed', () => {
    const { world, container } = running();
    world.kernel.after(500, () => container.main.signal('KILL', { outside: true }));
    const data = world.run(
      (function* () {
        const c = yield* world.network.connect(world.client, container.net.ip, 6379, 1000);
        return c instanceof NetError ? c : yield* c.read();
      })(),
    );
    expect(data).to.equal(EOF);
  });
});

describe('other images', () => {
  const cases: [string, { argv?: string[]; env?: Record<string, string> }, number, string, number | string][] = [
    [
      'registry.k8s.io/e2e-test-images/agnhost:2.40',
      { argv: ['/agnhost', 'netexec', '--http-port=8080'] },
      8080,
      '/hostname',
      200,
    ],
    [
      'registry.k8s.io/e2e-test-images/agnhost:2.40',
      { argv: ['/agnhost', 'netexec'] },
      8080,
      '/echo?code=418&msg=x',
      418,
    ],
    ['registry.k8s.io/liveness:v1', {}, 8080, '/healthz', 200],
    ['hashicorp/http-echo:0.2.3', { argv: ['/http-echo', '-text=hi', '-listen=:80'] }, 80, '/', 200],
    ['traefik/whoami', {}, 80, '/', 200],
    ['registry.k8s.io/echoserver:1.4', {}, 8080, '/', 200],
    ['registry.k8s.io/echoserver:1.10', {}, 8080, '/', 200],
    ['gcr.io/google-samples/hello-app:2.0', {}, 8080, '/', 200],
    ['registry.k8s.io/serve_hostname', {}, 9376, '/', 200],
    ['registry.k8s.io/nginx-slim:0.24', {}, 80, '/', 200],
    ['registry.k8s.io/hpa-example', {}, 80, '/', 200],
    ['registry.k8s.io/goproxy:0.1', {}, 8080, '/', 'timeout'],
    ['python:3', { argv: ['python3', '-m', 'http.server', '8000'] }, 8000, '/etc/passwd', 200],
    ['postgres:16', { env: { POSTGRES_PASSWORD: 'x' } }, 5432, '/', 'timeout'],
    ['postgres:16', {}, 5432, '/', 'refused'],
  ];
  for (const [image, options, port, path, expected] of cases) {
    it(`${image} ${options.argv?.slice(1).join(' ') ?? ''}: ${path} is ${expected}`, () => {
      const world = new TestWorld();
      const container = world.start(image, options);
      world.advance(3000);
      expect(status(world.get(container.net, port, path))).to.equal(expected);
    });
  }
  const bodies: [image: string, port: number, body: string][] = [
    ['gcr.io/google-samples/hello-app:1.0', 8080, 'Hello, world!\nVersion: 1.0.0\nHostname: web\n'],
    ['gcr.io/google-samples/hello-app:2.0', 8080, 'Hello, world!\nVersion: 2.0.0\nHostname: web\n'],
    ['registry.k8s.io/serve_hostname', 9376, 'web'],
    ['registry.k8s.io/echoserver:1.4', 8080, 'CLIENT VALUES:\nclient_address=10.244.0.1\ncommand=GET\n'],
  ];
  for (const [image, port, body] of bodies) {
    it(`${image} says who it is`, () => {
      const world = new TestWorld();
      const container = world.start(image);
      world.advance(1000);
      expect(world.get(container.net, port)).to.have.property('body').that.includes(body);
    });
  }
  it('the liveness image fails after ten seconds', () => {
    const world = new TestWorld();
    const container = world.start('registry.k8s.io/liveness');
    world.advance(12_000);
    expect(status(world.get(container.net, 8080, '/healthz'))).to.equal(500);
  });
  it('randexit sleeps 4 s and exits with what it is told', () => {
    const world = new TestWorld();
    const container = world.start('wangyanglinux/tools:randexitv1', { argv: ['/randexit', '--exitcode=1'] });
    world.advance(3999);
    expect(container.main.isAlive).to.equal(true);
    world.advance(2);
    expect(container.main.ended.value?.code).to.equal(1);
    expect(container.stdout.text).to.equal('休眠 4 秒，返回码为 1！\n');
  });
  it('pause ends with 0 on TERM', () => {
    const world = new TestWorld();
    const container = world.start('registry.k8s.io/pause:3.10');
    world.advance(1000);
    expect(container.stop('TERM')).to.have.property('code', 0);
  });
});
