import { conditionOf, type Release, sidecarsOf } from '../../api';
import type { ContainerStatus, Job, Pod } from '../../api/types';
import { wallMsOf } from '../common/objects';
import { isIndexed } from './indexes';

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

/**
 * When the pod ended: its last container's end, else when it was ready no more or its deletion began; one of which none of
 * that is known, as the kubelet refused it, counts from its creation (backoff_utils.go, getFinishedTime).
 */
export function finishMs(pod: Pod, release: Release): number {
  const endedMs = containersEndMs(pod, release);
  if (endedMs !== undefined) return endedMs;
  const ready = conditionOf(pod.status?.conditions, 'Ready');
  const unreadyMs = ready?.status === 'False' ? wallMsOf(ready.lastTransitionTime) : undefined;
  if (unreadyMs !== undefined) return unreadyMs;
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, creationTimestamp } = pod.metadata;
  const deletedMs = wallMsOf(deletionTimestamp);
  return deletedMs === undefined ? (wallMsOf(creationTimestamp) ?? 0) : deletedMs - deletionGracePeriodSeconds * 1000;
}

/** Sidecars end after the containers that they serve; where one of them still runs, nothing is said. */
function containersEndMs({ spec, status = {} }: Pod, release: Release): number | undefined {
  const last = lastEndMs(status.containerStatuses ?? [], undefined);
  if (!release.has('jobWaitsFromSidecarEnds')) return last;
  const names = sidecarsOf(spec).map(({ name }) => name);
  return lastEndMs(
    (status.initContainerStatuses ?? []).filter(({ name }) => names.includes(name)),
    last,
  );
}

function lastEndMs(containers: readonly ContainerStatus[], before: number | undefined): number | undefined {
  let last = before;
  for (const { state } of containers) {
    const endMs = wallMsOf(state?.terminated?.finishedAt);
    if (endMs === undefined) return undefined;
    last = Math.max(last ?? endMs, endMs);
  }
  return last;
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

/** Whether the pod is one of those that its Job counts: of an Indexed one those with an index within its completions. */
export function isCounted(pod: Pod, job: Job): boolean {
  const index = indexOf(pod);
  return !isIndexed(job) || (index !== undefined && index < (job.spec.completions ?? 0));
}
