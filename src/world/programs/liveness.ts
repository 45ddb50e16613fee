import type { Task } from '../../kernel';
import type { Proc } from '../process';
import { goServer, text } from './goServer';

const HEALTHY_MS = 10_000;

/** The image of the documentation's HTTP liveness example: `/healthz` answers 200 for ten seconds, then 500. */
export function* livenessImage(proc: Proc): Task<number> {
  return yield* goServer(proc, {
    port: 8080,
    stop: 'runtime',
    respond: ({ path }) => {
      const aliveMs = proc.kernel.now - proc.startedAtMs;
      if (path === '/started') return text(`${aliveMs / 1000}s`);
      if (path !== '/healthz') return text('404 page not found\n', 404);
      return aliveMs > HEALTHY_MS ? text(`error: ${(aliveMs / 1000).toFixed(6)}`, 500) : text('ok');
    },
  });
}
