import type { Job, JobSpec } from '../types/index';
import type { FieldErrors } from './errors';
import { validateFailurePolicy, validateSuccessPolicy } from './jobPolicies';
import { validateJobUpdate } from './jobUpdates';
import { validateSelector } from './metadata';
import { dnsLabelFaults } from './names';
import { Path } from './path';
import { validateTemplate } from './podSpec';
import { shownMap, shownSelector } from './values';
import { mustMatch } from './workloadSelectors';

/** Indexes are listed in the status, which has to stay small. */
const MAX_PARALLEL_INDEXES = 100_000;
const MANY_COMPLETIONS = 100_000;
const MAX_OF_MANY = 10_000;
const MAX_MANAGER_BYTES = 63;

/** batch/v1. Source: batch validation `ValidateJob`, `ValidateJobUpdate`. */
export function validateJob(job: Job, errors: FieldErrors, old?: Job): void {
  const { spec } = job;
  validateGenerated(job, errors);
  validateJobSpec(spec, Path.spec, errors);
  const where = Path.spec.child('selector');
  if (spec.selector) validateSelector(spec.selector, where, errors);
  else errors.required(where);
  mustMatch(spec.selector, spec.template?.metadata?.labels, errors);
  validateLastHostname(job, errors);
  if (old) validateJobUpdate(spec, old, errors);
}

/** What the server chose, unless it was told something else. Source: `validateGeneratedSelector`. */
function validateGenerated({ metadata: { name, uid = '' }, spec }: Job, errors: FieldErrors): void {
  if (spec.manualSelector || !spec.selector) return;
  const { release } = errors;
  const expected: Record<string, string> = { 'controller-uid': uid, 'job-name': name };
  if (release.has('batchLabels')) {
    expected['batch.kubernetes.io/controller-uid'] = uid;
    expected['batch.kubernetes.io/job-name'] = name;
  }
  const labels = spec.template?.metadata?.labels;
  const path = Path.spec.child('template', 'metadata', 'labels');
  for (const [key, value] of Object.entries(expected)) {
    const actual = labels?.[key];
    if (actual === undefined) errors.required(path.key(key), `must be '${value}'`);
    else if (actual !== value) errors.invalid(path.key(key), shownMap(labels), `must be '${value}'`);
  }
  const { matchLabels = {}, matchExpressions = [] } = spec.selector;
  const isOwn = matchExpressions.length === 0 && Object.entries(matchLabels).every(([k, v]) => expected[k] === v);
  if (!isOwn)
    errors.invalid(Path.spec.child('selector'), shownSelector(spec.selector), '`selector` not auto-generated');
}

/** The pods of an Indexed Job are named after their index, and so are their hosts. */
function validateLastHostname({ metadata: { name }, spec }: Job, errors: FieldErrors): void {
  const { completionMode, completions = 0 } = spec;
  if (completionMode !== 'Indexed' || completions <= 0 || !errors.release.has('indexedHostnamesAreChecked')) return;
  const last = `${name}-${completions - 1}`;
  if (dnsLabelFaults(last, errors.release).length === 0) return;
  const detail = `will not able to create pod with invalid DNS label: ${last}`;
  errors.invalid(Path.metadata.child('name'), name, detail);
}

/** What a Job and the Jobs of a CronJob have in common. Source: `validateJobSpec`. */
export function validateJobSpec(spec: JobSpec, path: Path, errors: FieldErrors): void {
  for (const field of NUMBERS) errors.notNegative(path.child(field), spec[field]);
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    errors.required(path.child('backoffLimitPerIndex'), 'when maxFailedIndexes is specified');
  }
  if (spec.managedBy !== undefined) validateManager(spec.managedBy, path.child('managedBy'), errors);
  validateCompletionMode(spec, path, errors);
  if (spec.podFailurePolicy) validateFailurePolicy(spec, path.child('podFailurePolicy', 'rules'), errors);
  if (spec.successPolicy) validateSuccessPolicy(spec, path.child('successPolicy'), errors);
  if (spec.podReplacementPolicy !== undefined) {
    const supported = spec.podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
    errors.oneOf(path.child('podReplacementPolicy'), spec.podReplacementPolicy, supported);
  }
  validateTemplate(spec.template, path.child('template'), errors);
  validateRestartPolicy(spec, path.child('template', 'spec', 'restartPolicy'), errors);
}

const NUMBERS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
] as const;

function validateRestartPolicy({ template, podFailurePolicy }: JobSpec, path: Path, errors: FieldErrors): void {
  const policy = template?.spec?.restartPolicy;
  if (policy === undefined || policy === 'Always') errors.required(path, 'valid values: "OnFailure", "Never"');
  else if (!errors.oneOf(path, policy, ['OnFailure', 'Never'])) return;
  else if (podFailurePolicy && policy !== 'Never') {
    errors.invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified');
  }
}

function validateManager(manager: string, path: Path, errors: FieldErrors): void {
  const [host, name] = manager.split(/\/(.*)/s);
  if (manager === '') errors.required(path);
  else if (!host || !name) errors.invalid(path, manager, 'must be a domain-prefixed path (such as "acme.io/foo")');
  else errors.dnsSubdomain(path, host);
  if (manager.length > MAX_MANAGER_BYTES) errors.tooLong(path, MAX_MANAGER_BYTES);
}

function validateCompletionMode(spec: JobSpec, path: Path, errors: FieldErrors): void {
  const { completionMode, backoffLimitPerIndex, maxFailedIndexes } = spec;
  if (completionMode !== undefined) {
    errors.oneOf(path.child('completionMode'), completionMode, ['NonIndexed', 'Indexed']);
  }
  if (completionMode === 'Indexed') validateIndexed(spec, path, errors);
  if (completionMode !== undefined && completionMode !== 'NonIndexed') return;
  for (const [field, value] of Object.entries({ backoffLimitPerIndex, maxFailedIndexes })) {
    if (value !== undefined) errors.invalid(path.child(field), value, 'requires indexed completion mode');
  }
}

function validateIndexed(spec: JobSpec, path: Path, errors: FieldErrors): void {
  const { completions, parallelism = 0, backoffLimitPerIndex, maxFailedIndexes } = spec;
  if (completions === undefined) errors.required(path.child('completions'), 'when completion mode is Indexed');
  const atMost = (field: 'parallelism' | 'maxFailedIndexes', max: number, why = ''): void => {
    if ((spec[field] ?? 0) > max)
      errors.invalid(path.child(field), spec[field], `must be less than or equal to ${max}${why}`);
  };
  atMost('parallelism', MAX_PARALLEL_INDEXES, ' when completion mode is Indexed');
  if (completions !== undefined && maxFailedIndexes !== undefined && maxFailedIndexes > completions) {
    errors.invalid(path.child('maxFailedIndexes'), maxFailedIndexes, 'must be less than or equal to completions');
  }
  atMost('maxFailedIndexes', MAX_PARALLEL_INDEXES);
  if ((completions ?? 0) <= MANY_COMPLETIONS || backoffLimitPerIndex === undefined) return;
  if (maxFailedIndexes === undefined) {
    errors.required(path.child('maxFailedIndexes'), `must be specified when completions is above ${MANY_COMPLETIONS}`);
  }
  const why = ` when completions are above ${MANY_COMPLETIONS} and used with backoff limit per index`;
  if (parallelism > MAX_OF_MANY) atMost('parallelism', MAX_OF_MANY, why);
  atMost('maxFailedIndexes', MAX_OF_MANY, why);
}
