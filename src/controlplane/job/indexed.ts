import type { Release } from '../../api';
import type { Job, Pod } from '../../api/types';
import { backOffLeftMs, MAX_MS } from './backoff';
import { finishMs, INDEX_FAILURES, indexOf, isFailed, replacesOnlyFailed } from './pods';
import type { Tally } from './tally';

/** Indexes that nobody works on and that are neither done nor given up, lowest first. */
export function freeIndexes(job: Job, pods: readonly Pod[], tally: Tally, release: Release): number[] {
  const waitsForEnds = replacesOnlyFailed(job) && release.has('jobWaitsForEnds');
  const busy = waitsForEnds ? pods.filter((pod) => !isFailed(pod, job)) : tally.active;
  const taken = new Set([...busy.map(indexOf), ...tally.completedIndexes, ...tally.failedIndexes]);
  return Array.from({ length: job.spec.completions ?? 0 }, (_, index) => index).filter((index) => !taken.has(index));
}

/** Failures of an index so far, where they count against backoffLimitPerIndex. */
export function failuresOf(job: Job, pods: readonly Pod[], index: number): number | undefined {
  if (job.spec.backoffLimitPerIndex === undefined) return undefined;
  return Math.max(0, ...failedOf(job, pods, index).map(failuresUpTo));
}

/** With backoffLimitPerIndex each index waits for itself (`getPodCreationInfoForIndependentIndexes`). */
export function indexWaitMs(job: Job, pods: readonly Pod[], index: number, nowMs: number): number {
  if (job.spec.backoffLimitPerIndex === undefined) return 0;
  const last = failedOf(job, pods, index).sort((a, b) => failuresUpTo(b) - failuresUpTo(a))[0];
  return last ? backOffLeftMs(failuresUpTo(last), finishMs(last, nowMs), nowMs, MAX_MS) : 0;
}

function failedOf(job: Job, pods: readonly Pod[], index: number): Pod[] {
  return pods.filter((pod) => indexOf(pod) === index && isFailed(pod, job));
}

function failuresUpTo({ metadata }: Pod): number {
  return Number(metadata.annotations?.[INDEX_FAILURES] ?? 0) + 1;
}
