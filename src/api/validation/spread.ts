import type { TopologySpreadConstraint } from '../types/index';
import type { FieldErrors } from './errors';
import { validateKeysOfConstraint } from './labelKeys';
import { validateSelector } from './metadata';
import type { Path } from './path';

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];

/** Source: core validation `validateTopologySpreadConstraints`. */
export function validateSpread(
  constraints: readonly TopologySpreadConstraint[],
  path: Path,
  errors: FieldErrors,
): void {
  for (const [i, constraint] of constraints.entries()) {
    const where = path.index(i);
    const { maxSkew = 0, topologyKey, whenUnsatisfiable, minDomains } = constraint;
    if (maxSkew <= 0) errors.invalid(where.child('maxSkew'), maxSkew, 'must be greater than zero');
    if (!topologyKey) errors.required(where.child('topologyKey'), 'can not be empty');
    errors.oneOf(where.child('whenUnsatisfiable'), whenUnsatisfiable, ACTIONS);
    const comesAgain = constraints
      .slice(i + 1)
      .some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable);
    const pair = `{${topologyKey}, ${whenUnsatisfiable}}`;
    if (comesAgain) errors.duplicate(where.child('{topologyKey, whenUnsatisfiable}'), pair);
    if (minDomains !== undefined) validateMinDomains(minDomains, whenUnsatisfiable, where.child('minDomains'), errors);
    for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      if (constraint[field] !== undefined) errors.oneOf(where.child(field), constraint[field], ['Honor', 'Ignore']);
    }
    validateKeysOfConstraint(constraint, where, errors);
    if (errors.release.has('spreadSelectorsAreChecked')) {
      validateSelector(constraint.labelSelector, where.child('labelSelector'), errors);
    }
  }
}

function validateMinDomains(count: number, action: string | undefined, path: Path, errors: FieldErrors): void {
  if (count <= 0) errors.invalid(path, count, 'must be greater than zero');
  if (action === 'DoNotSchedule') return;
  errors.invalid(path, count, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action ?? ''}`);
}
