import { sleep, type Task } from '../../../kernel';
import type { Connection, HttpServer, ListenOptions, NetHost, SocketOwner } from '../../network';

/**
 * What databases and their clients say to each other until a client knows that the server is well. Text stands for bytes; more
 * of the protocols nobody here needs.
 */

/** The server speaks first (dev.mysql.com, Protocol::HandshakeV10: version 10, then the server's version). */
export const MYSQL_GREETING = '\n8.4.0\0mysql_native_password\0';
/** Protocol::HandshakeResponse41. */
export const MYSQL_LOGIN = '\x01\x85\xa6root\0';
/** OK_Packet; a refused login would be as good a sign of life. */
const MYSQL_OK = '\x02\0\0\0';
/** The client speaks first: StartupMessage of protocol 3.0 (postgresql.org, Message Formats). */
export const POSTGRES_STARTUP = '\0\x03\0\0user\0postgres\0\0';
/** AuthenticationOk. */
const POSTGRES_READY = 'R\0\0\0\x08\0\0\0\0';

/** Ports whose servers greet whoever connects (IANA: mysql). */
const GREETERS = new Set([3306]);

export function greetsOn(port: number): boolean {
  return GREETERS.has(port);
}

/** How an app answers: what keeps it from doing so at once, such as a hang, and its latency. */
export interface Pace {
  awake(): Task;
  readonly latencyMs: number;
}

/** What a server that understands all of them answers to the first words of a client; undefined: it waits for more. */
function answerTo(words: string): string | undefined {
  if (words === MYSQL_LOGIN) return MYSQL_OK;
  if (words === POSTGRES_STARTUP) return POSTGRES_READY;
  if (/^"?ping"?\r?\n$/i.test(words)) return '+PONG\r\n';
  if (/^"?auth"? .*\r?\n$/i.test(words)) return '+OK\r\n';
  return undefined;
}

/** A connection to a database: a greeting where the server speaks first, then answers. */
export function* talk(connection: Connection, pace: Pace, greets: boolean, heard = ''): Task {
  yield* pace.awake();
  if (greets) connection.write(MYSQL_GREETING);
  for (let words: unknown = heard; typeof words === 'string'; words = yield* connection.read()) {
    const answer = answerTo(words);
    if (answer === undefined) continue;
    yield* pace.awake();
    yield* sleep(pace.latencyMs);
    connection.write(answer);
  }
}

/** Another protocol for who begins in it: an option of a web server of which nobody knows what else it is. */
export function dialectsOf(pace: Pace) {
  return (words: string, connection: Connection): Task | undefined =>
    answerTo(words) === undefined ? undefined : talk(connection, pace, false, words);
}

/** Opens a port of a server that nobody described: where servers greet their clients it does so, and is a web server elsewhere. */
export function openPort(
  http: HttpServer,
  host: NetHost,
  port: number,
  owner: SocketOwner,
  pace: Pace,
  options?: ListenOptions,
): Closable {
  if (greetsOn(port)) return host.listen(port, (connection) => talk(connection, pace, true), owner, options);
  return http.listen(host, port, owner, options);
}

/** Nothing keeps it from answering at once. */
export const AT_ONCE: Pace = { *awake() {}, latencyMs: 0 };

export interface Closable {
  close(): void;
}
