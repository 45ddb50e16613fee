import { conditionOf } from '../../api';
import type { Job, Pod } from '../../api/types';
import { wallMsOf } from '../common/objects';

export const TRACKING = 'batch.kubernetes.io/job-tracking';
export const INDEX = 'batch.kubernetes.io/job-completion-index';
export const INDEX_FAILURES = 'batch.kubernetes.io/job-index-failure-count';
export const INDEX_IGNORED = 'batch.kubernetes.io/job-index-ignored-failure-count';

/** A pod of a Job has the finalizer until the Job has counted it (KEP-2307). */
export function isTracked(pod: Pod): boolean {
  return pod.metadata.finalizers?.includes(TRACKING) ?? false;
}

/** Whether a pod is replaced only when it has really ended, not already when its deletion begins (KEP-3939). */
export function replacesOnlyFailed({ spec }: Job): boolean {
  return spec.podReplacementPolicy === 'Failed' || spec.podFailurePolicy !== undefined;
}

export function isFailed(pod: Pod, job: Job): boolean {
  const phase = pod.status?.phase;
  if (phase === 'Failed') return true;
  return pod.metadata.deletionTimestamp !== undefined && phase !== 'Succeeded' && !replacesOnlyFailed(job);
}

/** When the pod ended: its last container's end, else when it was ready no more or its deletion began, else now. */
export function finishMs(pod: Pod, nowMs: number): number {
  const ends = (pod.status?.containerStatuses ?? []).map(({ state }) => wallMsOf(state?.terminated?.finishedAt));
  if (ends.length > 0 && ends.every((end) => end !== undefined)) return Math.max(...(ends as number[]));
  const ready = conditionOf(pod.status?.conditions, 'Ready');
  const unreadyMs = ready?.status === 'False' ? wallMsOf(ready.lastTransitionTime) : undefined;
  if (unreadyMs !== undefined) return unreadyMs;
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
  const deletedMs = wallMsOf(deletionTimestamp);
  return deletedMs === undefined ? nowMs : deletedMs - deletionGracePeriodSeconds * 1000;
}

/** How often an index had failed before this pod, and how often its policy had that ignored. */
export function failuresBefore({ metadata: { annotations } }: Pod): { counted: number; ignored: number } {
  const read = (name: string): number => Number(annotations?.[name] ?? 0);
  return { counted: read(INDEX_FAILURES), ignored: read(INDEX_IGNORED) };
}

/** The completion index of a pod of an Indexed Job; undefined when it has none. */
export function indexOf(pod: Pod): number | undefined {
  const text = pod.metadata.annotations?.[INDEX];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
