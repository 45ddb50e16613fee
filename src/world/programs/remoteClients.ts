import type { Proc, Program } from '../process';
import { mongoPlace, mongosh } from './databases/mongo';
import { mariadb, mariadbAdmin, mysql, mysqladmin, mysqlPlace } from './databases/mysql';
import { pgIsReady, postgresPlace, psql } from './databases/postgres';
import { dockerize } from './dockerize';
import { redisCli, redisPlace } from './redis/cli';
import { waitForIt } from './waitForIt';

/** Where a client asks. Undefined as host is the machine that it runs on. */
interface Asked {
  readonly host: string | undefined;
  readonly port: number;
}

interface RemoteClient {
  readonly program: Program;
  /** Absent: it is made to ask others. */
  place?(proc: Proc): Asked;
}

/**
 * Programs that ask a server on another machine, by the names under which everybody knows them. An image that nobody described
 * has them all: what waits for another machine has to wait, whatever its image is.
 */
const CLIENTS: Readonly<Record<string, RemoteClient>> = {
  psql: { program: psql, place: postgresPlace },
  pg_isready: { program: pgIsReady, place: postgresPlace },
  mysql: { program: mysql, place: mysqlPlace },
  mysqladmin: { program: mysqladmin, place: mysqlPlace },
  mariadb: { program: mariadb, place: mysqlPlace },
  'mariadb-admin': { program: mariadbAdmin, place: mysqlPlace },
  'redis-cli': { program: redisCli, place: redisPlace },
  'valkey-cli': { program: redisCli, place: redisPlace },
  mongosh: { program: mongosh, place: mongoPlace },
  mongo: { program: mongosh, place: mongoPlace },
  'wait-for-it': { program: waitForIt },
  'wait-for-it.sh': { program: waitForIt },
  dockerize: { program: dockerize },
};

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * The client that a command line means when it asks another machine, or a port of its own that is known to be open one day. A
 * client that asks a server beside it of which nobody knows the port is taken to be well answered, as other commands are.
 */
export function remoteClient(proc: Proc): Program | undefined {
  const name = (proc.argv[0] ?? '').split('/').pop() ?? '';
  const client = Object.hasOwn(CLIENTS, name) ? CLIENTS[name] : undefined;
  const asked = client?.place?.(proc);
  if (!asked || !isItself(proc, asked.host)) return client?.program;
  return proc.app?.ports.includes(asked.port) ? client?.program : undefined;
}

function isItself(proc: Proc, host: string | undefined): boolean {
  return host === undefined || LOOPBACK.has(host) || host === proc.net.ip || host === proc.hostname;
}
