import type {
  Affinity,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
  Toleration,
} from '../types/index';
import type { FieldErrors } from './errors';
import { shownInternal } from './internalTypes';
import { validateKeysOfTerm } from './labelKeys';
import { validateSelector } from './metadata';
import { labelValueFaults } from './names';
import type { Path } from './path';

const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export function validateTolerations(tolerations: readonly Toleration[], path: Path, errors: FieldErrors): void {
  for (const [i, toleration] of tolerations.entries()) {
    const where = path.index(i);
    const { key = '', operator = '', effect = '', tolerationSeconds } = toleration;
    if (key) errors.qualifiedName(where.child('key'), key);
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
  const { release } = errors;
  if (operator === '' || operator === 'Equal') {
    const faults = labelValueFaults(value, release);
    if (faults.length > 0) errors.invalid(path, value, faults.join(';'));
  } else if (operator === 'Exists') {
    if (!value) return;
    const shown = release.has('tolerationValueIsShown') ? value : shownInternal('Toleration', toleration, release);
    errors.invalid(path, shown, "value must be empty when `operator` is 'Exists'");
  } else if ((operator !== 'Gt' && operator !== 'Lt') || !release.has('tolerationComparisons')) {
    // Operators that are there and not on are named once somebody asks for one of them.
    const known = release.has('tolerationComparisonsKnown') && (operator === 'Gt' || operator === 'Lt');
    errors.notSupported(path, operator, ['Equal', 'Exists', ...(known ? ['Lt', 'Gt'] : [])]);
  }
}

/** Source: core validation `validateAffinity` and neighbours. */
export function validateAffinity(affinity: Affinity | undefined, path: Path, errors: FieldErrors): void {
  validateNodeAffinity(affinity?.nodeAffinity, path.child('nodeAffinity'), errors);
  validatePodAffinity(affinity?.podAffinity, path.child('podAffinity'), errors);
  validatePodAffinity(affinity?.podAntiAffinity, path.child('podAntiAffinity'), errors);
}

function validateNodeAffinity(node: Affinity['nodeAffinity'], path: Path, errors: FieldErrors): void {
  if (!node) return;
  const required = node.requiredDuringSchedulingIgnoredDuringExecution;
  if (required) {
    const where = path.child('requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
    const terms = required.nodeSelectorTerms ?? [];
    if (terms.length === 0) errors.required(where, 'must have at least one node selector term');
    const strict = errors.release.has('valuesOfNodeTermsAreChecked');
    for (const [i, term] of terms.entries()) validateTerm(term, strict, where.index(i), errors);
  }
  for (const [i, preferred] of (node.preferredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
    const where = path.child('preferredDuringSchedulingIgnoredDuringExecution').index(i);
    validateWeight(preferred.weight, where, errors);
    validateTerm(preferred.preference ?? {}, false, where.child('preference'), errors);
  }
}

function validateTerm(term: NodeSelectorTerm, strict: boolean, path: Path, errors: FieldErrors): void {
  for (const [i, requirement] of (term.matchExpressions ?? []).entries()) {
    const where = path.child('matchExpressions').index(i);
    validateCount(requirement, where, errors);
    errors.qualifiedName(where.child('key'), requirement.key ?? '');
    if (!strict) continue;
    for (const [j, value] of (requirement.values ?? []).entries()) {
      errors.labelValue(where.child('values').index(j), value);
    }
  }
  for (const [i, requirement] of (term.matchFields ?? []).entries()) {
    validateField(requirement, path.child('matchFields').index(i), errors);
  }
}

/** How many values an operator takes. */
function validateCount({ operator, values = [] }: NodeSelectorRequirement, path: Path, errors: FieldErrors): void {
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

/** Of a node itself only its name can be asked for. */
function validateField({ key, operator, values = [] }: NodeSelectorRequirement, path: Path, errors: FieldErrors): void {
  if (operator === 'In' || operator === 'NotIn') {
    const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    if (values.length !== 1) errors.required(path.child('values'), detail);
  } else errors.invalid(path.child('operator'), operator ?? '', 'not a valid selector operator');
  if (key !== 'metadata.name') {
    errors.invalid(path.child('key'), key ?? '', 'not a valid field selector key');
    return;
  }
  for (const [i, name] of values.entries()) errors.dnsSubdomain(path.child('values').index(i), name);
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
  const { labelSelector, namespaceSelector, namespaces = [], topologyKey = '' } = term;
  validateSelector(labelSelector, path.child('labelSelector'), errors);
  validateSelector(namespaceSelector, path.child('namespaceSelector'), errors);
  for (const name of namespaces) errors.dnsLabel(path.child('namespace'), name);
  validateKeysOfTerm(term, path, errors);
  if (!topologyKey) errors.required(path.child('topologyKey'), 'can not be empty');
  errors.qualifiedName(path.child('topologyKey'), topologyKey);
}

function validateWeight(weight: number | undefined, path: Path, errors: FieldErrors): void {
  if (weight === undefined || weight < 1 || weight > 100) {
    errors.invalid(path.child('weight'), weight ?? 0, 'must be in the range 1-100');
  }
}

export function validateGates(gates: readonly { name: string }[], path: Path, errors: FieldErrors): void {
  const seen = new Set<string>();
  for (const [i, { name = '' }] of gates.entries()) {
    errors.qualifiedName(path.index(i), name);
    if (seen.has(name)) errors.duplicate(path.index(i), name);
    seen.add(name);
  }
}
