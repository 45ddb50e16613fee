import type { JobSpec } from '../types/index';
import type { FieldErrors } from './errors';
import { indexesOf } from './jobIndexes';
import type { Path } from './path';
import { Shown } from './values';

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const MAX_RULES = 20;
const MAX_CODES = 255;
const MAX_INDEX_BYTES = 65_536;

interface FailureRule {
  action?: string;
  onExitCodes?: { containerName?: string; operator?: string; values?: number[] };
  onPodConditions?: { type?: string; status?: string }[];
}

/** Which ends of pods end a Job, and which don't count (KEP-3329). Source: batch validation `validatePodFailurePolicy`. */
export function validateFailurePolicy(spec: JobSpec, path: Path, errors: FieldErrors): void {
  const rules = (spec.podFailurePolicy?.rules ?? []) as FailureRule[];
  if (rules.length > MAX_RULES) errors.tooMany(path, rules.length, MAX_RULES);
  const { containers = [], initContainers = [] } = spec.template?.spec ?? {};
  const names = new Set([...containers, ...initContainers].map(({ name }) => name));
  for (const [i, rule] of rules.entries()) validateRule(rule, spec, names, path.index(i), errors);
}

function validateRule(
  { action, onExitCodes, onPodConditions = [] }: FailureRule,
  spec: JobSpec,
  names: ReadonlySet<string>,
  path: Path,
  errors: FieldErrors,
): void {
  const { release } = errors;
  const actions = release.has('failIndexIsListed') ? ACTIONS : ACTIONS.filter((name) => name !== 'FailIndex');
  if (action === 'FailIndex' && release.has('failIndexIsListed')) {
    const detail = 'requires the backoffLimitPerIndex to be set';
    if (spec.backoffLimitPerIndex === undefined) errors.invalid(path.child('action'), action, detail);
  } else validateWord(action, actions, path.child('action'), errors);
  if (onExitCodes) validateExitCodes(onExitCodes, names, path.child('onExitCodes'), errors);
  validateConditions(onPodConditions, path.child('onPodConditions'), errors);
  if (onExitCodes && onPodConditions.length > 0) {
    errors.invalidWhole(path, 'specifying both OnExitCodes and OnPodConditions is not supported');
  } else if (!onExitCodes && onPodConditions.length === 0) {
    errors.invalidWhole(path, 'specifying one of OnExitCodes and OnPodConditions is required');
  }
}

/** One of the words; none at all is told otherwise than a wrong one. */
function validateWord(word: string | undefined, words: readonly string[], path: Path, errors: FieldErrors): void {
  if (word) errors.oneOf(path, word, words);
  else errors.required(path, `valid values: [${words.map((known) => `"${known}"`).join(' ')}]`);
}

function validateExitCodes(
  { containerName, operator, values = [] }: NonNullable<FailureRule['onExitCodes']>,
  names: ReadonlySet<string>,
  path: Path,
  errors: FieldErrors,
): void {
  validateWord(operator, ['In', 'NotIn'], path.child('operator'), errors);
  if (containerName !== undefined && !names.has(containerName)) {
    const detail = 'must be one of the container or initContainer names in the pod template';
    errors.invalid(path.child('containerName'), containerName, detail);
  }
  const where = path.child('values');
  const shown = new Shown(values, `[]int32${values.length === 0 ? '(nil)' : `{${values.join(', ')}}`}`);
  if (values.length === 0) errors.invalid(where, new Shown(null, shown.go), 'at least one value is required');
  else if (values.length > MAX_CODES) errors.tooMany(where, values.length, MAX_CODES);
  for (const [i, value] of values.entries()) {
    if (operator === 'In' && value === 0) errors.invalid(where.index(i), 0, 'must not be 0 for the In operator');
    if (values.indexOf(value) < i) errors.duplicate(where.index(i), value);
  }
  if (values.some((value, i) => i > 0 && (values[i - 1] as number) > value)) {
    errors.invalid(where, shown, 'must be ordered');
  }
}

function validateConditions(
  patterns: NonNullable<FailureRule['onPodConditions']>,
  path: Path,
  errors: FieldErrors,
): void {
  if (patterns.length > MAX_RULES) errors.tooMany(path, patterns.length, MAX_RULES);
  for (const [i, { type = '', status }] of patterns.entries()) {
    errors.qualifiedName(path.index(i).child('type'), type);
    validateWord(status, ['False', 'True', 'Unknown'], path.index(i).child('status'), errors);
  }
}

/** When a Job has succeeded before all its pods have (KEP-3998). Source: batch validation `validateSuccessPolicy`. */
export function validateSuccessPolicy(
  { successPolicy, completionMode, completions = 0 }: JobSpec,
  path: Path,
  errors: FieldErrors,
): void {
  const rules = successPolicy?.rules ?? [];
  if (completionMode !== 'Indexed') {
    errors.invalid(path, shownSuccessPolicy(rules), 'requires indexed completion mode');
    return;
  }
  const where = path.child('rules');
  if (rules.length === 0) {
    errors.required(where, 'at least one rules must be specified when the successPolicy is specified');
  }
  if (rules.length > MAX_RULES) errors.tooMany(where, rules.length, MAX_RULES);
  for (const [i, rule] of rules.entries()) validateSuccessRule(rule, completions, where.index(i), errors);
}

interface SuccessRule {
  succeededIndexes?: string;
  succeededCount?: number;
}

function validateSuccessRule(
  { succeededCount: count, succeededIndexes: indexes }: SuccessRule,
  completions: number,
  path: Path,
  errors: FieldErrors,
): void {
  if (count === undefined && indexes === undefined) {
    errors.required(path, 'at least one of succeededCount or succeededIndexes must be specified');
  }
  let listed = 0;
  if (indexes !== undefined) {
    const where = path.child('succeededIndexes');
    if (indexes.length > MAX_INDEX_BYTES) errors.tooLong(where, MAX_INDEX_BYTES);
    const found = indexesOf(indexes, completions);
    if (typeof found === 'number') listed = found;
    else errors.invalid(where, indexes, `error parsing succeededIndexes: ${found}`);
  }
  if (count === undefined) return;
  const where = path.child('succeededCount');
  const atMost = (max: number, what: string) => `must be less than or equal to ${max} (the number of ${what})`;
  errors.notNegative(where, count);
  if (count > completions) errors.invalid(where, count, atMost(completions, 'specified completions'));
  if (indexes !== undefined && count > listed) {
    errors.invalid(where, count, atMost(listed, 'indexes in the specified succeededIndexes field'));
  }
}

/** Both members are pointers, whose Go syntax is an address. */
function shownSuccessPolicy(rules: readonly SuccessRule[]): Shown {
  const json = rules.map(({ succeededIndexes, succeededCount }) => ({
    SucceededIndexes: succeededIndexes ?? null,
    SucceededCount: succeededCount ?? null,
  }));
  const go = rules.map(
    ({ succeededIndexes = '', succeededCount = 0 }) =>
      `batch.SuccessPolicyRule{SucceededIndexes:"${succeededIndexes}", SucceededCount:${succeededCount}}`,
  );
  return new Shown({ Rules: json }, `batch.SuccessPolicy{Rules:[]batch.SuccessPolicyRule{${go.join(', ')}}}`);
}
