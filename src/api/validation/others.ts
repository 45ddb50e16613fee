import { sameJson } from '../json';
import { SYSTEM_PRIORITIES } from '../systemPriorities';
import type { KubeNode, PodDisruptionBudget, PriorityClass, Taint } from '../types/index';
import type { FieldErrors } from './errors';
import { validateSelector } from './metadata';
import { labelValueFaults } from './names';
import { Path } from './path';
import { notAboveHundred, validateCountOrPercent } from './rollingUpdates';
import { Shown, shownIntOrString, shownSelector } from './values';

const MAX_USER_PRIORITY = 1_000_000_000;

/** Source: policy validation. */
export function validateBudget({ spec }: PodDisruptionBudget, errors: FieldErrors): void {
  const { minAvailable, maxUnavailable } = spec ?? {};
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    errors.invalid(Path.spec, shownBudget(spec), 'minAvailable and maxUnavailable cannot be both set');
  }
  for (const [field, value] of Object.entries({ minAvailable, maxUnavailable })) {
    if (value === undefined) continue;
    validateCountOrPercent(value, Path.spec.child(field), errors);
    notAboveHundred(value, Path.spec.child(field), errors);
  }
  validateSelector(spec?.selector, Path.spec.child('selector'), errors);
  const policy = spec?.unhealthyPodEvictionPolicy;
  if (policy !== undefined) {
    errors.oneOf(Path.spec.child('unhealthyPodEvictionPolicy'), policy, ['AlwaysAllow', 'IfHealthyBudget']);
  }
}

/** Both numbers are pointers, whose Go syntax is an address. */
function shownBudget(spec: PodDisruptionBudget['spec']): Shown {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy } = spec;
  const json = {
    MinAvailable: minAvailable,
    Selector: selector ?? null,
    MaxUnavailable: maxUnavailable,
    UnhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy ?? null,
  };
  const numbers = [minAvailable, maxUnavailable].map((value) => shownIntOrString(value ?? 0).go);
  return new Shown(
    json,
    `policy.PodDisruptionBudgetSpec{MinAvailable:${numbers[0]}, Selector:${selector ? shownSelector(selector).go : '(*v1.LabelSelector)(nil)'}, MaxUnavailable:${numbers[1]}}`,
  );
}

/** Source: scheduling validation. */
export function validatePriorityClass(priority: PriorityClass, errors: FieldErrors, old?: PriorityClass): void {
  const { value = 0, preemptionPolicy } = priority;
  if (old) {
    if (old.value !== value) {
      errors.forbidden(Path.of(errors.release.text('changedPriority')), 'may not be changed in an update.');
    }
    if (!sameJson(old.preemptionPolicy, preemptionPolicy)) {
      errors.immutable(Path.of('preemptionPolicy'), preemptionPolicy);
    }
    return;
  }
  const { name = '' } = priority.metadata;
  if (name.startsWith('system-')) {
    const fault = systemFault(name, priority);
    const detail = `priority class names with 'system-' prefix are reserved for system use only. error: ${fault}`;
    if (fault !== undefined) errors.forbidden(Path.metadata.child('name'), detail);
  } else if (value > MAX_USER_PRIORITY) {
    const detail = `maximum allowed value of a user defined priority is ${MAX_USER_PRIORITY}`;
    errors.forbidden(Path.of('value'), detail);
  }
  // Nothing is no policy, which is told by another word.
  if ((preemptionPolicy as string | undefined) === '') errors.required(Path.of('preemptionPolicy'));
  else if (preemptionPolicy !== undefined) {
    errors.oneOf(Path.of('preemptionPolicy'), preemptionPolicy, ['PreemptLowerPriority', 'Never']);
  }
}

function systemFault(name: string, { value = 0, globalDefault = false }: PriorityClass): string | undefined {
  const known = (SYSTEM_PRIORITIES as Readonly<Record<string, number>>)[name];
  if (known === undefined) return `${name} is not a known system priority class`;
  if (value !== known) return `value of ${name} PriorityClass must be ${known}`;
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}

/** Nodes. Source: core validation `ValidateNode`. */
export function validateNode({ spec }: KubeNode, errors: FieldErrors): void {
  const seen = new Set<string>();
  for (const [i, taint] of (spec?.taints ?? []).entries()) {
    const { key = '', value = '', effect } = taint;
    // The server hands them the path of the metadata.
    const path = Path.metadata.child('taints').index(i);
    errors.qualifiedName(path.child('key'), key);
    const faults = labelValueFaults(value, errors.release);
    if (faults.length > 0) errors.invalid(path.child('value'), value, faults.join(';'));
    if (!effect) errors.required(path.child('effect'));
    else errors.oneOf(path.child('effect'), effect, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']);
    const pair = `${key} ${effect}`;
    if (seen.has(pair)) errors.duplicate(path, shownTaint(taint), 'taints must be unique by key and effect pair');
    seen.add(pair);
  }
}

function shownTaint({ key, value = '', effect }: Taint): Shown {
  const go = `core.Taint{Key:"${key}", Value:"${value}", Effect:"${effect}", TimeAdded:<nil>}`;
  return new Shown({ Key: key, Value: value, Effect: effect, TimeAdded: null }, go);
}
