import { expect } from 'chai';
import { TestWorld } from './testWorld';

/** A client in an image that nobody described, with a server at another address that comes after five seconds, or never. */
function waiting(argv: readonly string[], port: number, { comes = true }: { comes?: boolean } = {}) {
  const world = new TestWorld();
  const host = world.network.attach('10.244.0.5', { name: 'server', kind: 'pod', node: 'node-1' });
  const client = world.start('registry.test.io/tools:1', {
    argv: argv.map((w) => w.replace('SERVER', host.ip)),
    isTask: true,
  });
  world.advance(5000);
  const early = client.main.ended.value?.code;
  if (comes) world.start('registry.test.io/server:1', { net: host, ports: [port] });
  world.advance(20_000);
  return { early, late: client.main.ended.value?.code, said: client.stderr.text };
}

describe('clients that everybody knows, in images that nobody described', () => {
  const loop = (command: string) => ['sh', '-c', `until ${command}; do sleep 1; done`];
  const clients: [argv: string[], port: number][] = [
    [loop('psql -h SERVER -c "SELECT 1"'), 5432],
    [loop('psql postgresql://app:secret@SERVER:6432/app -c "\\q"'), 6432],
    [loop('pg_isready -h SERVER'), 5432],
    [loop('mysqladmin ping -h SERVER -uroot -psecret'), 3306],
    [loop('mariadb-admin -h SERVER ping'), 3306],
    [loop('mysql -hSERVER -e "SELECT 1"'), 3306],
    [loop('[ "$(redis-cli -h SERVER -a secret ping)" = PONG ]'), 6379],
    [loop('valkey-cli -u redis://:secret@SERVER:6379 ping'), 6379],
    [loop('mongosh --host SERVER --eval "db.adminCommand(\'ping\')"'), 27017],
    [loop('[ "$(mongosh mongodb://SERVER:27017/app --quiet --eval "db.runCommand({ping: 1}).ok")" = 1 ]'), 27017],
    [['wait-for-it.sh', 'SERVER:8080', '-t', '30'], 8080],
    [['./wait-for-it.sh', '--host=SERVER', '--port=8080', '--timeout=30', '--', 'echo', 'up'], 8080],
    [['dockerize', '-wait', 'tcp://SERVER:8080', '-timeout', '30s', 'echo', 'up'], 8080],
    [['/usr/local/bin/dockerize', '-wait=http://SERVER:8080/health', '-timeout=1m'], 8080],
  ];
  for (const [argv, port] of clients) {
    it(`wait for the server: ${argv.at(-1) === 'up' ? argv.join(' ') : (argv[2] ?? '')}`, () => {
      const { early, late } = waiting(argv, port);
      expect({ early, late }).to.deep.equal({ early: undefined, late: 0 });
      expect(waiting(argv, port, { comes: false }).late).to.not.equal(0);
    });
  }

  const inTime: [argv: string[], code: number, said: string][] = [
    [
      ['wait-for-it.sh', 'SERVER:8080', '-t', '3'],
      124,
      'wait-for-it.sh: waiting 3 seconds for 10.244.0.5:8080\nwait-for-it.sh: timeout occurred after waiting 3 seconds for 10.244.0.5:8080\n',
    ],
    [['wait-for-it.sh', 'SERVER:8080', '-q', '-t', '3', '--', 'false'], 1, ''],
    [['wait-for-it.sh', 'SERVER:8080', '-q', '-s', '-t', '3', '--', 'true'], 124, ''],
    [['wait-for-it.sh'], 1, 'Error: you need to provide a host and port to test.\n'],
    [
      ['dockerize', '-wait', 'SERVER:8080'],
      1,
      'invalid host protocol provided: 10.244.0.5:8080. supported protocols are: tcp, tcp4, tcp6 and http\n',
    ],
  ];
  for (const [argv, code, said] of inTime) {
    it(`${argv.join(' ')} gives up`, () => {
      expect(waiting(argv, 8080, { comes: false })).to.deep.equal({ early: code, late: code, said });
    });
  }

  it('dockerize says what it waits for', () => {
    const { said } = waiting(['dockerize', '-wait', 'tcp://SERVER:8080', '-timeout', '2s'], 8080, { comes: false });
    expect(said).to.equal(
      [
        'Waiting for: tcp://10.244.0.5:8080',
        'Problem with dial: dial tcp 10.244.0.5:8080: connect: connection refused. Sleeping 1s',
        'Problem with dial: dial tcp 10.244.0.5:8080: connect: connection refused. Sleeping 1s',
        'Timeout after 2s waiting on dependencies to become available: [tcp://10.244.0.5:8080]',
        '',
      ].join('\n'),
    );
  });

  it('succeed where they ask the server beside them, of which nobody knows the port', () => {
    const world = new TestWorld();
    const one = world.start('registry.test.io/db:1');
    expect(one.exec('pg_isready', '-h', '127.0.0.1').code).to.equal(0);
    expect(one.exec('redis-cli', 'ping').code).to.equal(0);
  });

  it('ask the server beside them where it has that port', () => {
    const world = new TestWorld();
    const one = world.start('registry.test.io/db:1', { ports: [5432] });
    world.advance(3000);
    expect(one.exec('pg_isready', '-h', 'localhost').stdout).to.equal('localhost:5432 - accepting connections\n');
    world.behaviours.set({}, { hangs: [{ fromMs: 4000 }] });
    world.advance(3000);
    expect(one.exec('pg_isready', '-h', 'localhost').code).to.equal(2);
  });

  it('do what somebody says that they do', () => {
    const world = new TestWorld();
    world.behaviours.set({}, { commands: [{ command: 'pg_isready', exitCode: 3 }] });
    const one = world.start('registry.test.io/db:1');
    expect(one.exec('pg_isready', '-h', '10.244.0.77').code).to.equal(3);
  });
});
