import { type Task, TIMED_OUT } from '../../kernel';
import type { Connection } from './connection';
import { NetError, type NetErrorKind, type NetPhase } from './error';
import type { NetHost } from './host';
import { type Headers, type HttpResponse, header, parseResponse, writeRequest } from './http';
import { isAddress } from './ip';
import type { Network } from './network';
import { CLIENT_HELLO, isServerHello } from './tls';
import { EOF } from './types';

export interface HttpCall {
  readonly scheme: 'http' | 'https';
  /** A name or an address. */
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
  /** Default GET. */
  readonly method?: string;
  /** Sent as they are; `Host` is added when it is missing. */
  readonly headers?: Headers;
  readonly body?: string;
  /** For the whole call, lookup included. Infinity: only the operating system gives up. */
  readonly timeoutMs: number;
  /** A shorter limit for the lookup and the connect. */
  readonly connectTimeoutMs?: number;
  /** The lookup takes as long as the C library takes. Default false. */
  readonly waitsForLookup?: boolean;
  /** Told the address once the connection stands, before anything is sent. */
  readonly onConnect?: (connection: Connection) => void;
}

/** One HTTP request on a connection of its own. Redirects are the caller's business. Certificates are not looked at. */
export function* httpRequest(network: Network, from: NetHost, call: HttpCall): Task<HttpResponse | NetError> {
  const startMs = network.kernel.now;
  const { timeoutMs, connectTimeoutMs = Number.POSITIVE_INFINITY, waitsForLookup } = call;
  const passedMs = () => network.kernel.now - startMs;
  const leftMs = () => timeoutMs - passedMs();
  const connectMs = Math.min(timeoutMs, connectTimeoutMs);
  const lookupMs = waitsForLookup ? Number.POSITIVE_INFINITY : connectMs;
  const address = isAddress(call.host) ? call.host : yield* network.addressOf(from, call.host, lookupMs);
  if (address instanceof NetError) return address;
  const dialMs = waitsForLookup ? connectMs : connectMs - passedMs();
  const connection = yield* network.connect(from, address, call.port, dialMs);
  if (connection instanceof NetError) return connection;
  try {
    call.onConnect?.(connection);
    return yield* exchange(connection, call, leftMs);
  } finally {
    connection.close();
  }
}

/** One HTTP request on a connection that is open already and stays open: keep-alive. */
export function* httpRequestOn(connection: Connection, call: HttpCall): Task<HttpResponse | NetError> {
  const startMs = connection.host.network.kernel.now;
  return yield* exchange(connection, call, () => call.timeoutMs - (connection.host.network.kernel.now - startMs));
}

function* exchange(connection: Connection, call: HttpCall, leftMs: () => number): Task<HttpResponse | NetError> {
  const refused = call.scheme === 'https' ? yield* handshake(connection, leftMs()) : undefined;
  if (refused) return refused;
  connection.write(requestText(call));
  return yield* receive(connection, call.method ?? 'GET', leftMs);
}

/** The request that was written last with these headers: a probe writes the same one as long as its pod lives. */
const written = new WeakMap<Headers, { readonly call: HttpCall; readonly text: string }>();

function requestText(call: HttpCall): string {
  const { headers = {}, method = 'GET', path, body = '' } = call;
  const last = written.get(headers);
  if (last && isSameRequest(last.call, call)) return last.text;
  const named = header(headers, 'host') === undefined ? { Host: hostHeader(call), ...headers } : headers;
  const text = writeRequest({ method, target: path, headers: named, body });
  if (call.headers) written.set(headers, { call, text });
  return text;
}

function isSameRequest(a: HttpCall, b: HttpCall): boolean {
  return (
    a.host === b.host &&
    a.port === b.port &&
    a.path === b.path &&
    a.scheme === b.scheme &&
    a.method === b.method &&
    a.body === b.body
  );
}

function* handshake(connection: Connection, timeoutMs: number): Task<NetError | undefined> {
  connection.write(CLIENT_HELLO);
  const hello = yield* connection.read(timeoutMs);
  if (hello instanceof NetError) return hello;
  if (hello === TIMED_OUT) return failure(connection, 'timeout', 'tls');
  if (hello === EOF) return failure(connection, 'eof', 'tls');
  if (isServerHello(hello)) return undefined;
  return failure(connection, 'protocol', 'tls', hello.startsWith('HTTP/') ? 'plain-http' : 'not-tls');
}

function* receive(connection: Connection, method: string, leftMs: () => number): Task<HttpResponse | NetError> {
  let text = '';
  for (;;) {
    const data = yield* connection.read(leftMs());
    if (data instanceof NetError) return data;
    if (data === TIMED_OUT) return failure(connection, 'timeout', 'exchange', text === '' ? 'headers' : 'body');
    if (data !== EOF) text += data;
    const parsed = parseResponse(text, { ended: data === EOF, method });
    if (parsed === 'malformed') return failure(connection, 'protocol', 'exchange', text.slice(0, 40));
    if (parsed !== 'incomplete') return parsed.message;
    if (data === EOF) return failure(connection, 'eof', 'exchange');
  }
}

function failure(connection: Connection, kind: NetErrorKind, phase: NetPhase, detail?: string): NetError {
  return new NetError(kind, { phase, ...connection.endpoints(), ...(detail ? { detail } : {}) });
}

function hostHeader(call: HttpCall): string {
  const usual = call.scheme === 'https' ? 443 : 80;
  return call.port === usual ? call.host : `${call.host}:${call.port}`;
}
