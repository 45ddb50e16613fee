import type { Release } from '../../api';
import type { Job, Pod } from '../../api/types';
import { byUse } from '../common/victims';
import { backOffLeftMs, MAX_MS } from './backoff';
import { matchFailure } from './failurePolicy';
import { failuresBefore, finishMs, indexOf, isFailed, isTracked, replacesOnlyFailed } from './pods';
import type { Tally } from './tally';

/** Indexes that nobody works on and that are neither done nor given up, lowest first. */
export function freeIndexes(job: Job, pods: readonly Pod[], tally: Tally, release: Release): number[] {
  const waitsForEnds = replacesOnlyFailed(job) && release.has('jobWaitsForEnds');
  const busy = waitsForEnds ? pods.filter((pod) => !isFailed(pod, job)) : tally.active;
  const taken = new Set([...busy.map(indexOf), ...tally.completedIndexes, ...tally.failedIndexes]);
  return Array.from({ length: job.spec.completions ?? 0 }, (_, index) => index).filter((index) => !taken.has(index));
}

/** Active pods of an Indexed Job that it has no use for: beyond its completions, and all but one of an index. */
export function needless(job: Job, active: readonly Pod[], release: Release): Pod[] {
  const byIndex = new Map<number | undefined, Pod[]>();
  for (const pod of active) {
    const index = indexOf(pod);
    const known = index !== undefined && index < (job.spec.completions ?? 0) ? index : undefined;
    byIndex.set(known, [...(byIndex.get(known) ?? []), pod]);
  }
  return [...byIndex].flatMap(([index, pods]) => (index === undefined ? pods : byUse(pods, release).slice(0, -1)));
}

/** Failures that an index has had, where they count against backoffLimitPerIndex. */
export interface IndexFailures {
  readonly counted: number;
  readonly ignored: number;
}

/** What is written down with the next pod of an index. */
export function failuresOf(job: Job, pods: readonly Pod[], index: number, release: Release): IndexFailures | undefined {
  if (job.spec.backoffLimitPerIndex === undefined) return undefined;
  const last = lastFailure(job, pods, index, release);
  return last ? failuresUpTo(job, last) : { counted: 0, ignored: 0 };
}

/** When and by which release something is asked. */
interface Moment {
  readonly nowMs: number;
  readonly release: Release;
}

/** With backoffLimitPerIndex each index waits for itself (`getPodCreationInfoForIndependentIndexes`). */
export function indexWaitMs(job: Job, pods: readonly Pod[], index: number, { release, nowMs }: Moment): number {
  if (job.spec.backoffLimitPerIndex === undefined) return 0;
  const last = lastFailure(job, pods, index, release);
  return last ? backOffLeftMs(absolute(failuresUpTo(job, last)), finishMs(last, release), nowMs, MAX_MS) : 0;
}

/**
 * Failed pods that say how often their index has failed, as long as no other pod of the index says it: they are not counted
 * until they are replaced (`getPodsWithDelayedDeletionPerIndex`).
 */
export function heldBack(job: Job, pods: readonly Pod[], tally: Omit<Tally, 'heldBack'>, release: Release): Pod[] {
  if (job.spec.backoffLimitPerIndex === undefined) return [];
  const settled = new Set([...tally.active.map(indexOf), ...tally.completedIndexes, ...tally.failedIndexes]);
  const open = new Set(pods.map(indexOf).filter((index) => index !== undefined && !settled.has(index)));
  return [...open].flatMap((index) => lastFailure(job, pods, index as number, release) ?? []);
}

/** Of the failures that are not counted yet, the one that says the most; of two that say the same, the later (ibid.). */
function lastFailure(job: Job, pods: readonly Pod[], index: number, release: Release): Pod | undefined {
  const failed = pods.filter((pod) => isTracked(pod) && indexOf(pod) === index && isFailed(pod, job));
  const failures = (pod: Pod): number => absolute(failuresBefore(pod));
  return failed.sort((a, b) => failures(b) - failures(a) || finishMs(b, release) - finishMs(a, release))[0];
}

function failuresUpTo(job: Job, pod: Pod): IndexFailures {
  const { counted, ignored } = failuresBefore(pod);
  return matchFailure(job, pod)?.action === 'Ignore'
    ? { counted, ignored: ignored + 1 }
    : { counted: counted + 1, ignored };
}

function absolute({ counted, ignored }: IndexFailures): number {
  return counted + ignored;
}
