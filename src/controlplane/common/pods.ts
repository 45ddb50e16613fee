import { conditionOf, isTerminal } from '../../api';
import type { Pod } from '../../api/types';
import { wallMsOf } from './objects';

/** Neither ended nor being deleted: what controllers count as a replica. */
export function isActive(pod: Pod): boolean {
  return !isTerminal(pod) && !pod.metadata.deletionTimestamp;
}

/** Wall-clock time at which the pod became ready, if it is. */
export function readySinceMs(pod: Pod): number | undefined {
  const ready = conditionOf(pod.status?.conditions, 'Ready');
  return ready?.status === 'True' ? wallMsOf(ready.lastTransitionTime) : undefined;
}

/** Ready, and for strictly longer than `minReadySeconds` if that is not 0. */
export function isAvailable(pod: Pod, minReadySeconds: number, nowMs: number): boolean {
  const since = readySinceMs(pod);
  if (since === undefined) return false;
  return minReadySeconds === 0 || since + minReadySeconds * 1000 < nowMs;
}

/** How long until the next of these pods has been ready for long enough; undefined when none is on its way. */
export function untilAvailableMs(pods: readonly Pod[], minReadySeconds: number, nowMs: number): number | undefined {
  const waits = pods
    .map((pod) => (readySinceMs(pod) ?? Number.NEGATIVE_INFINITY) + minReadySeconds * 1000 - nowMs + 1)
    .filter((waitMs) => waitMs > 0);
  return waits.length > 0 ? Math.min(...waits) : undefined;
}

/** Restarts of all containers. */
export function restartsOf(pod: Pod): number[] {
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  return [...initContainerStatuses, ...containerStatuses].map((status) => status.restartCount);
}
