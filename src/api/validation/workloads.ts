import { sameJson } from '../json';
import type {
  DaemonSet,
  Deployment,
  IntOrString,
  PodTemplateSpec,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../types/index';
import type { FieldErrors } from './errors';
import { validateWorkloadSelector } from './metadata';
import { percentFaults } from './names';
import { Path } from './path';
import { validateTemplate } from './podSpec';
import { shownIntOrString, shownMap, shownSelector } from './values';

/** apps/v1. Source: apps validation. */
export function validateDeployment({ spec }: Deployment, errors: FieldErrors, old?: Deployment): void {
  validateCounts(spec, errors);
  validateWorkloadSelector('Deployment', spec.selector, spec.template?.metadata?.labels, errors);
  validateLongRunningTemplate(spec.template, errors);
  validateStrategy(spec.strategy, errors);
  const { progressDeadlineSeconds: deadline, minReadySeconds = 0 } = spec;
  const path = Path.spec.child('progressDeadlineSeconds');
  errors.notNegative(path, deadline);
  if (deadline !== undefined && deadline <= minReadySeconds) {
    errors.invalid(path, deadline, 'must be greater than minReadySeconds');
  }
  if (old) selectorIsImmutable(spec.selector, old.spec.selector, errors);
}

export function validateReplicaSet({ spec }: ReplicaSet, errors: FieldErrors, old?: ReplicaSet): void {
  validateCounts(spec, errors);
  validateWorkloadSelector('ReplicaSet', spec.selector, spec.template?.metadata?.labels, errors);
  if (spec.template) validateLongRunningTemplate(spec.template, errors);
  else errors.required(Path.spec.child('template'));
  if (old) selectorIsImmutable(spec.selector, old.spec.selector, errors);
}

/** Its selector may change. Source: core validation, ValidateReplicationControllerSpec. */
export function validateReplicationController({ spec }: ReplicationController, errors: FieldErrors): void {
  validateCounts(spec, errors);
  const { selector = {}, template } = spec;
  if (Object.keys(selector).length === 0) errors.required(Path.spec.child('selector'));
  if (!template) {
    errors.required(Path.spec.child('template'));
    return;
  }
  const labels = template.metadata?.labels ?? {};
  if (!Object.entries(selector).every(([key, value]) => labels[key] === value)) {
    errors.invalid(
      Path.spec.child('template', 'metadata', 'labels'),
      shownMap(template.metadata?.labels),
      '`selector` does not match template `labels`',
    );
  }
  validateLongRunningTemplate(template, errors, 'ReplicationController');
}

export function validateStatefulSet({ spec }: StatefulSet, errors: FieldErrors, old?: StatefulSet): void {
  const policy = Path.spec.child('podManagementPolicy');
  if (!spec.podManagementPolicy) errors.required(policy);
  else if (spec.podManagementPolicy !== 'OrderedReady' && spec.podManagementPolicy !== 'Parallel') {
    errors.invalid(policy, spec.podManagementPolicy, "must be 'OrderedReady' or 'Parallel'");
  }
  const strategy = Path.spec.child('updateStrategy');
  if (spec.updateStrategy?.type === 'OnDelete') {
    if (spec.updateStrategy.rollingUpdate) {
      errors.invalid(strategy.child('rollingUpdate'), null, "only allowed for updateStrategy 'RollingUpdate'");
    }
  } else if (spec.updateStrategy?.type === 'RollingUpdate') {
    errors.notNegative(strategy.child('rollingUpdate', 'partition'), spec.updateStrategy.rollingUpdate?.partition);
  } else errors.invalid(strategy, spec.updateStrategy?.type ?? '', "must be 'RollingUpdate' or 'OnDelete'");
  validateCounts(spec, errors);
  errors.notNegative(Path.spec.child('ordinals', 'start'), spec.ordinals?.start);
  validateWorkloadSelector('StatefulSet', spec.selector, spec.template?.metadata?.labels, errors);
  validateLongRunningTemplate(withClaims(spec), errors);
  if (old) statefulSetIsImmutable(spec, old.spec, errors);
}

/** The template as its pods will have it: the controller adds a volume for each claim template, which mounts may name. */
function withClaims({ template, volumeClaimTemplates = [] }: StatefulSet['spec']): PodTemplateSpec {
  if (!template?.spec || volumeClaimTemplates.length === 0) return template;
  const claims = volumeClaimTemplates.map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: name },
  }));
  const own = (template.spec.volumes ?? []).filter((volume) => !claims.some((claim) => claim.name === volume.name));
  return { ...template, spec: { ...template.spec, volumes: [...own, ...claims] } };
}

export function validateDaemonSet({ spec }: DaemonSet, errors: FieldErrors, old?: DaemonSet): void {
  validateCounts(spec, errors);
  validateWorkloadSelector('DaemonSet', spec.selector, spec.template?.metadata?.labels, errors);
  validateLongRunningTemplate(spec.template, errors);
  const path = Path.spec.child('updateStrategy');
  const { type, rollingUpdate } = spec.updateStrategy ?? {};
  if (errors.oneOf(path.child('type'), type, ['RollingUpdate', 'OnDelete']) && type === 'RollingUpdate') {
    validateSurge(
      rollingUpdate?.maxUnavailable ?? 0,
      rollingUpdate?.maxSurge ?? 0,
      path.child('rollingUpdate'),
      errors,
    );
  }
  if (old) selectorIsImmutable(spec.selector, old.spec.selector, errors);
}

