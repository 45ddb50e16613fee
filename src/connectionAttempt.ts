import type { Kernel, Task } from './kernel/index';
import { type Connection, NetError, type NetHost } from './world/index';

/** As `nc -w 5`: two SYNs that were lost are forgiven. */
const PATIENCE_MS = 5000;
/** A lookup has a patience of its own (resolv.conf(5)): with it, an attempt ends in its own words. */
const LONGEST_MS = 60_000;

/** What became of it; without `error` somebody accepted the connection. */
export interface ConnectionAttempt {
  readonly error?: string;
}

/** Resolves a name and opens a TCP connection, as a program there would, and closes it again; time passes until that has ended. */
export function attemptConnection(kernel: Kernel, from: NetHost, host: string, port: number): ConnectionAttempt {
  const client = kernel.spawn(`connection to ${host}:${port}`, connect(from, host, port));
  kernel.runUntil(kernel.now + LONGEST_MS, () => !client.isAlive);
  const result = client.outcome?.how === 'returned' ? client.outcome.value : undefined;
  if (result === undefined) return { error: 'no answer' };
  if (result instanceof NetError) return { error: `${result.info.address}: ${result.explained}` };
  result.close();
  return {};
}

function* connect(from: NetHost, host: string, port: number): Task<Connection | NetError> {
  const resolved = yield* from.network.resolve(from, host);
  if (resolved instanceof NetError) return resolved;
  return yield* from.network.connect(from, resolved.addresses[0] ?? host, port, PATIENCE_MS);
}
