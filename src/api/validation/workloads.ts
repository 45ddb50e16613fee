import { sameJson } from '../json';
import type { Deployment, LabelSelector, PodTemplateSpec, ReplicaSet, ReplicationController } from '../types/index';
import type { FieldErrors } from './errors';
import { Path } from './path';
import { validateTemplate } from './podSpec';
import { isZero, notAboveHundred, shownStrategy, validateCountOrPercent } from './rollingUpdates';
import { shownIntOrString, shownMap, shownSelector } from './values';
import { validateWorkloadSelector } from './workloadSelectors';

const TEMPLATE = Path.spec.child('template');
/** Of a ReplicaSet the server says the same. */
const DEPLOYMENT_SELECTOR = { emptyFor: 'deployment', broken: 'invalid label selector' };

/** Deployments. Source: apps validation `ValidateDeploymentSpec`. */
export function validateDeployment({ spec }: Deployment, errors: FieldErrors, old?: Deployment): void {
  const path = Path.spec;
  errors.notNegative(path.child('replicas'), spec.replicas);
  validateReplicas(spec, errors);
  validateStrategy(spec.strategy ?? {}, path.child('strategy'), errors);
  errors.notNegative(path.child('minReadySeconds'), spec.minReadySeconds);
  errors.notNegative(path.child('revisionHistoryLimit'), spec.revisionHistoryLimit);
  const { progressDeadlineSeconds: deadline, minReadySeconds = 0 } = spec;
  const where = path.child('progressDeadlineSeconds');
  errors.notNegative(where, deadline);
  if (deadline !== undefined && deadline <= minReadySeconds) {
    errors.invalid(where, deadline, 'must be greater than minReadySeconds');
  }
  if (old) selectorIsImmutable(spec.selector, old.spec.selector, errors);
}

export function validateReplicaSet({ spec }: ReplicaSet, errors: FieldErrors, old?: ReplicaSet): void {
  errors.notNegative(Path.spec.child('replicas'), spec.replicas);
  errors.notNegative(Path.spec.child('minReadySeconds'), spec.minReadySeconds);
  validateReplicas(spec, errors);
  if (old) selectorIsImmutable(spec.selector, old.spec.selector, errors);
}

/** Its selector may change. Source: core validation, ValidateReplicationControllerSpec. */
export function validateReplicationController({ spec }: ReplicationController, errors: FieldErrors): void {
  const { selector = {}, template } = spec;
  errors.notNegative(Path.spec.child('minReadySeconds'), spec.minReadySeconds);
  if (Object.keys(selector).length === 0) errors.required(Path.spec.child('selector'));
  errors.notNegative(Path.spec.child('replicas'), spec.replicas);
  if (!template) {
    errors.required(TEMPLATE);
    return;
  }
  const labels = template.metadata?.labels ?? {};
  if (!Object.entries(selector).every(([key, value]) => labels[key] === value)) {
    const detail = '`selector` does not match template `labels`';
    errors.invalid(TEMPLATE.child('metadata', 'labels'), shownMap(template.metadata?.labels), detail);
  }
  validateTemplate(template, TEMPLATE, errors);
  validateEndlessPods(template, 'ReplicationController', errors);
}

/** Selector and template: of a selector that can't be used nothing else is told. */
function validateReplicas(
  { selector, template }: { selector: LabelSelector; template?: PodTemplateSpec },
  errors: FieldErrors,
): void {
  if (!validateWorkloadSelector(selector, template?.metadata?.labels, DEPLOYMENT_SELECTOR, errors)) return;
  validateTemplate(template, TEMPLATE, errors);
  validateEndlessPods(template, 'ReplicaSet', errors);
}

/** Pods that never finish. */
export function validateEndlessPods(template: PodTemplateSpec | undefined, kind: string, errors: FieldErrors): void {
  const { restartPolicy, activeDeadlineSeconds } = template?.spec ?? {};
  const path = TEMPLATE.child('spec');
  if (restartPolicy !== 'Always') errors.notSupported(path.child('restartPolicy'), restartPolicy ?? '', ['Always']);
  if (activeDeadlineSeconds === undefined) return;
  errors.forbidden(path.child('activeDeadlineSeconds'), `activeDeadlineSeconds in ${kind} is not Supported`);
}

function validateStrategy(
  strategy: NonNullable<Deployment['spec']['strategy']>,
  path: Path,
  errors: FieldErrors,
): void {
  const { type, rollingUpdate } = strategy;
  const where = path.child('rollingUpdate');
  if (type === 'Recreate') {
    if (rollingUpdate) errors.forbidden(where, "may not be specified when strategy `type` is 'Recreate'");
  } else if (type === 'RollingUpdate') {
    const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
    const unavailable = where.child('maxUnavailable');
    validateCountOrPercent(maxUnavailable, unavailable, errors);
    validateCountOrPercent(maxSurge, where.child('maxSurge'), errors);
    if (isZero(maxUnavailable) && isZero(maxSurge)) {
      errors.invalid(unavailable, shownIntOrString(maxUnavailable), 'may not be 0 when `maxSurge` is 0');
    }
    notAboveHundred(maxUnavailable, unavailable, errors);
  } else {
    const shown = shownStrategy('DeploymentStrategy', strategy, ['maxUnavailable', 'maxSurge']);
    errors.notSupported(path, shown, ['Recreate', 'RollingUpdate']);
  }
}

export function selectorIsImmutable(now: LabelSelector, old: LabelSelector, errors: FieldErrors): void {
  if (!sameJson(now, old)) errors.immutable(Path.spec.child('selector'), shownSelector(now));
}
