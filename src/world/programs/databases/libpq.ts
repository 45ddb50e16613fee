import { POSTGRES_STARTUP } from './dialects';
import type { Failure, Place, Talk } from './dialogue';
import { timeoutOf } from './dialogue';

const SOCKETS = '/var/run/postgresql';
const LOST =
  'server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.';

/** What a command line says about the server; each may be missing. */
interface Said {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  /** A name, a URI or `host=… port=…`. */
  readonly dbname?: string | undefined;
}

/** As libpq finds its server: what the database's name says, then options, then the environment. */
export function placeOf(said: Said, env: Readonly<Record<string, string | undefined>>): Place {
  const named = connectionString(said.dbname ?? '');
  const host = named['host'] ?? said.host ?? env['PGHOST'] ?? '';
  return {
    host: host === '' || host.startsWith('/') ? undefined : host,
    port: Number(named['port'] ?? said.port ?? env['PGPORT'] ?? 5432),
    timeoutMs: timeoutOf(named['connect_timeout'] ?? env['PGCONNECT_TIMEOUT'] ?? 0),
  };
}

/** How pg_isready calls it. */
export function nameOf({ host, port }: Place): string {
  return `${host ?? SOCKETS}:${port}`;
}

/** The client says who it is, and the server what it wants to know of him. */
export const startup: Talk = function* (connection, read) {
  connection.write(POSTGRES_STARTUP);
  return (yield* read()) !== undefined;
};

/** Why there is no connection, in the words of libpq 14 and later (fe-connect.c). */
export function complaintOf({ host, port }: Place, { error, address }: Failure): string {
  const isLost = error === 'lost' || error.kind === 'eof' || error.kind === 'reset';
  if (host === undefined) {
    const why = `No such file or directory\n\tIs the server running locally and accepting connections on that socket?`;
    return `connection to server on socket "${SOCKETS}/.s.PGSQL.${port}" failed: ${isLost ? LOST : why}`;
  }
  if (!isLost && error.kind === 'name')
    return `could not translate host name "${host}" to address: Name or service not known`;
  const why = isLost
    ? LOST
    : `${error.message}\n\tIs the server running on that host and accepting TCP/IP connections?`;
  const server = host === address ? `"${host}"` : `"${host}" (${address})`;
  return `connection to server at ${server}, port ${port} failed: ${why}`;
}

/** @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING */
function connectionString(text: string): Partial<Record<string, string>> {
  const uri = /^postgres(?:ql)?:\/\/(?:[^@/]*@)?([^:/?]*)(?::(\d+))?(?:\/[^?]*)?(?:\?(.*))?$/.exec(text);
  if (!uri) return Object.fromEntries([...text.matchAll(/(\w+)=(\S+)/g)].map(([, key, value]) => [key, value]));
  const [, host, port, query = ''] = uri;
  return {
    ...(host ? { host } : {}),
    ...(port ? { port } : {}),
    ...Object.fromEntries(new URLSearchParams(query)),
  };
}
