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
    ['postgres:16', POSTGRES, {}, ['psql', '-U', 'app', '-c', 'SELECT 1'], 0],
    ['postgres:16', POSTGRES, {}, ['psql', '-p', '5433', '-c', 'SELECT 1'], 2],
    ['postgres:16', POSTGRES, HANGS, ['psql', '-c', 'SELECT 1'], 'waits'],
    ['postgres:16', POSTGRES, HANGS, ['psql', 'connect_timeout=4'], 2],
    ['postgres:16', POSTGRES, {}, ['psql', '-f', '/missing.sql'], 1],
    ['mariadb:11', MYSQL, {}, ['mariadb-admin', 'ping'], 0],
    ['mariadb:11', MYSQL, {}, ['healthcheck.sh', '--connect', '--innodb_initialized'], 0],
    ['mariadb:11', MYSQL, HANGS, ['healthcheck.sh', '--connect'], 'waits'],
    ['mariadb:11', MYSQL, {}, ['healthcheck.sh'], 1],
    ['mariadb:11', MYSQL, {}, ['sh', '-c', 'mysqladmin ping'], 127],
    ['mariadb:10.6', MYSQL, {}, ['mysqladmin', 'ping'], 0],
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

  const SELECT = 'SELECT 1';
  const said: [image: string, options: object, argv: string[], stdout: string, stderr: string][] = [
    ['postgres:16', POSTGRES, ['psql', '-c', SELECT], ' ?column? \n----------\n        1\n(1 row)\n\n', ''],
    ['postgres:16', POSTGRES, ['psql', '-tAc', 'select 7;'], '7\n', ''],
    ['postgres:16', POSTGRES, ['psql', '-c', '\\q'], '', ''],
    ['postgres:16', POSTGRES, ['psql', '-c', 'CREATE DATABASE app'], '', ''],
    [
      'postgres:16',
      POSTGRES,
      ['psql', 'postgresql://app:x@127.0.0.1:5432/app?sslmode=disable', '-Atc', SELECT],
      '1\n',
      '',
    ],
    ['postgres:16', POSTGRES, ['sh', '-c', `echo "${SELECT}" | psql -At | cat`], '1\n', ''],
    [
      'postgres:16',
      POSTGRES,
      ['psql', '-p', '5433'],
      '',
      'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5433" failed: No such file or directory\n\tIs the server running locally and accepting connections on that socket?\n',
    ],
    [
      'postgres:16',
      POSTGRES,
      ['psql', '-h', '127.0.0.1', '-p', '5433'],
      '',
      'psql: error: connection to server at "127.0.0.1", port 5433 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\n',
    ],
    [
      'postgres:16',
      POSTGRES,
      ['psql', '-h', 'db'],
      '',
      'psql: error: could not translate host name "db" to address: Name or service not known\n',
    ],
    ['mysql:8.4', MYSQL, ['mysql', '-e', SELECT], '1\n1\n', ''],
    ['mysql:8.4', MYSQL, ['mysql', '-uroot', '-psecret', '-sNe', SELECT], '1\n', ''],
    ['mysql:8.4', MYSQL, ['mysql', '-N', '-e', SELECT], '1\n', ''],
    ['mysql:8.4', MYSQL, ['sh', '-c', 'mysql -e "CREATE DATABASE IF NOT EXISTS app" | cat'], '', ''],
    [
      'mysql:8.4',
      MYSQL,
      ['mysql', '-hdb', '-e', SELECT],
      '',
      "ERROR 2005 (HY000): Unknown MySQL server host 'db' (-2)\n",
    ],
    [
      'mysql:8.4',
      MYSQL,
      ['mysql', '-P', '3399', '-e', SELECT],
      '',
      "ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)\n",
    ],
    [
      'mariadb:11',
      MYSQL,
      ['mariadb', '-h', '127.0.0.1', '-P', '3399', '-e', SELECT],
      '',
      "ERROR 2002 (HY000): Can't connect to server on '127.0.0.1' (111)\n",
    ],
  ];
  for (const [image, options, argv, stdout, stderr] of said) {
    it(`${image}: what ${argv.join(' ')} says`, () => {
      const outcome = running(image, options, {}).container.exec(...argv);
      expect({ stdout: outcome.stdout, stderr: outcome.stderr }).to.deep.equal({ stdout, stderr });
    });
  }

  for (const [image, options, line] of [
    ['postgres:16', POSTGRES, 'psql -lqt | grep app'],
    ['mysql:8.4', MYSQL, 'mysql -e "SHOW DATABASES" | grep app'],
    ['postgres:16', POSTGRES, 'found=$(psql -tAc "SELECT 1 FROM pg_database")'],
  ] as const) {
    it(`${line}: nobody knows what is in the database, and says so`, () => {
      expect(() => running(image, options, {}).container.exec('sh', '-c', line)).to.throw(/what a database answers to/);
    });
  }

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
