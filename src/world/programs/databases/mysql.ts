import type { Task } from '../../../kernel';
import type { NetErrorKind } from '../../network';
import type { Proc, Program } from '../../process';
import { readAll } from '../../stream';
import type { Invocation } from '../invocation';
import { MYSQL_GREETING, MYSQL_LOGIN } from './dialects';
import { answerTo, dialogue, type Failure, type Place, type Talk, timeoutOf } from './dialogue';
import { type Options, readOptions } from './options';

/** client/mysqladmin.cc: `--connect-timeout` is twelve hours unless said otherwise. */
const ADMIN_TIMEOUT_SECONDS = 43_200;

/** What differs between the clients of the two. */
interface Brand {
  readonly product: string;
  readonly server: string;
  readonly socket: string;
}

const MYSQL: Brand = { product: 'MySQL server', server: 'mysqld', socket: '/var/run/mysqld/mysqld.sock' };
const MARIADB: Brand = { product: 'server', server: 'mariadbd', socket: '/run/mysqld/mysqld.sock' };

/** errno(3) of Linux, which the messages end with. */
const ERRNO: Partial<Record<NetErrorKind, number>> = { refused: 111, timeout: 110, 'no-route': 113, unreachable: 101 };

/** `mysqladmin ping`: whether the server is there; a wrong password is as good an answer as any. */
export const mysqladmin = adminOf(MYSQL, 'mysqladmin');
export const mariadbAdmin = adminOf(MARIADB, 'mariadb-admin');

/** `mysql -h HOST -e STATEMENT`: whether the server takes connections, and what it answers to constants. */
export const mysql = clientOf(MYSQL);
export const mariadb = clientOf(MARIADB);

/**
 * The probe of mariadb's images. Every test beside those of replication holds once somebody can log in.
 * @see https://mariadb.com/kb/en/using-healthcheck-sh/
 */
export function* healthcheck(proc: Proc): Task<number> {
  if (proc.argv.length < 2) {
    proc.stderr.write('At least one argument required\n');
    return 1;
  }
  const failure = yield* dialogue(proc, mysqlPlace(proc), login);
  if (!failure) return 0;
  proc.stderr.write('healthcheck connect failed\n');
  return 1;
}

function adminOf(brand: Brand, name: string): Program {
  return function* (proc) {
    const place = mysqlPlace(proc, ADMIN_TIMEOUT_SECONDS);
    const failure = yield* dialogue(proc, place, login);
    if (!failure) {
      proc.stdout.write('mysqld is alive\n');
      return 0;
    }
    const { text } = complaintOf(brand, place, failure);
    const { socket, server } = brand;
    const check = place.host ? '' : `Check that ${server} is running and that the socket: '${socket}' exists!\n`;
    proc.stderr.write(
      `${name}: connect to server at '${place.host ?? 'localhost'}' failed\nerror: '${text}'\n${check}`,
    );
    return 1;
  };
}

function clientOf(brand: Brand): Program {
  return function* (proc) {
    const place = mysqlPlace(proc);
    const failure = yield* dialogue(proc, place, login);
    if (failure) {
      const { code, text } = complaintOf(brand, place, failure);
      proc.stderr.write(`ERROR ${code} (HY000): ${text}\n`);
      return 1;
    }
    const options = optionsOf(proc);
    const bare = options.count('skip-column-names') > 0 || options.count('silent') > 1;
    const ofConstant = (constant: string) => table(constant, bare, proc.tty);
    const statement = options.text('execute') ?? (yield* readAll(proc.stdin));
    proc.stdout.write(answerTo(proc, statement, { ofConstant, areQuiet: true }));
    return 0;
  };
}

/** In batch mode the column's name and its value; a box on a terminal. */
function table(constant: string, bare: boolean, tty: boolean): string {
  if (!tty) return bare ? `${constant}\n` : `${constant}\n${constant}\n`;
  const line = `+${'-'.repeat(constant.length + 2)}+\n`;
  const row = `| ${constant} |\n`;
  return bare ? `${line}${row}${line}` : `${line}${row}${line}${row}${line}`;
}

/** The server greets, the client logs in, and is told whether it may. */
const login: Talk = function* (connection, read) {
  const greeting = yield* read();
  if (!greeting?.startsWith(MYSQL_GREETING.slice(0, 1))) return false;
  connection.write(MYSQL_LOGIN);
  return (yield* read()) !== undefined;
};

/** Those with a value, and those that change what is printed. */
const OPTIONS = {
  host: { type: 'string', short: 'h' },
  port: { type: 'string', short: 'P' },
  user: { type: 'string', short: 'u' },
  socket: { type: 'string', short: 'S' },
  database: { type: 'string', short: 'D' },
  execute: { type: 'string', short: 'e' },
  'connect-timeout': { type: 'string' },
  silent: { type: 'boolean', short: 's', multiple: true },
  'skip-column-names': { type: 'boolean', short: 'N' },
} as const;

/** Passwords are left out: the value of `-p` has no space before it, so that other letters could be read in it. */
function optionsOf({ argv }: Invocation): Options {
  return readOptions(
    argv.slice(1).filter((word) => !word.startsWith('-p')),
    OPTIONS,
  );
}

/** Where a command line asks: without a host, and with `localhost`, on the socket. */
export function mysqlPlace(proc: Invocation, timeoutSeconds = 0): Place {
  const options = optionsOf(proc);
  const host = options.text('host') ?? proc.env['MYSQL_HOST'];
  return {
    host: host === 'localhost' ? undefined : host,
    port: Number(options.text('port') ?? proc.env['MYSQL_TCP_PORT'] ?? 3306),
    timeoutMs: timeoutOf(options.text('connect-timeout') ?? timeoutSeconds),
  };
}

/** Numbers and words of the client library (include/errmsg.h, libmysql/errmsg.cc). */
function complaintOf({ product, socket }: Brand, { host, port }: Place, { error }: Failure) {
  if (error === 'lost')
    return {
      code: 2013,
      text: `Lost connection to ${product} at 'reading initial communication packet', system error: 0`,
    };
  if (host === undefined)
    return { code: 2002, text: `Can't connect to local ${product} through socket '${socket}' (2)` };
  if (error.kind === 'name') return { code: 2005, text: `Unknown ${product} host '${host}' (-2)` };
  const isMysql = product === MYSQL.product;
  const where = isMysql ? `${host}:${port}` : host;
  return {
    code: isMysql ? 2003 : 2002,
    text: `Can't connect to ${product} on '${where}' (${ERRNO[error.kind] ?? 111})`,
  };
}
