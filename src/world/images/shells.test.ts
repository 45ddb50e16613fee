import { expect } from 'chai';
import { TestWorld } from '../programs/testWorld';

describe('commands in images', () => {
  const cases: [string, string[], number, string][] = [
    ['busybox:1.28', ['sh', '-c', 'echo $0; exit 3'], 3, 'sh\n'],
    ['busybox', ['/bin/busybox', 'echo', 'hi'], 0, 'hi\n'],
    ['alpine', ['/bin/sh', '-c', 'test -e /tmp/nosuch || echo no'], 0, 'no\n'],
    ['nginx', ['bash', '-c', '[[ nginx == ng* ]] && echo yes'], 0, 'yes\n'],
    ['nginx', ['/bin/sh', '-c', 'echo postStart > /usr/share/message; cat /usr/share/message'], 0, 'postStart\n'],
    ['nginx', ['cat', '/usr/share/nginx/html/50x.html'], 0, ''],
    ['nginx', ['sh', '-c', 'curl -s -o /dev/null -w "%{http_code}" http://localhost/'], 0, '200'],
    ['nginx:1.25-alpine', ['sh', '-c', 'wget -q -O- http://localhost/nosuch'], 1, ''],
    [
      'wangyanglinux/myapp:v1.0',
      ['/bin/sh', '-c', 'cat /usr/local/nginx/html/index.html'],
      0,
      'www.xinxianghf.com | hello MyAPP | version v1.0\n',
    ],
    ['redis', ['/bin/sh', '-c', 'redis-cli ping'], 0, 'PONG\n'],
    ['redis', ['/bin/bash', '-c', '[[ a == a ]] && echo yes'], 0, 'yes\n'],
    ['bash', ['bash', '-c', '[[ a == a ]] && which ping'], 0, '/bin/ping\n'],
    ['team/app:v1', ['sh', '-c', 'exit 4'], 4, ''],
    ['postgres:16', ['sh', '-c', 'pg_isready -h 127.0.0.1'], 2, '127.0.0.1:5432 - no response\n'],
  ];
  for (const [image, argv, code, stdout] of cases) {
    it(`${image}: ${argv.join(' ')}`, () => {
      const world = new TestWorld();
      const sleeps = ['busybox', 'alpine', 'bash'].some((name) => image.startsWith(name));
      const container = world.start(image, sleeps ? { argv: ['sleep', '3600'] } : {});
      world.advance(100);
      const result = container.exec(...argv);
      expect(result.code, result.stderr).to.equal(code);
      if (stdout !== '') expect(result.stdout).to.equal(stdout);
    });
  }

  const absent: [string, string][] = [
    ['gcr.io/distroless/static', 'sh'],
    ['registry.k8s.io/pause:3.9', 'sleep'],
    ['nginx', 'ping'],
    ['nginx', 'ps'],
    ['busybox', 'bash'],
    ['busybox', 'curl'],
    ['debian', 'wget'],
  ];
  for (const [image, program] of absent) {
    it(`${image} has no ${program}`, () => {
      const world = new TestWorld();
      expect(() => world.start(image, { argv: [program] })).to.throw(
        `exec: "${program}": executable file not found in $PATH`,
      );
    });
  }

  it('a shell as PID 1 ignores TERM, a trap does not', () => {
    const world = new TestWorld();
    const deaf = world.start('busybox', { argv: ['sh', '-c', 'while true; do sleep 1; done'] });
    const polite = world.start('busybox', { argv: ['sh', '-c', 'trap "exit 0" TERM; while true; do sleep 1; done'] });
    world.advance(1500);
    expect(deaf.stop('TERM', 30_000)).to.equal('alive');
    expect(polite.stop('TERM')).to.have.property('code', 0);
  });

  it('a shell without terminal ends at once', () => {
    const world = new TestWorld();
    const container = world.start('busybox');
    world.advance(100);
    expect(container.main.ended.value?.code).to.equal(0);
  });
});
