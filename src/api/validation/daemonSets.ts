import type { DaemonSet, IntOrString } from '../types/index';
import type { FieldErrors } from './errors';
import { Path } from './path';
import { validateTemplate } from './podSpec';
import { isZero, notAboveHundred, shownStrategy, validateCountOrPercent } from './rollingUpdates';
import { shownIntOrString } from './values';
import { validateDaemonSelector } from './workloadSelectors';
import { selectorIsImmutable, validateEndlessPods } from './workloads';

/** Source: apps validation `ValidateDaemonSetSpec`, `ValidateDaemonSetSpecUpdate`. */
export function validateDaemonSet({ spec }: DaemonSet, errors: FieldErrors, old?: DaemonSet): void {
  if (old) selectorIsImmutable(spec.selector, old.spec.selector, errors);
  const path = Path.spec;
  validateDaemonSelector(spec.selector, spec.template?.metadata?.labels, errors);
  validateTemplate(spec.template, path.child('template'), errors);
  validateEndlessPods(spec.template, 'DaemonSet', errors);
  errors.notNegative(path.child('minReadySeconds'), spec.minReadySeconds);
  validateStrategy(spec.updateStrategy ?? {}, path.child('updateStrategy'), errors);
  errors.notNegative(path.child('revisionHistoryLimit'), spec.revisionHistoryLimit);
}

function validateStrategy(
  strategy: NonNullable<DaemonSet['spec']['updateStrategy']>,
  path: Path,
  errors: FieldErrors,
): void {
  const { type, rollingUpdate } = strategy;
  if (type === 'OnDelete') return;
  if (type === 'RollingUpdate') {
    const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
    const where = path.child('rollingUpdate');
    if (errors.release.has('daemonSetSurge')) validateSurge(maxUnavailable, maxSurge, where, errors);
    else validateUnavailable(maxUnavailable, where.child('maxUnavailable'), errors);
    return;
  }
  const shown = shownStrategy('DaemonSetUpdateStrategy', strategy, ['maxUnavailable', 'maxSurge']);
  errors.notSupported(path, shown, ['RollingUpdate', 'OnDelete']);
}

/** A DaemonSet replaces a pod before or after: not both. */
function validateSurge(maxUnavailable: IntOrString, maxSurge: IntOrString, path: Path, errors: FieldErrors): void {
  for (const rule of [validateCountOrPercent, notAboveHundred]) {
    rule(maxUnavailable, path.child('maxUnavailable'), errors);
    rule(maxSurge, path.child('maxSurge'), errors);
  }
  if (!isZero(maxUnavailable) && !isZero(maxSurge)) {
    const detail = 'may not be set when maxUnavailable is non-zero';
    errors.invalid(path.child('maxSurge'), shownIntOrString(maxSurge), detail);
  } else if (isZero(maxUnavailable) && isZero(maxSurge)) {
    errors.required(path.child('maxUnavailable'), 'cannot be 0 when maxSurge is 0');
  }
}

/** The same where there is no surge; also how many pods of a StatefulSet may be replaced at once. */
export function validateUnavailable(maxUnavailable: IntOrString, path: Path, errors: FieldErrors): void {
  validateCountOrPercent(maxUnavailable, path, errors);
  if (isZero(maxUnavailable)) errors.invalid(path, shownIntOrString(maxUnavailable), 'cannot be 0');
  notAboveHundred(maxUnavailable, path, errors);
}
