import type { Task } from '../../kernel';
import { NetError } from '../network';
import type { Proc } from '../process';

/** Shorter than the default `timeoutSeconds` of a probe: who asks an app for its health hears of what it lacks in time. */
const PATIENCE_MS = 500;

/** Whether a port takes a connection from where this process runs. The name is looked up for as long as the C library does. */
export function* takesConnection(proc: Proc, host: string, port: number, patienceMs: number): Task<boolean> {
  const { network } = proc.net;
  const address = yield* network.addressOf(proc.net, host);
  if (address instanceof NetError) return false;
  const connection = yield* network.connect(proc.net, address, port, patienceMs);
  if (connection instanceof NetError) return false;
  connection.close();
  return true;
}

/**
 * Whether an app reaches what it depends on, as far as it can find out in the time that it has to answer.
 * @param place `database:5432` takes a connection; `database` is a name that resolves
 */
export function* reaches(proc: Proc, place: string): Task<boolean> {
  const [, host = place, port] = /^(.*):(\d+)$/.exec(place) ?? [];
  const startMs = proc.kernel.now;
  const address = yield* proc.net.network.addressOf(proc.net, host, PATIENCE_MS);
  if (address instanceof NetError) return false;
  if (port === undefined) return true;
  return yield* takesConnection(proc, address, Number(port), startMs + PATIENCE_MS - proc.kernel.now);
}
