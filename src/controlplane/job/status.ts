import { type ApiServer, conditionOf, withCondition } from '../../api';
import type { Condition, Job, Pod } from '../../api/types';
import { matchFailure } from './failurePolicy';
import { formatIndexes, isIndexed } from './indexes';
import { isCounted } from './pods';
import type { Tally } from './tally';
import type { Verdict } from './verdict';

type Status = NonNullable<Job['status']>;

/** Numbers that a sync has arrived at after creating and deleting pods. */
export interface Counts {
  readonly active: number;
  readonly ready: number;
  readonly terminating: number;
}

function some(name: string, value: number): Record<string, number> {
  return value > 0 ? { [name]: value } : {};
}

/**
 * Start time, active pods and the condition Suspended; everything that is counted stays as it was.
 * @param isManaged whether this sync has done what suspension or its end ask for
 */
export function running(job: Job, counts: Counts, api: ApiServer, isManaged: boolean): Status {
  const { release } = api;
  const {
    startTime: _startTime,
    active: _active,
    ready: _ready,
    terminating: _terminating,
    ...rest
  } = job.status ?? {};
  const begins = startTimeOf(job, api, isManaged);
  const conditions = isManaged ? suspension(job, api.now()) : job.status?.conditions;
  return {
    ...rest,
    ...(begins ? { startTime: begins } : {}),
    ...some('active', counts.active),
    ...(release.has('jobReadyPods') ? { ready: counts.ready } : {}),
    ...(release.has('jobPodReplacementPolicy') ? { terminating: counts.terminating } : {}),
    ...(conditions ? { conditions } : {}),
  };
}

function startTimeOf(job: Job, api: ApiServer, isManaged: boolean): string | undefined {
  const { startTime } = job.status ?? {};
  if (job.spec.suspend) return isManaged && api.release.has('jobSuspendClearsStart') ? undefined : startTime;
  return isManaged && resumes(job) ? api.now() : (startTime ?? api.now());
}

/** The Job was suspended and is not any more. */
export function resumes(job: Job): boolean {
  return !job.spec.suspend && conditionOf(job.status?.conditions, 'Suspended')?.status === 'True';
}

export function suspends(job: Job): boolean {
  return job.spec.suspend === true && conditionOf(job.status?.conditions, 'Suspended')?.status !== 'True';
}

function suspension(job: Job, now: string): Condition[] | undefined {
  const { conditions } = job.status ?? {};
  const set = (status: 'True' | 'False', reason: string, message: string): Condition[] =>
    withCondition(conditions, {
      type: 'Suspended',
      status,
      reason,
      message,
      lastProbeTime: now,
      lastTransitionTime: now,
    });
  if (suspends(job)) return set('True', 'JobSuspended', 'Job suspended');
  if (resumes(job)) return set('False', 'JobResumed', 'Job resumed');
  return conditions;
}

/** The status with pods that have ended but are not counted yet, and with the early form of the verdict. */
export function withUncounted(
  status: Status,
  job: Job,
  tally: Tally,
  verdict: Verdict | undefined,
  api: ApiServer,
): Status {
  const before = status.uncountedTerminatedPods ?? {};
  const uids = (pods: readonly Pod[]): string[] => pods.map(({ metadata }) => metadata.uid ?? '');
  const succeeded = isIndexed(job) ? [] : [...(before.succeeded ?? []), ...uids(tally.freshSuccesses)];
  const failed = [...(before.failed ?? []), ...uids(failuresToCount(job, tally, verdict))];
  const uncountedTerminatedPods = {
    ...(succeeded.length > 0 ? { succeeded } : {}),
    ...(failed.length > 0 ? { failed } : {}),
  };
  return { ...withIndexes(status, job, tally), uncountedTerminatedPods, ...early(status, verdict, api) };
}

/** When a Job has failed, whatever still runs or ends counts as failed, and nothing is held back. */
function failuresToCount(job: Job, tally: Tally, verdict: Verdict | undefined): Pod[] {
  const { freshFailures, heldBack, uncounted } = tally;
  if (!verdict) return freshFailures.filter((pod) => !heldBack.includes(pod));
  const lost = verdict.type === 'Failed' ? uncounted.filter((pod) => matchFailure(job, pod)?.action !== 'Ignore') : [];
  return [...freshFailures, ...lost.filter((pod) => isCounted(pod, job))];
}

function early(status: Status, verdict: Verdict | undefined, api: ApiServer): Pick<Status, 'conditions'> {
  const isSuccess = verdict?.type === 'Complete';
  if (!verdict) return {};
  const known = api.release.has(isSuccess ? 'jobSuccessCriteriaMet' : 'jobFailureTarget');
  // The condition came with the policy, for whose verdicts alone it was at first.
  if (!known && verdict.reason !== 'PodFailurePolicy') return {};
  const type = isSuccess ? 'SuccessCriteriaMet' : 'FailureTarget';
  if (conditionOf(status.conditions, type)?.status === 'True') return {};
  return { conditions: put(status.conditions, type, verdict, api.now()) };
}

/** The status after the finalizers are gone: what was uncounted is counted. */
export function counted(status: Status): Status {
  const { uncountedTerminatedPods: uncounted = {}, succeeded = 0, failed = 0, ...rest } = status;
  return {
    ...rest,
    ...some('succeeded', succeeded + (uncounted.succeeded?.length ?? 0)),
    ...some('failed', failed + (uncounted.failed?.length ?? 0)),
    uncountedTerminatedPods: {},
  };
}

function withIndexes(status: Status, job: Job, tally: Tally): Status {
  if (!isIndexed(job)) return status;
  const { completedIndexes, failedIndexes } = tally;
  return {
    ...status,
    ...some('succeeded', completedIndexes.size),
    ...(completedIndexes.size > 0 ? { completedIndexes: formatIndexes(completedIndexes) } : {}),
    ...(job.spec.backoffLimitPerIndex === undefined ? {} : { failedIndexes: formatIndexes(failedIndexes) }),
  };
}

/** How releases without finalizers count: whatever pods are there. */
export function recounted(status: Status, job: Job, tally: Tally): Status {
  const { succeeded: _succeeded, failed: _failed, ...rest } = status;
  return withIndexes({ ...rest, ...some('succeeded', tally.succeeded), ...some('failed', tally.failed) }, job, tally);
}

/** The status with the final condition. */
export function finished(status: Status, verdict: Verdict, api: ApiServer): Status {
  const conditions = put(status.conditions, verdict.type, verdict, api.now());
  return { ...status, conditions, ...(verdict.type === 'Complete' ? { completionTime: api.now() } : {}) };
}

function put(
  conditions: readonly Condition[] | undefined,
  type: string,
  { reason, message }: Verdict,
  now: string,
): Condition[] {
  return withCondition(conditions, {
    type,
    status: 'True',
    lastProbeTime: now,
    lastTransitionTime: now,
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
  });
}
