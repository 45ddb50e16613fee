import { expect } from 'chai';
import type { Task } from '../../../kernel';
import { serveDatagrams } from '../../network';
import { TestContainer } from '../../testing';

/** A container beside a server at 10.244.0.9 that turns what comes to its port 9 to capitals; nobody has 10.1.2.3. */
function networked(kind: 'busybox' | 'debian'): TestContainer {
  const container = new TestContainer(kind);
  const { network, kernel } = container;
  const server = network.attach('10.244.0.9', { name: 'web-0', kind: 'pod' });
  container.host.dns = { ...container.host.dns, hosts: { web: server.ip } };
  const capitals = function* ({ data }: { data: string }): Task<string> {
    return data.toUpperCase();
  };
  kernel.spawn('server', serveDatagrams(server.udp.bind(9), capitals));
  server.listen(80, () => {});
  network.nowhere = () => 'dropped';
  return container;
}

type Row = [command: string, code: number, seconds: number, stdout: string, stderr?: string | RegExp];

const BUSYBOX: Row[] = [
  ['echo hello | nc -u -w 1 web 9', 0, 2, 'HELLO\n'],
  ['(echo one; sleep 3; echo two) | nc -u -w 1 web 9', 0, 5, 'ONE\nTWO\n'],
  ['echo hello | nc -u -v -w 1 web 9', 0, 2, 'HELLO\n', 'web (10.244.0.9:9) open\n'],
  ['echo hello | nc -u -w 1 10.1.2.3 9', 0, 2, ''],
  ['echo hello | nc -u web 10', 0, 0, ''],
  ['echo hello | nc -u -vv web 10', 0, 0, '', 'web (10.244.0.9:10) open\nnc: net read: Connection refused\n'],
  ['(sleep 1; echo one; sleep 3; echo two) | nc -u web 10', 0, 4, ''],
  ['nc -u -z -w 1 web 9', 0, 1, ''],
  ['nc -u -z web 9', 0, 0, ''],
  ['nc -u -z -v -w 1 web 10', 1, 1, ''],
  ['nc -u -z -vv web 10', 1, 0, '', 'nc: web (10.244.0.9:10): Connection refused\n'],
  ['nc -u -z -w 2 10.1.2.3 9', 0, 2, ''],
  ['nc -u -z 10.1.2.3 9', 0, 5, ''],
  ['nc -u nosuch 9', 1, 0, '', "nc: bad address 'nosuch'\n"],
  ['nc -u -l -p 53 -w 2', 1, 2, '', 'nc: timeout\n'],
  ['nc -u -l -p 53 & nc -u -l -p 53; kill %1', 0, 0, '', /^nc: bind: Address already in use\n$/],
  ['nc -u -l -p 53 -w 1 & sleep 0.5; echo hello | nc -u -w 1 localhost 53; wait', 0, 2.5, 'hello\n'],
  ['echo back | nc -u -l -p 53 & sleep 0.5; echo forth | nc -u -w 1 localhost 53; kill %1', 0, 2.5, 'forth\nback\n'],
  ['nc -u -l -p 53 -e cat & sleep 0.5; echo hello | nc -u -w 1 localhost 53; kill %1', 0, 2.5, 'hello\n'],
  [
    'nc -u -l -p 53 -v & sleep 0.5; echo hello | nc -u -p 4000 -w 1 10.244.0.5 53; kill %1',
    0,
    2.5,
    'hello\n',
    'listening on [::]:53 ...\nconnect to [::ffff:10.244.0.5]:53 from [::ffff:10.244.0.5]:4000 ([::ffff:10.244.0.5]:4000)\n',
  ],
  ['nc -z -vv web 81', 1, 0, '', 'nc: web (10.244.0.9:81): Connection refused\n'],
  ['nc -z -v web 81', 1, 0, ''],
  ['nc -z -v -w 1 10.1.2.3 81', 1, 1, '', 'nc: 10.1.2.3 (10.1.2.3:81): Connection timed out\n'],
  ['nc -z -v web 80', 0, 0, '', 'web (10.244.0.9:80) open\n'],
];

const OPENBSD: Row[] = [
  ['echo hello | nc -u -w 1 web 9', 0, 1, 'HELLO\n'],
  ['echo hello | nc -u -q 1 web 9', 0, 1, 'HELLO\n'],
  ['echo hello | nc -u -W 1 web 9', 0, 0, 'HELLO\n'],
  ['echo hello | nc -u web 10', 0, 0, ''],
  ['(echo one; sleep 2; echo two) | nc -u -w 5 web 10', 0, 2, ''],
  ['echo hello | nc -u -w 2 10.1.2.3 9', 0, 2, ''],
  [
    'echo hello | nc -v -u -w 2 web 9',
    0,
    4,
    'XXXXHELLO\n',
    'Connection to web (10.244.0.9) 9 port [udp/*] succeeded!\n',
  ],
  ['echo hello | nc -v -u -w 2 web 10', 1, 1, ''],
  ['nc -z -u -v 10.244.0.9 9', 0, 3, '', 'Connection to 10.244.0.9 9 port [udp/*] succeeded!\n'],
  ['nc -z -u web 10', 0, 0, ''],
  ['nc -u nosuch 9', 1, 0, '', 'nc: getaddrinfo for host "nosuch" port 9: Name or service not known\n'],
  ['nc -u -l 53 & nc -u -l 53; kill %1', 0, 0, '', 'nc: Address already in use\n'],
  [
    'nc -u -l -v -k 53 & for i in 1 2; do echo $i | nc -u -p 400$i -W 1 -w 1 localhost 53; done; kill %1',
    0,
    2,
    '1\n2\n',
    'Bound on 0.0.0.0 53\nConnection received on 127.0.0.1 4001\nConnection received on 127.0.0.1 4002\n',
  ],
  ['echo back | nc -u -l 53 & sleep 0.5; echo forth | nc -u -w 1 localhost 53; kill %1', 0, 1.5, 'forth\nback\n'],
  ['nc -v -t -w 2 -z web 80', 0, 0, '', 'Connection to web (10.244.0.9) 80 port [tcp/*] succeeded!\n'],
  ['nc -v -z web 81', 1, 0, '', 'nc: connect to web (10.244.0.9) port 81 (tcp) failed: Connection refused\n'],
  [
    'nc -v -z -w 1 10.1.2.3 81',
    1,
    1,
    '',
    'nc: connect to 10.1.2.3 port 81 (tcp) timed out: Operation now in progress\n',
  ],
];

for (const [whose, kind, rows] of [
  ['BusyBox', 'busybox', BUSYBOX],
  ['OpenBSD', 'debian', OPENBSD],
] as const) {
  describe(`nc of ${whose}`, () => {
    for (const [command, code, seconds, stdout, stderr = ''] of rows) {
      it(command, () => {
        const container = networked(kind);
        const status = container.run(['sh', '-c', command], 60_000);
        expect(container.stdout.text).to.equal(stdout);
        if (typeof stderr === 'string') expect(container.stderr.text).to.equal(stderr);
        else expect(container.stderr.text).to.match(stderr);
        expect(status?.code).to.equal(code);
        expect(container.kernel.now / 1000).to.be.within(seconds, seconds + 0.1);
      });
    }
  });
}

describe('nc.openbsd', () => {
  it('is what it is called, also beside a busybox', () => {
    const container = networked('busybox');
    expect(container.run(['/bin/nc.openbsd', '-z', '-v', 'web', '80'])?.code).to.equal(0);
    expect(container.stderr.text).to.equal('Connection to web (10.244.0.9) 80 port [tcp/*] succeeded!\n');
  });
});
