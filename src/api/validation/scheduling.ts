import type {
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
  PodSpec,
  Toleration,
  TopologySpreadConstraint,
} from '../types/index';
import type { FieldErrors } from './errors';
import { validateLabels, validateSelector } from './metadata';
import { labelValueFaults, qualifiedNameFaults } from './names';
import type { Path } from './path';
import { shownStruct } from './values';

const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Everything in a pod that speaks to the scheduler. Source: core validation `validateAffinity` and neighbours. */
export function validateScheduling(spec: PodSpec, path: Path, errors: FieldErrors): void {
  validateLabels(spec.nodeSelector, path.child('nodeSelector'), errors);
  validateNodeAffinity(spec, path.child('affinity', 'nodeAffinity'), errors);
  validatePodAffinity(spec.affinity?.podAffinity, path.child('affinity', 'podAffinity'), errors);
  validatePodAffinity(spec.affinity?.podAntiAffinity, path.child('affinity', 'podAntiAffinity'), errors);
  validateSpread(spec.topologySpreadConstraints ?? [], path.child('topologySpreadConstraints'), errors);
  validateGates(spec, path, errors);
  validateTolerations(spec.tolerations ?? [], path.child('tolerations'), errors);
}

export function validateTolerations(tolerations: readonly Toleration[], path: Path, errors: FieldErrors): void {
  for (const [i, toleration] of tolerations.entries()) {
    const where = path.index(i);
    const { key = '', operator = '', effect = '', tolerationSeconds } = toleration;
    if (key) errors.invalidAll(where.child('key'), key, qualifiedNameFaults(key));
    if (!key && operator !== 'Exists') {
      const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      errors.invalid(where.child('operator'), operator, detail);
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      errors.invalid(where.child('effect'), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
    }
    validateOperator(toleration, where.child('operator'), errors);
    if (effect) errors.oneOf(where.child('effect'), effect, TAINT_EFFECTS);
  }
}

function validateOperator(toleration: Toleration, path: Path, errors: FieldErrors): void {
  const { operator = '', value = '' } = toleration;
  const comparisons = errors.release.has('tolerationComparisons') ? ['Gt', 'Lt'] : [];
  if (operator === '' || operator === 'Equal') errors.invalidAll(path, value, labelValueFaults(value));
  else if (operator === 'Exists') {
    if (!value) return;
    errors.invalid(path, shownStruct('core.Toleration', toleration), "value must be empty when `operator` is 'Exists'");
  } else if (!comparisons.includes(operator)) errors.notSupported(path, operator, ['Equal', 'Exists', ...comparisons]);
}

function validateNodeAffinity({ affinity }: PodSpec, path: Path, errors: FieldErrors): void {
  const node = affinity?.nodeAffinity;
  if (!node) return;
  const required = node.requiredDuringSchedulingIgnoredDuringExecution;
  if (required) {
    const where = path.child('requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
    const terms = required.nodeSelectorTerms ?? [];
    if (terms.length === 0) errors.required(where, 'must have at least one node selector term');
    for (const [i, term] of terms.entries()) validateTerm(term, where.index(i), errors);
  }
  for (const [i, preferred] of (node.preferredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
    const where = path.child('preferredDuringSchedulingIgnoredDuringExecution').index(i);
    validateWeight(preferred.weight, where, errors);
    validateTerm(preferred.preference ?? {}, where.child('preference'), errors);
  }
}

/** How many values an operator takes. */
function validateValues({ operator, values = [] }: NodeSelectorRequirement, path: Path, errors: FieldErrors): void {
  const where = path.child('values');
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) errors.required(where, "must be specified when `operator` is 'In' or 'NotIn'");
      return;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) return;
      errors.forbidden(where, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
      return;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) errors.required(where, "must be specified single value when `operator` is 'Lt' or 'Gt'");
      return;
    default:
      errors.invalid(path.child('operator'), operator ?? '', 'not a valid selector operator');
  }
}

function validateTerm(term: NodeSelectorTerm, path: Path, errors: FieldErrors): void {
  for (const list of ['matchExpressions', 'matchFields'] as const) {
    for (const [i, requirement] of (term[list] ?? []).entries()) {
      const where = path.child(list).index(i);
      const { key = '' } = requirement;
      if (list === 'matchExpressions') errors.invalidAll(where.child('key'), key, qualifiedNameFaults(key));
      validateValues(requirement, where, errors);
    }
  }
}

function validatePodAffinity(affinity: PodAffinity | undefined, path: Path, errors: FieldErrors): void {
  for (const [i, term] of (affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
    validatePodTerm(term, path.child('requiredDuringSchedulingIgnoredDuringExecution').index(i), errors);
  }
  for (const [i, preferred] of (affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
    const where = path.child('preferredDuringSchedulingIgnoredDuringExecution').index(i);
    validateWeight(preferred.weight, where, errors);
    validatePodTerm(preferred.podAffinityTerm ?? { topologyKey: '' }, where.child('podAffinityTerm'), errors);
  }
}

function validatePodTerm(term: PodAffinityTerm, path: Path, errors: FieldErrors): void {
  validateSelector(term.labelSelector, path.child('labelSelector'), errors);
  const { topologyKey } = term;
  if (!topologyKey) errors.required(path.child('topologyKey'), 'can not be empty');
  else errors.invalidAll(path.child('topologyKey'), topologyKey, qualifiedNameFaults(topologyKey));
}

function validateWeight(weight: number | undefined, path: Path, errors: FieldErrors): void {
  if (weight === undefined || weight < 1 || weight > 100) {
    errors.invalid(path.child('weight'), weight ?? 0, 'must be in the range 1-100');
  }
}

function validateSpread(constraints: readonly TopologySpreadConstraint[], path: Path, errors: FieldErrors): void {
  const seen = new Set<string>();
  for (const [i, { maxSkew = 0, topologyKey, whenUnsatisfiable, labelSelector, minDomains }] of constraints.entries()) {
    const where = path.index(i);
    if (maxSkew <= 0) errors.invalid(where.child('maxSkew'), maxSkew, 'must be greater than zero');
    if (!topologyKey) errors.required(where.child('topologyKey'), 'can not be empty');
    errors.oneOf(where.child('whenUnsatisfiable'), whenUnsatisfiable, ['DoNotSchedule', 'ScheduleAnyway']);
    const pair = `{${topologyKey}, ${whenUnsatisfiable}}`;
    if (seen.has(pair)) errors.duplicate(where.child('{topologyKey, whenUnsatisfiable}'), pair);
    seen.add(pair);
    if (minDomains !== undefined && minDomains <= 0) {
      errors.invalid(where.child('minDomains'), minDomains, 'must be greater than zero');
    }
    validateSelector(labelSelector, where.child('labelSelector'), errors);
  }
}

function validateGates({ schedulingGates = [] }: PodSpec, path: Path, errors: FieldErrors): void {
  const seen = new Set<string>();
  for (const [i, { name = '' }] of schedulingGates.entries()) {
    const where = path.child('schedulingGates').index(i);
    errors.invalidAll(where, name, qualifiedNameFaults(name));
    if (seen.has(name)) errors.duplicate(where, name);
    seen.add(name);
  }
}
