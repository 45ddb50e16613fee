import { sameJson } from '../json';
import type { CronJob, Job, JobSpec } from '../types/index';
import { cronFault } from './cron';
import type { FieldErrors } from './errors';
import { tooLongText } from './names';
import { Path } from './path';
import { validateTemplate } from './podSpec';
import { shownSelector, shownStruct } from './values';

/** A CronJob appends 11 characters for the minute of the run. */
const MAX_CRON_JOB_NAME = 52;
const POLICY_ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];

/** batch/v1. Source: batch validation. */
export function validateJob({ spec }: Job, errors: FieldErrors, old?: Job): void {
  validateJobSpec(spec, Path.spec, errors);
  if (old) validateJobUpdate(spec, old, errors);
}

function validateJobSpec(spec: JobSpec, path: Path, errors: FieldErrors): void {
  for (const field of [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
  ] as const) {
    errors.notNegative(path.child(field), spec[field]);
  }
  validateCompletionMode(spec, path, errors);
  validateTemplate(spec.template, path.child('template'), errors);
  const policy = spec.template?.spec?.restartPolicy;
  const where = path.child('template', 'spec', 'restartPolicy');
  if (policy === undefined || policy === 'Always') errors.required(where, 'valid values: "OnFailure", "Never"');
  if (spec.podFailurePolicy) validateFailurePolicy(spec, path, errors);
  if (spec.successPolicy) validateSuccessPolicy(spec, path.child('successPolicy'), errors);
  if (spec.podReplacementPolicy) validateReplacementPolicy(spec, path.child('podReplacementPolicy'), errors);
}

function validateCompletionMode(spec: JobSpec, path: Path, errors: FieldErrors): void {
  const { completionMode, completions, backoffLimitPerIndex, maxFailedIndexes } = spec;
  if (completionMode !== undefined) {
    errors.oneOf(path.child('completionMode'), completionMode, ['NonIndexed', 'Indexed']);
  }
  if (completionMode === 'Indexed') {
    if (completions === undefined) errors.required(path.child('completions'), 'when completion mode is Indexed');
    return;
  }
  if (backoffLimitPerIndex !== undefined) {
    errors.invalid(path.child('backoffLimitPerIndex'), backoffLimitPerIndex, 'requires indexed completion mode');
  }
  if (maxFailedIndexes !== undefined) {
    errors.invalid(path.child('maxFailedIndexes'), maxFailedIndexes, 'requires indexed completion mode');
  }
}

interface FailureRule {
  action?: string;
  onExitCodes?: { containerName?: string; operator?: string; values?: number[] };
  onPodConditions?: unknown[];
}

function validateFailurePolicy(spec: JobSpec, path: Path, errors: FieldErrors): void {
  const policy = spec.template?.spec?.restartPolicy;
  if (policy !== 'Never') {
    const detail = 'only "Never" is supported when podFailurePolicy is specified';
    errors.invalid(path.child('template', 'spec', 'restartPolicy'), policy ?? '', detail);
  }
  const containers = [...(spec.template?.spec?.containers ?? []), ...(spec.template?.spec?.initContainers ?? [])];
  for (const [i, rule] of (spec.podFailurePolicy!.rules as FailureRule[]).entries()) {
    const where = path.child('podFailurePolicy', 'rules').index(i);
    errors.oneOf(where.child('action'), rule.action, POLICY_ACTIONS);
    if (rule.action === 'FailIndex' && spec.backoffLimitPerIndex === undefined) {
      errors.invalid(where.child('action'), rule.action, 'requires the backoffLimitPerIndex to be set');
    }
    const hasConditions = (rule.onPodConditions ?? []).length > 0;
    if (rule.onExitCodes && hasConditions) {
      const detail = 'specifying both OnExitCodes and OnPodConditions is not supported';
      errors.invalid(where, shownStruct('batch.PodFailurePolicyRule', rule), detail);
    } else if (!rule.onExitCodes && !hasConditions) {
      const detail = 'specifying one of OnExitCodes and OnPodConditions is required';
      errors.invalid(where, shownStruct('batch.PodFailurePolicyRule', rule), detail);
    }
    if (rule.onExitCodes) validateExitCodes(rule.onExitCodes, containers, where.child('onExitCodes'), errors);
  }
}

function validateExitCodes(
  { containerName, operator, values = [] }: NonNullable<FailureRule['onExitCodes']>,
  containers: readonly { name: string }[],
  path: Path,
  errors: FieldErrors,
): void {
  errors.oneOf(path.child('operator'), operator, ['In', 'NotIn']);
  if (containerName !== undefined && !containers.some((container) => container.name === containerName)) {
    errors.invalid(
      path.child('containerName'),
      containerName,
      'must be one of the container or initContainer names in the pod template',
    );
  }
  if (values.length === 0)
    errors.invalid(path.child('values'), shownStruct('[]int32', values), 'at least one value is required');
  const seen = new Set<number>();
  for (const [i, value] of values.entries()) {
    if (operator === 'In' && value === 0)
      errors.invalid(path.child('values').index(i), 0, 'must not be 0 for the In operator');
    if (seen.has(value)) errors.duplicate(path.child('values').index(i), value);
    seen.add(value);
  }
}

