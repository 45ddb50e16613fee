import type { Task } from '../../kernel';
import { NetError } from '../network';
import type { Proc } from '../process';

const TIMEOUT_MS = 3000;

/** `pg_isready [-h HOST] [-p PORT]`: 0 when the server accepts connections, 2 when nobody answers. */
export function* pgIsReady(proc: Proc): Task<number> {
  const host = option(proc, '-h', '--host') ?? 'localhost';
  const port = Number(option(proc, '-p', '--port') ?? 5432);
  const name = option(proc, '-h', '--host') === undefined ? '/var/run/postgresql' : host;
  const open = yield* accepts(proc, host, port);
  proc.stdout.write(`${name}:${port} - ${open ? 'accepting connections' : 'no response'}\n`);
  return open ? 0 : 2;
}

/** `mysqladmin ping`: whether the server is there; a wrong password is as good an answer as any. */
export function* mysqladmin(proc: Proc): Task<number> {
  const host = option(proc, '-h', '--host') ?? 'localhost';
  if (yield* accepts(proc, host, Number(option(proc, '-P', '--port') ?? 3306))) {
    proc.stdout.write('mysqld is alive\n');
    return 0;
  }
  proc.stderr.write(`mysqladmin: connect to server at '${host}' failed\n`);
  return 1;
}

/** `mysql -h HOST -e STATEMENT`: whether the server takes connections; what a statement would answer is not known. */
export function* mysql(proc: Proc): Task<number> {
  const host = option(proc, '-h', '--host') ?? 'localhost';
  if (yield* accepts(proc, host, Number(option(proc, '-P', '--port') ?? 3306))) return 0;
  proc.stderr.write(`ERROR 2003 (HY000): Can't connect to MySQL server on '${host}' (111)\n`);
  return 1;
}

function* accepts(proc: Proc, host: string, port: number): Task<boolean> {
  const { network } = proc.net;
  const resolved = yield* network.resolve(proc.net, host);
  if (resolved instanceof NetError) return false;
  const connection = yield* network.connect(proc.net, resolved.addresses[0]!, port, TIMEOUT_MS);
  if (connection instanceof NetError) return false;
  connection.close();
  return true;
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
