import type { Kernel, Task } from './kernel/index';
import { type Connection, NetError, type NetHost } from './world/index';

/** What a program in a pod tries once, as `nc` and `nslookup` do; time passes until it has ended. */

/** As `nc -w 5`: two SYNs that were lost are forgiven. */
const PATIENCE_MS = 5000;
/** A lookup has a patience of its own (resolv.conf(5)): with it, an attempt ends in its own words. */
const LONGEST_MS = 60_000;

/** What became of it; without `error` somebody accepted the connection. */
export interface ConnectionAttempt {
  readonly error?: string;
}

/** The addresses of a name; without any, `error` says why. */
export interface ResolutionAttempt {
  readonly addresses: readonly string[];
  readonly error?: string;
}

/** Resolves a name and opens a TCP connection, as a program there would, and closes it again. */
export function attemptConnection(kernel: Kernel, from: NetHost, host: string, port: number): ConnectionAttempt {
  const result = outcomeOf(kernel, `connection to ${host}:${port}`, connect(from, host, port));
  if (typeof result === 'string') return { error: result };
  result.close();
  return {};
}

/** Resolves a name as the C library of a program there would, with the search list. */
export function attemptResolution(kernel: Kernel, from: NetHost, name: string): ResolutionAttempt {
  const result = outcomeOf(kernel, `lookup of ${name}`, from.network.resolve(from, name));
  return typeof result === 'string' ? { addresses: [], error: result } : { addresses: result.addresses };
}

function outcomeOf<T extends object>(kernel: Kernel, what: string, task: Task<T | NetError>): T | string {
  const client = kernel.spawn(what, task);
  kernel.runUntil(kernel.now + LONGEST_MS, () => !client.isAlive);
  const result = client.outcome?.how === 'returned' ? client.outcome.value : undefined;
  if (result === undefined) return 'no answer';
  return result instanceof NetError ? `${result.info.address}: ${result.explained}` : result;
}

function* connect(from: NetHost, host: string, port: number): Task<Connection | NetError> {
  const address = yield* from.network.addressOf(from, host);
  if (address instanceof NetError) return address;
  return yield* from.network.connect(from, address, port, PATIENCE_MS);
}
