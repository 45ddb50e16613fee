import type { IntOrString } from '../types/index';
import type { FieldErrors } from './errors';
import { percentFaults } from './names';
import type { Path } from './path';
import { goName, Shown, shownIntOrString } from './values';

/** How workloads replace their pods: so many at a time, or such a part of them. Source: apps validation. */
export function validateCountOrPercent(value: IntOrString, path: Path, errors: FieldErrors): void {
  if (typeof value === 'number') errors.notNegative(path, value);
  else errors.invalidAll(path, shownIntOrString(value), percentFaults(value));
}

export function notAboveHundred(value: IntOrString, path: Path, errors: FieldErrors): void {
  if (typeof value === 'string' && percentFaults(value).length === 0 && Number.parseInt(value, 10) > 100) {
    errors.invalid(path, shownIntOrString(value), 'must not be greater than 100%');
  }
}

/** A text that is no percentage counts as nothing. */
export function isZero(value: IntOrString): boolean {
  return value === 0 || (typeof value === 'string' && !(Number.parseInt(value, 10) > 0));
}

/** The struct of the details, by that of the strategy (apis/apps/types.go). */
const ROLLING_UPDATES: Readonly<Record<string, string>> = {
  DeploymentStrategy: 'RollingUpdateDeployment',
  DaemonSetUpdateStrategy: 'RollingUpdateDaemonSet',
  StatefulSetUpdateStrategy: 'RollingUpdateStatefulSetStrategy',
};

/** A strategy that there is not, as the server's own struct: its members are in the order in which it has them. */
export function shownStrategy(
  struct: string,
  { type = '', rollingUpdate }: { readonly type?: string; readonly rollingUpdate?: Readonly<Record<string, unknown>> },
  members: readonly string[],
): Shown {
  const inner =
    rollingUpdate && Object.fromEntries(members.map((member) => [goName(member), rollingUpdate[member] ?? null]));
  const go = `apps.${struct}{Type:${JSON.stringify(type)}, RollingUpdate:(*apps.${ROLLING_UPDATES[struct]})(nil)}`;
  return new Shown({ Type: type, RollingUpdate: inner ?? null }, go);
}
