import { isReady, isTerminal, type Release } from '../../api';
import type { Job, Pod } from '../../api/types';
import { isActive } from '../common/pods';
import { matchFailure } from './failurePolicy';
import { heldBack } from './indexed';
import { isIndexed, parseIndexes } from './indexes';
import { failuresBefore, indexOf, isCounted, isFailed, isTracked } from './pods';

/** What a Job's pods add up to, those that it has counted before included. */
export interface Tally {
  readonly active: readonly Pod[];
  /** The active ones, and those that are being deleted. */
  readonly unended: readonly Pod[];
  readonly ready: number;
  readonly terminating: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Ended and not yet counted. */
  readonly freshSuccesses: readonly Pod[];
  readonly freshFailures: readonly Pod[];
  /** Failures that the podFailurePolicy wants ignored. */
  readonly ignored: readonly Pod[];
  /** Failed pods of an index that the Job has no more: it lets go of them and does not count them. */
  readonly strays: readonly Pod[];
  /** Fresh failures that are not written down yet. */
  readonly heldBack: readonly Pod[];
  /** Still running or ending, with a finalizer: they are written down when the Job ends without waiting for them. */
  readonly uncounted: readonly Pod[];
  readonly completedIndexes: ReadonlySet<number>;
  readonly failedIndexes: ReadonlySet<number>;
}

/** Where pods carry no finalizer until they are counted, those that are there are counted anew each time. */
export function tallyOf(job: Job, pods: readonly Pod[], release: Release): Tally {
  const { status = {} } = job;
  const tracks = release.has('jobTrackingFinalizers');
  const counted = new Set([
    ...(status.uncountedTerminatedPods?.succeeded ?? []),
    ...(status.uncountedTerminatedPods?.failed ?? []),
  ]);
  const isFresh = (pod: Pod): boolean => !tracks || (isTracked(pod) && !counted.has(pod.metadata.uid ?? ''));
  const completedIndexes = parseIndexes(status.completedIndexes);
  const succeeded = pods.filter((pod) => pod.status?.phase === 'Succeeded' && isFresh(pod));
  const freshSuccesses = isIndexed(job) ? succeeded.filter((pod) => addIndex(completedIndexes, job, pod)) : succeeded;
  // Where nobody waits until they are counted, pods that are being deleted are not failures yet.
  const failed = pods.filter((pod) => (tracks ? isFailed(pod, job) : pod.status?.phase === 'Failed') && isFresh(pod));
  const failures = failed.filter((pod) => isCounted(pod, job));
  const ignored = failures.filter((pod) => matchFailure(job, pod)?.action === 'Ignore');
  const freshFailures = failures.filter((pod) => !ignored.includes(pod));
  const before = (kind: 'succeeded' | 'failed'): number =>
    tracks ? (status[kind] ?? 0) + (status.uncountedTerminatedPods?.[kind]?.length ?? 0) : 0;
  const active = pods.filter(isActive);
  const tally = {
    active,
    unended: pods.filter((pod) => !isTerminal(pod)),
    ready: active.filter(isReady).length,
    terminating: pods.filter((pod) => pod.metadata.deletionTimestamp && !isTerminal(pod)).length,
    succeeded: isIndexed(job) ? completedIndexes.size : before('succeeded') + freshSuccesses.length,
    failed: before('failed') + freshFailures.length,
    freshSuccesses: succeeded,
    freshFailures,
    ignored,
    strays: failed.filter((pod) => !failures.includes(pod)),
    completedIndexes,
    failedIndexes: failedIndexesOf(job, freshFailures),
    uncounted: pods.filter((pod) => tracks && !isTerminal(pod) && isFresh(pod) && !failed.includes(pod)),
  };
  return { ...tally, heldBack: heldBack(job, pods, tally, release) };
}

function addIndex(indexes: Set<number>, job: Job, pod: Pod): boolean {
  const index = indexOf(pod);
  if (index === undefined || !isCounted(pod, job) || indexes.has(index)) return false;
  indexes.add(index);
  return true;
}

/** An index fails when its own failures exceed backoffLimitPerIndex, or a rule says so. */
function failedIndexesOf(job: Job, failures: readonly Pod[]): Set<number> {
  const out = parseIndexes(job.status?.failedIndexes);
  const limit = job.spec.backoffLimitPerIndex;
  if (limit === undefined) return out;
  for (const pod of failures) {
    const index = indexOf(pod);
    if (index === undefined) continue;
    if (failuresBefore(pod).counted >= limit || matchFailure(job, pod)?.action === 'FailIndex') out.add(index);
  }
  return out;
}
