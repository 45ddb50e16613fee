import { type Task, TIMED_OUT } from '../../../kernel';
import { type Connection, EOF, NetError } from '../../network';
import type { Proc } from '../../process';
import { MYSQL_GREETING, MYSQL_LOGIN, POSTGRES_STARTUP } from './dialects';

/** How long Linux tries to connect (tcp_syn_retries 6). */
const CONNECT_MS = 127_000;
/** libpq's pg_isready: `-t`, 3 s unless said otherwise; 0 waits as long as it takes. */
const PG_TIMEOUT_SECONDS = 3;
/** client/mysqladmin.cc: `--connect-timeout` is twelve hours unless said otherwise. */
const MYSQLADMIN_TIMEOUT_SECONDS = 43_200;

/** `pg_isready [-h HOST] [-p PORT] [-t SECONDS]`: 0 when the server accepts connections, 2 when nobody answers in time. */
export function* pgIsReady(proc: Proc): Task<number> {
  const host = option(proc, '-h', '--host') ?? 'localhost';
  const port = Number(option(proc, '-p', '--port') ?? 5432);
  const name = option(proc, '-h', '--host') === undefined ? '/var/run/postgresql' : host;
  const timeoutMs = timeoutOf(option(proc, '-t', '--timeout') ?? PG_TIMEOUT_SECONDS);
  const answer = yield* dialogue(proc, { host, port, timeoutMs }, startup);
  proc.stdout.write(`${name}:${port} - ${answer === 'answered' ? 'accepting connections' : 'no response'}\n`);
  return answer === 'answered' ? 0 : 2;
}

/** `mysqladmin ping`: whether the server is there; a wrong password is as good an answer as any. */
export function* mysqladmin(proc: Proc): Task<number> {
  const place = mysqlPlace(proc, MYSQLADMIN_TIMEOUT_SECONDS);
  const answer = yield* dialogue(proc, place, login);
  if (answer === 'answered') {
    proc.stdout.write('mysqld is alive\n');
    return 0;
  }
  proc.stderr.write(`mysqladmin: connect to server at '${place.host}' failed\nerror: '${mysqlError(place, answer)}'\n`);
  return 1;
}

/** `mysql -h HOST -e STATEMENT`: whether the server takes connections; what a statement would answer is not known. */
export function* mysql(proc: Proc): Task<number> {
  const place = mysqlPlace(proc, 0);
  const answer = yield* dialogue(proc, place, login);
  if (answer === 'answered') return 0;
  proc.stderr.write(`ERROR ${answer === 'lost' ? 2013 : 2003} (HY000): ${mysqlError(place, answer)}\n`);
  return 1;
}

interface Place {
  readonly host: string;
  readonly port: number;
  /** For connection and answer together. */
  readonly timeoutMs: number;
}

/** `unreachable`: no connection. `lost`: it was there, and the answer did not come. */
type Answer = 'answered' | 'unreachable' | 'lost';

type Dialogue = (connection: Connection, read: () => Task<string | undefined>) => Task<boolean>;

/** Connects, and says what a client says to know that the server is well. */
function* dialogue(proc: Proc, { host, port, timeoutMs }: Place, talk: Dialogue): Task<Answer> {
  const { network } = proc.net;
  const deadlineMs = proc.kernel.now + timeoutMs;
  const leftMs = () => Math.max(0, deadlineMs - proc.kernel.now);
  const resolved = yield* network.resolve(proc.net, host);
  if (resolved instanceof NetError) return 'unreachable';
  const patienceMs = Math.min(CONNECT_MS, leftMs());
  const connection = yield* network.connect(proc.net, resolved.addresses[0]!, port, patienceMs);
  if (connection instanceof NetError) return 'unreachable';
  const read = () => readText(connection, leftMs());
  try {
    return (yield* talk(connection, read)) ? 'answered' : 'lost';
  } finally {
    connection.close();
  }
}

function* readText(connection: Connection, timeoutMs: number): Task<string | undefined> {
  const words = yield* connection.read(timeoutMs);
  return words === EOF || words === TIMED_OUT || words instanceof NetError ? undefined : words;
}

/** The server greets, the client logs in, and is told whether it may. */
function* login(connection: Connection, read: () => Task<string | undefined>): Task<boolean> {
  const greeting = yield* read();
  if (!greeting?.startsWith(MYSQL_GREETING.slice(0, 1))) return false;
  connection.write(MYSQL_LOGIN);
  return (yield* read()) !== undefined;
}

/** The client says who it is, and the server what it wants to know of him. */
function* startup(connection: Connection, read: () => Task<string | undefined>): Task<boolean> {
  connection.write(POSTGRES_STARTUP);
  return (yield* read()) !== undefined;
}

function mysqlPlace(proc: Proc, timeoutSeconds: number): Place {
  return {
    host: option(proc, '-h', '--host') ?? 'localhost',
    port: Number(option(proc, '-P', '--port') ?? 3306),
    timeoutMs: timeoutOf(option(proc, '--connect-timeout', '--connect-timeout') ?? timeoutSeconds),
  };
}

/** As the clients read it: 0 is no limit. */
function timeoutOf(seconds: string | number): number {
  return Number(seconds) > 0 ? Number(seconds) * 1000 : Number.POSITIVE_INFINITY;
}

function mysqlError({ host, port }: Place, answer: Answer): string {
  return answer === 'lost'
    ? "Lost connection to MySQL server at 'reading initial communication packet', system error: 0"
    : `Can't connect to MySQL server on '${host}:${port}' (111)`;
}

function option(proc: Proc, short: string, long: string): string | undefined {
  const { argv } = proc;
  for (let i = 1; i < argv.length; i++) {
    const arg = argv[i]!;
    if (arg === short || arg === long) return argv[i + 1];
    if (arg.startsWith(`${long}=`)) return arg.slice(long.length + 1);
    if (arg.startsWith(short) && !arg.startsWith('--') && arg.length > 2) return arg.slice(2);
  }
  return undefined;
}
