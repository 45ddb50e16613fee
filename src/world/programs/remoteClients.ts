import type { Proc, Program } from '../process';
import { mongoPlace, mongosh } from './databases/mongo';
import { mariadb, mariadbAdmin, mysql, mysqladmin, mysqlPlace } from './databases/mysql';
import { pgIsReady, postgresPlace, psql } from './databases/postgres';
import { dockerize } from './dockerize';
import type { Invocation } from './invocation';
import { redisCli, redisPlace } from './redis/cli';
import { waitForIt, waitForItPlace } from './waitForIt';

/** Where a client asks. Undefined as host is the machine that it runs on. */
interface Asked {
  readonly host: string | undefined;
  readonly port: number;
}

interface RemoteClient {
  readonly program: Program;
  place?(line: Invocation): Asked | undefined;
  /** It is made to wait for others, and waits for its own machine as well. */
  readonly waits?: true;
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
  'wait-for-it': { program: waitForIt, place: waitForItPlace, waits: true },
  'wait-for-it.sh': { program: waitForIt, place: waitForItPlace, waits: true },
  dockerize: { program: dockerize, waits: true },
};

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * The client that a command line means when it asks another machine, or a port of its own that is known to be open one day. A
 * client that asks a server beside it of which nobody knows the port is taken to be well answered, as other commands are.
 */
export function remoteClient(proc: Proc): Program | undefined {
  const client = clientOf(proc.argv);
  const asked = client?.waits ? undefined : client?.place?.(proc);
  if (!asked || !isItself(proc, asked.host)) return client?.program;
  return proc.app?.ports.includes(asked.port) ? client?.program : undefined;
}

/** Whom a command line asks, if it is that of such a client and its words tell: undefined where they don't. */
export function serverAsked(argv: readonly string[]): Asked | undefined {
  return clientOf(argv)?.place?.({ argv, env: {} });
}

function clientOf([path = '']: readonly string[]): RemoteClient | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return Object.hasOwn(CLIENTS, name) ? CLIENTS[name] : undefined;
}

function isItself(proc: Proc, host: string | undefined): boolean {
  return host === undefined || LOOPBACK.has(host) || host === proc.net.ip || host === proc.hostname;
}
