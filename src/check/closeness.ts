import type { Cluster } from '../cluster';
import type { RequestFact } from '../observe/index';
import type { Entrance } from './serving';

/** A process that has got its signal needs some milliseconds to close its port. */
const CLOSES_WITHIN_MS = 100;

/** When a pod was told to stop, and when its container had ended. */
interface Stop {
  readonly pod: string;
  readonly atMs: number;
  endMs: number;
}

/**
 * How long before the stop of a pod its last visitor came, of all pods that were stopped since then the shortest time: what the
 * proxies won by.
 * @returns undefined when no pod that was visited was stopped, or all go on serving
 */
export function wonByMs(
  cluster: Cluster,
  { container }: Entrance,
  sent: readonly RequestFact[],
  sinceMs: number,
): number | undefined {
  const margins = stopsOf(cluster, container, sinceMs).flatMap(({ pod, atMs, endMs }) => {
    const visits = sent.filter(({ served }) => served === pod).map(({ t, latencyMs }) => t - latencyMs);
    const before = visits.filter((sentMs) => sentMs <= atMs);
    const goesOn = visits.some((sentMs) => sentMs > atMs + CLOSES_WITHIN_MS && sentMs < endMs);
    return before.length > 0 && !goesOn ? [atMs - Math.max(...before)] : [];
  });
  return margins.length === 0 ? undefined : Math.min(...margins);
}

/** Pods of a StatefulSet have the names of those before them: each stop has its own end. */
function stopsOf(cluster: Cluster, container: string, sinceMs: number): Stop[] {
  const stops: Stop[] = [];
  for (const { t, type, object, detail } of cluster.journal.all()) {
    if (t < sinceMs || detail['container'] !== container) continue;
    const pod = object.split('/').at(-1) ?? '';
    const current = stops.findLast((stop) => stop.pod === pod && stop.endMs === Number.POSITIVE_INFINITY);
    if (type === 'signal-sent' && !current) stops.push({ pod, atMs: t, endMs: Number.POSITIVE_INFINITY });
    if (type === 'container-exited' && current) current.endMs = t;
  }
  return stops;
}
