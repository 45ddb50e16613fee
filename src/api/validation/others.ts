import { sameJson } from '../json';
import type {
  ConfigMap,
  KubeNode,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  PriorityClass,
  Secret,
} from '../types/index';
import type { FieldErrors } from './errors';
import { validateSelector } from './metadata';
import { configKeyFaults, qualifiedNameFaults } from './names';
import { Path } from './path';
import { shownStruct } from './values';
import { notAboveHundred, validateCountOrPercent } from './workloads';

const MAX_DATA_BYTES = 1_048_576;
const MAX_USER_PRIORITY = 1_000_000_000;
const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

export function validateConfigMap(map: ConfigMap, errors: FieldErrors, old?: ConfigMap): void {
  let bytes = 0;
  for (const field of ['data', 'binaryData'] as const) {
    for (const [key, value] of Object.entries(map[field] ?? {})) {
      const path = Path.of(field).key(key);
      errors.invalidAll(path, key, configKeyFaults(key));
      if (field === 'binaryData' && map.data?.[key] !== undefined)
        errors.invalid(path, key, 'duplicate of key present in data');
      bytes += field === 'data' ? Buffer.byteLength(value) : Math.floor((value.length * 3) / 4);
    }
  }
  if (bytes > MAX_DATA_BYTES) errors.tooLong(Path.of(''), MAX_DATA_BYTES);
  if (old?.immutable) validateImmutable(map, old, ['data', 'binaryData'], errors);
}

export function validateSecret(secret: Secret, errors: FieldErrors, old?: Secret): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(secret.data ?? {})) {
    errors.invalidAll(Path.of('data').key(key), key, configKeyFaults(key));
    bytes += Math.floor((value.length * 3) / 4);
  }
  if (bytes > MAX_DATA_BYTES) errors.tooLong(Path.of('data'), MAX_DATA_BYTES);
  if (secret.type === 'kubernetes.io/dockerconfigjson' && secret.data?.['.dockerconfigjson'] === undefined) {
    errors.required(Path.of('data').key('.dockerconfigjson'));
  }
  if (secret.type === 'kubernetes.io/tls') {
    for (const key of ['tls.crt', 'tls.key'])
      if (secret.data?.[key] === undefined) errors.required(Path.of('data').key(key));
  }
  if (old && old.type !== secret.type) errors.immutable(Path.of('type'), secret.type);
  if (old?.immutable) validateImmutable(secret, old, ['data'], errors);
}

/** Once immutable, always immutable (KEP-1412). */
function validateImmutable<T extends ConfigMap | Secret>(
  now: T,
  old: T,
  fields: (keyof T & string)[],
  errors: FieldErrors,
) {
  const detail = 'field is immutable when `immutable` is set';
  if (!now.immutable) errors.forbidden(Path.of('immutable'), detail);
  for (const field of fields) if (!sameJson(now[field], old[field])) errors.forbidden(Path.of(field), detail);
}

export function validateBudget({ spec }: PodDisruptionBudget, errors: FieldErrors): void {
  const { minAvailable, maxUnavailable } = spec ?? {};
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    const detail = 'minAvailable and maxUnavailable cannot be both set';
    errors.invalid(Path.spec, shownStruct('policy.PodDisruptionBudgetSpec', spec), detail);
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

export function validatePriorityClass(priority: PriorityClass, errors: FieldErrors, old?: PriorityClass): void {
  const { value = 0, metadata, preemptionPolicy } = priority;
  if (metadata.name?.startsWith('system-')) {
    if (!/^system-(node|cluster)-critical$/.test(metadata.name)) {
      const detail =
        "priority class names with 'system-' prefix are reserved for system use only. error: priority class is not a known system priority class";
      errors.forbidden(Path.metadata.child('name'), detail);
    }
  } else if (value > MAX_USER_PRIORITY) {
    const detail = `maximum allowed value of a user defined priority is ${MAX_USER_PRIORITY}`;
    errors.forbidden(Path.of('value'), detail);
  }
  if (preemptionPolicy !== undefined) {
    errors.oneOf(Path.of('preemptionPolicy'), preemptionPolicy, ['Never', 'PreemptLowerPriority']);
  }
  if (old && old.value !== value) errors.forbidden(Path.of('value'), 'may not be changed in an update.');
}

export function validateClaim({ spec }: PersistentVolumeClaim, errors: FieldErrors, old?: PersistentVolumeClaim): void {
  const modes = spec.accessModes ?? [];
  if (modes.length === 0) errors.required(Path.spec.child('accessModes'), 'at least 1 access mode is required');
  for (const mode of modes)
    if (!ACCESS_MODES.includes(mode)) errors.notSupported(Path.spec.child('accessModes'), mode, ACCESS_MODES);
  if (spec.resources?.requests?.['storage'] === undefined) errors.required(Path.spec.child('resources').key('storage'));
  if (!old) return;
  const mayGetClass = old.spec.storageClassName === undefined && errors.release.has('retroactiveDefaultClass');
  const fixed = ({ resources: _r, volumeName: _v, storageClassName, ...rest }: PersistentVolumeClaim['spec']) => ({
    ...rest,
    ...(!mayGetClass && { storageClassName }),
  });
  if (!sameJson(fixed(spec), fixed(old.spec))) {
    errors.forbidden(
      Path.spec,
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    );
  }
}

/** Nodes. Source: core validation `ValidateNode`. */
export function validateNode({ spec }: KubeNode, errors: FieldErrors): void {
  const seen = new Set<string>();
  for (const [i, { key = '', effect }] of (spec?.taints ?? []).entries()) {
    const path = Path.spec.child('taints').index(i);
    errors.invalidAll(path.child('key'), key, qualifiedNameFaults(key));
    if (effect === undefined) errors.required(path.child('effect'));
    else errors.oneOf(path.child('effect'), effect, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']);
    const pair = `${key} ${effect}`;
    if (seen.has(pair)) {
      errors.duplicate(path, shownStruct('core.Taint', spec?.taints?.[i]));
    }
    seen.add(pair);
  }
}