interface Counts {
  replicas?: number;
  minReadySeconds?: number;
  revisionHistoryLimit?: number;
}

function validateCounts({ replicas, minReadySeconds, revisionHistoryLimit }: Counts, errors: FieldErrors): void {
  errors.notNegative(Path.spec.child('replicas'), replicas);
  errors.notNegative(Path.spec.child('minReadySeconds'), minReadySeconds);
  errors.notNegative(Path.spec.child('revisionHistoryLimit'), revisionHistoryLimit);
}

/** Pods of these workloads never finish. */
function validateLongRunningTemplate(
  template: PodTemplateSpec | undefined,
  errors: FieldErrors,
  kind = 'ReplicaSet',
): void {
  const path = Path.spec.child('template');
  validateTemplate(template, path, errors);
  const { restartPolicy, activeDeadlineSeconds } = template?.spec ?? {};
  if (restartPolicy === 'Never' || restartPolicy === 'OnFailure') {
    errors.notSupported(path.child('spec', 'restartPolicy'), restartPolicy, ['Always']);
  }
  if (activeDeadlineSeconds !== undefined) {
    const detail = `activeDeadlineSeconds in ${kind} is not Supported`;
    errors.forbidden(path.child('spec', 'activeDeadlineSeconds'), detail);
  }
}

function validateStrategy(strategy: Deployment['spec']['strategy'], errors: FieldErrors): void {
  const path = Path.spec.child('strategy');
  const { type, rollingUpdate } = strategy ?? {};
  if (type === 'Recreate') {
    if (rollingUpdate) {
      const detail = "may not be specified when strategy `type` is 'Recreate'";
      errors.forbidden(path.child('rollingUpdate'), detail);
    }
    return;
  }
  if (!errors.oneOf(path.child('type'), type, ['Recreate', 'RollingUpdate'])) return;
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  const where = path.child('rollingUpdate');
  validateCountOrPercent(maxUnavailable, where.child('maxUnavailable'), errors);
  validateCountOrPercent(maxSurge, where.child('maxSurge'), errors);
  if (isZero(maxUnavailable) && isZero(maxSurge)) {
    errors.invalid(
      where.child('maxUnavailable'),
      shownIntOrString(maxUnavailable),
      'may not be 0 when `maxSurge` is 0',
    );
  }
  notAboveHundred(maxUnavailable, where.child('maxUnavailable'), errors);
}

/** A DaemonSet replaces a pod before or after: not both. */
function validateSurge(maxUnavailable: IntOrString, maxSurge: IntOrString, path: Path, errors: FieldErrors): void {
  validateCountOrPercent(maxUnavailable, path.child('maxUnavailable'), errors);
  validateCountOrPercent(maxSurge, path.child('maxSurge'), errors);
  if (!isZero(maxUnavailable) && !isZero(maxSurge)) {
    errors.invalid(
      path.child('maxSurge'),
      shownIntOrString(maxSurge),
      'may not be set when maxUnavailable is non-zero',
    );
  } else if (isZero(maxUnavailable) && isZero(maxSurge)) {
    errors.required(path.child('maxUnavailable'), 'cannot be 0 when maxSurge is 0');
  }
  notAboveHundred(maxUnavailable, path.child('maxUnavailable'), errors);
}

export function validateCountOrPercent(value: IntOrString, path: Path, errors: FieldErrors): void {
  if (typeof value === 'number') errors.notNegative(path, value);
  else errors.invalidAll(path, shownIntOrString(value), percentFaults(value));
}

export function notAboveHundred(value: IntOrString, path: Path, errors: FieldErrors): void {
  if (typeof value === 'string' && percentFaults(value).length === 0 && Number.parseInt(value, 10) > 100) {
    errors.invalid(path, shownIntOrString(value), 'must not be greater than 100%');
  }
}

function isZero(value: IntOrString): boolean {
  return value === 0 || (typeof value === 'string' && /^0+%$/.test(value));
}

function selectorIsImmutable(now: Deployment['spec']['selector'], old: typeof now, errors: FieldErrors): void {
  if (!sameJson(now, old)) errors.immutable(Path.spec.child('selector'), shownSelector(now));
}

const STATEFUL_SET_MUTABLE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
] as const;

function statefulSetIsImmutable(now: StatefulSet['spec'], old: StatefulSet['spec'], errors: FieldErrors): void {
  const fixed = (spec: StatefulSet['spec']) => {
    const copy: Record<string, unknown> = { ...spec };
    for (const field of STATEFUL_SET_MUTABLE) delete copy[field];
    if (errors.release.has('statefulSetHistoryLimitMutable')) delete copy['revisionHistoryLimit'];
    return copy;
  };
  if (!sameJson(fixed(now), fixed(old))) errors.forbidden(Path.spec, errors.release.text('statefulSetImmutable'));
}
