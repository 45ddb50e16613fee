import type { LatencyTable } from './kernel/index';
import { LATENCIES } from './latencies';

/**
 * The latencies of a cluster that takes so many times as long for everything.
 * @param times 1 is as usual
 */
export function slowed(times: number): LatencyTable {
  const longer = (ms: number) => Math.round(ms * times);
  return Object.fromEntries(
    Object.entries(LATENCIES).map(([name, delay]) => [
      name,
      typeof delay === 'number' ? longer(delay) : [longer(delay[0]), longer(delay[1])],
    ]),
  );
}
