import { conditionOf, type Release } from '../../api';
import type { Condition, Job, Pod } from '../../api/types';
import { type Rule, rule } from '../../kernel';
import { wallMsOf } from '../common/objects';
import { restartsOf } from '../common/pods';
import { matchFailure } from './failurePolicy';
import { isIndexed } from './indexes';
import { matchSuccess } from './successPolicy';
import type { Tally } from './tally';

const POLICY = rule(
  'job/failure-policy',
  'A rule of the podFailurePolicy that says FailJob ends the Job at once.',
  'KEP-3329',
);
const LIMIT = rule(
  'job/back-off-limit',
  'A Job has failed when more pods have failed than its backoffLimit.',
  'kubernetes.io, Jobs, Pod backoff failure policy',
);
const DEADLINE = rule(
  'job/active-deadline',
  'A Job that has been active for longer than its deadline fails, whatever its backoffLimit.',
  'kubernetes.io, Jobs, Job termination and cleanup',
);
const TOO_MANY_INDEXES = rule(
  'job/max-failed-indexes',
  'An Indexed Job ends when more indexes have failed than maxFailedIndexes.',
  'KEP-3850',
);
const FAILED_INDEXES = rule(
  'job/failed-index-fails',
  'An Indexed Job with a failed index goes on with the others and fails at the end.',
  'KEP-3850',
);
const SUCCESS_POLICY = rule(
  'job/success-policy',
  'An Indexed Job has succeeded when a rule of its successPolicy is met.',
  'KEP-3998',
);
const COMPLETE = rule(
  'job/completions',
  'A Job has succeeded when as many pods have as its completions say.',
  'kubernetes.io, Jobs',
);

/** How a Job ends, once that is known. */
export interface Verdict {
  readonly type: 'Complete' | 'Failed';
  readonly reason: string;
  readonly message: string;
  /** What has decided; none where the verdict was written before. */
  readonly rule?: Rule;
}

export function finishedAs(job: Job): Condition | undefined {
  return job.status?.conditions?.find(
    ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
  );
}

/** Whether the Job ends whatever its active pods do, by its limits and policies; undefined while it has to go on. */
export function verdictOn(job: Job, tally: Tally, nowMs: number): Verdict | undefined {
  return announced(job) ?? failure(job, tally, nowMs) ?? success(job, tally);
}

/** Whether enough pods have succeeded and none is active any more. */
export function completion(job: Job, succeeded: number, active: number, release: Release): Verdict | undefined {
  const { completions } = job.spec;
  if (active > 0 || (completions === undefined ? succeeded === 0 : succeeded < completions)) return undefined;
  return {
    type: 'Complete',
    reason: release.text('jobCompleteReason'),
    message: release.text('jobCompleteMessage'),
    rule: COMPLETE,
  };
}

/** A verdict that was written already stands, whatever comes after it. */
function announced({ status }: Job): Verdict | undefined {
  for (const [early, type] of [
    ['FailureTarget', 'Failed'],
    ['SuccessCriteriaMet', 'Complete'],
  ] as const) {
    const condition = conditionOf(status?.conditions, early);
    if (condition?.status === 'True') return { type, reason: condition.reason ?? '', message: condition.message ?? '' };
  }
  return undefined;
}

function failure(job: Job, tally: Tally, nowMs: number): Verdict | undefined {
  const failed = (reason: string, message: string, by: Rule): Verdict => ({
    type: 'Failed',
    reason,
    message,
    rule: by,
  });
  for (const pod of tally.freshFailures) {
    const match = matchFailure(job, pod);
    if (match?.action === 'FailJob') return failed('PodFailurePolicy', match.message, POLICY);
  }
  const { backoffLimit = 6, activeDeadlineSeconds, maxFailedIndexes, backoffLimitPerIndex, completions } = job.spec;
  if (tally.failed > backoffLimit || tooManyRestarts(job, tally.unended)) {
    return failed('BackoffLimitExceeded', 'Job has reached the specified backoff limit', LIMIT);
  }
  const startMs = wallMsOf(job.status?.startTime);
  if (
    activeDeadlineSeconds !== undefined &&
    startMs !== undefined &&
    !job.spec.suspend &&
    nowMs >= startMs + activeDeadlineSeconds * 1000
  ) {
    return failed('DeadlineExceeded', 'Job was active longer than specified deadline', DEADLINE);
  }
  if (backoffLimitPerIndex === undefined) return undefined;
  if (maxFailedIndexes !== undefined && tally.failedIndexes.size > maxFailedIndexes) {
    return failed(
      'MaxFailedIndexesExceeded',
      'Job has exceeded the specified maximal number of failed indexes',
      TOO_MANY_INDEXES,
    );
  }
  const ended = tally.failedIndexes.size + tally.completedIndexes.size;
  if (tally.failedIndexes.size > 0 && ended >= (completions ?? 0))
    return failed('FailedIndexes', 'Job has failed indexes', FAILED_INDEXES);
  return undefined;
}

/**
 * With OnFailure the kubelet restarts containers in place; all restarts together count, those of pods that are being deleted
 * too (job_controller.go pastBackoffLimitOnFailure).
 */
function tooManyRestarts(job: Job, unended: readonly Pod[]): boolean {
  if (job.spec.template.spec.restartPolicy !== 'OnFailure') return false;
  const limit = job.spec.backoffLimit ?? 6;
  const restarts = unended
    .filter(({ status }) => status?.phase === 'Running' || status?.phase === 'Pending')
    .flatMap(restartsOf)
    .reduce((sum, count) => sum + count, 0);
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

function success(job: Job, tally: Tally): Verdict | undefined {
  const message = isIndexed(job) ? matchSuccess(job, tally.completedIndexes) : undefined;
  return message === undefined
    ? undefined
    : { type: 'Complete', reason: 'SuccessPolicy', message, rule: SUCCESS_POLICY };
}