function validateSuccessPolicy({ successPolicy, completionMode }: JobSpec, path: Path, errors: FieldErrors): void {
  if (completionMode !== 'Indexed') {
    errors.invalid(path, shownStruct('batch.SuccessPolicy', successPolicy), 'requires indexed completion mode');
    return;
  }
  const rules = successPolicy!.rules ?? [];
  if (rules.length === 0)
    errors.required(path.child('rules'), 'at least one rules must be specified when the successPolicy is specified');
  for (const [i, { succeededCount, succeededIndexes }] of rules.entries()) {
    if (succeededCount === undefined && succeededIndexes === undefined) {
      errors.required(
        path.child('rules').index(i),
        'at least one of succeededCount or succeededIndexes must be specified',
      );
    }
    if (succeededCount !== undefined && succeededCount <= 0) {
      errors.invalid(
        path.child('rules').index(i).child('succeededCount'),
        succeededCount,
        'must be greater than or equal to 1',
      );
    }
  }
}

function validateReplacementPolicy(
  { podReplacementPolicy, podFailurePolicy }: JobSpec,
  path: Path,
  errors: FieldErrors,
): void {
  const supported = podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  errors.oneOf(path, podReplacementPolicy, supported);
}

/** What a Job does is fixed; how fast it does it is not. */
function validateJobUpdate(spec: JobSpec, old: Job, errors: FieldErrors): void {
  const before = old.spec;
  const path = Path.spec;
  if (!sameJson(spec.completions, before.completions)) {
    const elastic = errors.release.has('jobCompletionsElastic') && spec.completionMode === 'Indexed';
    if (!elastic) errors.immutable(path.child('completions'), spec.completions);
    else if (spec.completions !== spec.parallelism) {
      const detail = `can only be modified in tandem with ${path.child('parallelism')}`;
      errors.invalid(path.child('completions'), spec.completions, detail);
    }
  }
  if (!sameJson(spec.selector, before.selector)) errors.immutable(path.child('selector'), shownSelector(spec.selector));
  const mayMove = errors.release.has('jobMutableDirectives');
  if (!sameJson(fixedTemplate(spec, old, mayMove), fixedTemplate(before, old, mayMove))) {
    errors.immutable(path.child('template'), shownStruct('core.PodTemplateSpec', spec.template));
  }
  for (const field of ['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'successPolicy'] as const) {
    if (sameJson(spec[field], before[field])) continue;
    const value = spec[field];
    errors.immutable(path.child(field), typeof value === 'object' ? shownStruct(`*batch.${field}`, value) : value);
  }
}

/** A suspended Job that never ran may still be told where to run (KEP-2926). */
function fixedTemplate(spec: JobSpec, old: Job, mayMove: boolean): unknown {
  const neverStarted = old.spec.suspend === true && old.status?.startTime === undefined;
  if (!neverStarted || !mayMove) return spec.template;
  const { metadata: _, spec: pod, ...rest } = spec.template;
  const { nodeSelector: _n, affinity: _a, tolerations: _t, schedulingGates: _g, ...fixed } = pod;
  return { ...rest, spec: fixed };
}

export function validateCronJob({ metadata, spec }: CronJob, errors: FieldErrors, old?: CronJob): void {
  if (metadata.name && metadata.name.length > MAX_CRON_JOB_NAME) {
    errors.invalid(Path.metadata.child('name'), metadata.name, tooLongText(MAX_CRON_JOB_NAME));
  }
  const path = Path.spec;
  if (!spec.schedule) errors.required(path.child('schedule'));
  else validateSchedule(spec, old?.spec.schedule, path.child('schedule'), errors);
  if (spec.timeZone !== undefined) validateTimeZone(spec.timeZone, path.child('timeZone'), errors);
  errors.notNegative(path.child('startingDeadlineSeconds'), spec.startingDeadlineSeconds);
  errors.oneOf(path.child('concurrencyPolicy'), spec.concurrencyPolicy, ['Allow', 'Forbid', 'Replace']);
  errors.notNegative(path.child('successfulJobsHistoryLimit'), spec.successfulJobsHistoryLimit);
  errors.notNegative(path.child('failedJobsHistoryLimit'), spec.failedJobsHistoryLimit);
  const job = spec.jobTemplate?.spec;
  if (job) validateJobSpec(job, path.child('jobTemplate', 'spec'), errors);
  else errors.required(path.child('jobTemplate', 'spec', 'template'));
}

function validateSchedule(
  { schedule, timeZone }: CronJob['spec'],
  old: string | undefined,
  path: Path,
  errors: FieldErrors,
) {
  const fault = cronFault(schedule);
  if (fault !== undefined) errors.invalid(path, schedule, fault);
  if (!schedule.includes('TZ')) return;
  // What was there before the rule may stay.
  if (errors.release.has('cronJobRefusesZoneInSchedule') && !old?.includes('TZ')) {
    errors.invalid(path, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead');
  } else if (timeZone !== undefined && errors.release.has('cronJobTimeZone')) {
    errors.invalid(path, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule');
  }
}

function validateTimeZone(zone: string, path: Path, errors: FieldErrors): void {
  if (zone === '') errors.invalid(path, zone, 'timeZone must be nil or non-empty string');
  else if (zone.toLowerCase() === 'local')
    errors.invalid(path, zone, 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones');
  else if (!isTimeZone(zone)) errors.invalid(path, zone, `unknown time zone ${zone}`);
}

/** The zones of this engine: they differ between machines only in zones that nobody uses. */
function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
