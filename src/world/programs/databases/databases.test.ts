import { expect } from 'chai';
import type { Behaviour } from '../../behaviour';
import { type TestContainer, TestWorld } from '../testWorld';

const MYSQL = { env: { MYSQL_ALLOW_EMPTY_PASSWORD: '1' } };
const POSTGRES = { env: { POSTGRES_PASSWORD: 'secret' } };

function running(image: string, options: Parameters<TestWorld['start']>[1], behaviour: Behaviour) {
  const world = new TestWorld();
  world.behaviours.set({}, behaviour);
  const container = world.start(image, options);
  world.advance(10_000);
  return { world, container };
}

/** Its exit code, or `waits` when it has not ended after a minute. */
function codeOf(container: TestContainer, argv: readonly string[]): number | 'waits' {
  try {
    return container.exec(...argv).code;
  } catch {
    return 'waits';
  }
}

describe('databases and their clients', () => {
  const HANGS: Behaviour = { hangs: [{ fromMs: 9000 }] };
  const cases: [string, object, Behaviour, string[], number | 'waits'][] = [
    ['mysql:8.4', MYSQL, {}, ['mysqladmin', 'ping'], 0],
    ['mysql:8.4', MYSQL, {}, ['mysql', '-h', '127.0.0.1', '-e', 'SELECT 1'], 0],
    ['mysql:8.4', MYSQL, {}, ['mysqladmin', 'ping', '-P', '3399'], 1],
    ['mysql:8.4', MYSQL, HANGS, ['mysqladmin', 'ping'], 'waits'],
    ['mysql:8.4', MYSQL, HANGS, ['mysqladmin', '--connect-timeout=5', 'ping'], 1],
    ['mysql:8.4', MYSQL, HANGS, ['mysql', '-h', '127.0.0.1', '-e', 'SELECT 1'], 'waits'],
    ['postgres:16', POSTGRES, {}, ['pg_isready', '-U', 'app'], 0],
    ['postgres:16', POSTGRES, HANGS, ['pg_isready', '-U', 'app'], 2],
    ['postgres:16', POSTGRES, HANGS, ['pg_isready', '-t', '0'], 'waits'],
    ['redis:7', {}, {}, ['redis-cli', 'ping'], 0],
    ['redis:7', {}, HANGS, ['redis-cli', 'ping'], 'waits'],
  ];
  for (const [image, options, behaviour, argv, code] of cases) {
    it(`${image}${behaviour === HANGS ? ', which hangs' : ''}: ${argv.join(' ')} ends with ${code}`, () => {
      expect(codeOf(running(image, options, behaviour).container, argv)).to.equal(code);
    });
  }

  it('pg_isready gives up after three seconds', () => {
    const { world, container } = running('postgres:16', POSTGRES, HANGS);
    const startMs = world.kernel.now;
    expect(container.exec('pg_isready', '-h', '127.0.0.1').stdout).to.equal('127.0.0.1:5432 - no response\n');
    expect(world.kernel.now - startMs).to.equal(3000);
  });

  const strangers: [string, number, string[]][] = [
    ['mysql:8.4', 3306, ['mysqladmin', 'ping', '-h']],
    ['postgres:16', 5432, ['pg_isready', '-h']],
    ['redis:7', 6379, ['redis-cli', '-h']],
  ];
  for (const [image, port, argv] of strangers) {
    it(`${argv[0]} of ${image} is answered by a database whose image nobody described`, () => {
      const world = new TestWorld();
      const server = world.start('bitnami/database:1', { ports: [port] });
      const client = world.start(image, { argv: ['sleep', '3600'] });
      world.advance(1000);
      const line = [...argv, server.net.ip, ...(argv[0] === 'redis-cli' ? ['ping'] : [])];
      expect(codeOf(client, line)).to.equal(0);
      world.behaviours.set({}, HANGS);
      world.advance(9000);
      expect(codeOf(client, line)).to.not.equal(0);
    });
  }
});
