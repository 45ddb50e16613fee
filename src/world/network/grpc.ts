import { sleep, type Task, TIMED_OUT } from '../../kernel';
import type { Connection } from './connection';
import { NetError } from './error';
import type { NetHost } from './host';
import type { Network } from './network';
import { EOF } from './types';

/**
 * gRPC, as far as a health check needs it (grpc.health.v1): the HTTP/2 preface that tells it from other protocols (RFC 9113, 3.4),
 * the server's settings, and one call, written as a line of JSON in place of frames.
 */
const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const SETTINGS = 'SETTINGS\n';

export type ServingStatus = 'SERVING' | 'NOT_SERVING' | 'UNKNOWN' | 'SERVICE_UNKNOWN';

/** What a server's health service says of a service name (`''`: the server as a whole). `undefined`: it has no health service. */
export type GrpcHealth = (service: string) => ServingStatus | undefined | Task<ServingStatus | undefined>;

export type GrpcHealthResult =
  | { readonly outcome: 'status'; readonly status: ServingStatus }
  /** The server speaks gRPC but has no health service. */
  | { readonly outcome: 'unimplemented'; readonly message: string }
  /** The call ended in a gRPC error. */
  | { readonly outcome: 'error'; readonly code: string; readonly message: string }
  /** No gRPC connection within the time: refused, silent or another protocol. */
  | { readonly outcome: 'connect-timeout' }
  /** Connected, but the call was not answered within the time. */
  | { readonly outcome: 'rpc-timeout' };

export function isGrpcPreface(text: string): boolean {
  return text.startsWith(PREFACE);
}

/** How long grpc-go waits before it dials again (its connection back-off starts at 1 s). */
const REDIAL_MS = 1000;

/**
 * Asks a server's health service. A connection that is refused or is not gRPC is dialled again until the time is up, so that
 * both end as `connect-timeout` (recorded on 1.36).
 */
export function* grpcHealthCheck(
  network: Network,
  from: NetHost,
  call: { readonly address: string; readonly port: number; readonly service: string; readonly timeoutMs: number },
): Task<GrpcHealthResult> {
  const endMs = network.kernel.now + call.timeoutMs;
  const leftMs = () => endMs - network.kernel.now;
  while (leftMs() > 0) {
    const connection = yield* network.connect(from, call.address, call.port, leftMs());
    if (!(connection instanceof NetError)) {
      try {
        connection.write(PREFACE);
        const settings = yield* connection.read(leftMs());
        if (typeof settings === 'string' && settings.startsWith(SETTINGS)) {
          return yield* healthCall(connection, call.service, leftMs());
        }
      } finally {
        connection.close();
      }
    }
    yield* sleep(Math.min(REDIAL_MS, leftMs()));
  }
  return { outcome: 'connect-timeout' };
}

function* healthCall(connection: Connection, service: string, timeoutMs: number): Task<GrpcHealthResult> {
  connection.write(`${JSON.stringify({ service })}\n`);
  const answer = yield* connection.read(timeoutMs);
  if (answer === TIMED_OUT) return { outcome: 'rpc-timeout' };
  if (answer === EOF || answer instanceof NetError) {
    return { outcome: 'error', code: 'Unavailable', message: 'error reading from server: EOF' };
  }
  return JSON.parse(answer) as GrpcHealthResult;
}

/** The server's side of a connection that began with the preface. */
export function* serveGrpc(connection: Connection, text: string, health: GrpcHealth): Task<void> {
  connection.write(SETTINGS);
  let pending = text.slice(PREFACE.length);
  for (;;) {
    const end = pending.indexOf('\n');
    if (end >= 0) {
      const { service } = JSON.parse(pending.slice(0, end)) as { service: string };
      pending = pending.slice(end + 1);
      connection.write(`${JSON.stringify(yield* healthResult(health, service))}\n`);
      continue;
    }
    const data = yield* connection.read();
    if (typeof data !== 'string') return;
    pending += data;
  }
}

function* healthResult(health: GrpcHealth, service: string): Task<GrpcHealthResult> {
  const answer = health(service);
  const status = typeof answer === 'object' ? yield* answer : answer;
  if (status === undefined) return { outcome: 'unimplemented', message: 'unknown service grpc.health.v1.Health' };
  if (status === 'SERVICE_UNKNOWN') return { outcome: 'error', code: 'NotFound', message: 'unknown service' };
  return { outcome: 'status', status };
}
