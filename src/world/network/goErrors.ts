import type { BindError, NetError, NetErrorKind } from './error';

/**
 * How Go's net package words a failure. The kubelet and kubectl are Go programs: their probe messages and errors are these.
 */
const SYSCALL_WORDS: Partial<Record<NetErrorKind, string>> = {
  refused: 'connect: connection refused',
  'no-route': 'connect: no route to host',
  unreachable: 'connect: network is unreachable',
};

/** `dial tcp 10.244.0.5:80: connect: connection refused`, `lookup web on 10.96.0.10:53: no such host` … */
export function goDialError(error: NetError, nameserver?: string): string {
  const { address, port } = error.info;
  // net/lookup.go, lookupIPAddr: the caller's deadline ends the lookup, whoever was asked
  if (error.phase === 'lookup' && error.kind === 'timeout') return `dial tcp: lookup ${address}: i/o timeout`;
  if (error.kind === 'name') {
    const by = nameserver ? ` on ${nameserver}:53` : '';
    return `dial tcp: lookup ${address}${by}: no such host`;
  }
  // The operating system gives up with ETIMEDOUT when nobody set a deadline; Go's own deadline reads `i/o timeout`.
  const words = SYSCALL_WORDS[error.kind] ?? 'i/o timeout';
  return `dial tcp ${address}:${port}: ${words}`;
}

/** `listen tcp :80: bind: permission denied` */
export function goListenError({ protocol, port, text }: BindError): string {
  return `listen ${protocol} :${port}: bind: ${text.toLowerCase()}`;
}

const WHILE_AWAITING_HEADERS = ' (Client.Timeout exceeded while awaiting headers)';
const WHILE_READING_BODY = ' (Client.Timeout or context cancellation while reading body)';

/** The request that failed, as far as the words for its failure depend on it. */
export interface FailedRequest {
  readonly method?: string;
  readonly url: string;
  /**
   * Nobody answered the dial, and the client's timer fired before the dialer's: both are set to the same moment, and Go lets
   * either win (recordings of 1.20 show both for the same failure). Default false.
   */
  readonly clientTimerFirst?: boolean;
}

/**
 * `Get "http://10.244.0.5:80/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)` …,
 * as net/http's client words a failed request.
 */
export function goHttpError(error: NetError, request: FailedRequest, nameserver?: string): string {
  const method = request.method ?? 'GET';
  const verb = method.slice(0, 1).toUpperCase() + method.slice(1).toLowerCase();
  return `${verb} "${request.url}": ${cause(error, request.clientTimerFirst ?? false, nameserver)}`;
}

function cause(error: NetError, clientTimerFirst: boolean, nameserver?: string): string {
  const { info } = error;
  if (error.phase === 'lookup' && error.kind === 'timeout') return goDialError(error) + WHILE_AWAITING_HEADERS;
  if (error.phase === 'lookup') return goDialError(error, nameserver);
  if (error.phase === 'dial' && error.kind !== 'timeout') return goDialError(error);
  if (error.phase === 'dial' && !clientTimerFirst) return goDialError(error) + WHILE_AWAITING_HEADERS;
  switch (error.kind) {
    case 'timeout':
      return `context deadline exceeded${info.detail === 'body' ? WHILE_READING_BODY : WHILE_AWAITING_HEADERS}`;
    case 'reset':
      return `read tcp ${info.local}->${info.address}:${info.port}: read: connection reset by peer`;
    case 'protocol':
      return protocolWords(info.detail ?? '');
    default:
      return 'EOF';
  }
}

function protocolWords(detail: string): string {
  if (detail === 'plain-http') return 'http: server gave HTTP response to HTTPS client';
  if (detail === 'not-tls') return 'tls: first record does not look like a TLS handshake';
  return `net/http: HTTP/1.x transport connection broken: malformed HTTP response ${JSON.stringify(detail)}`;
}
