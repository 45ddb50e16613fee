import type { Container, EnvVar } from '../types/index';
import type { FieldErrors } from './errors';
import { configKeyFaults, dnsSubdomainFaults, envNameFaults, qualifiedNameFaults } from './names';
import type { Path } from './path';

/** Fields that a variable can be filled from. Source: core `validEnvDownwardAPIFieldPathExpressions`. */
const FIELD_PATHS = new Set([
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);

/** Fields that exist and are for other uses. */
const OTHER_FIELD_PATHS = new Set(['metadata.labels', 'metadata.annotations', 'spec.restartPolicy', 'status.phase']);

const RESOURCES = new Set([
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
]);

/** env and envFrom of a container. */
export function validateEnvironment({ env, envFrom }: Container, path: Path, errors: FieldErrors): void {
  const relaxed = errors.release.has('relaxedEnvNames');
  for (const [i, variable] of (env ?? []).entries()) {
    const where = path.child('env').index(i);
    if (!variable.name) errors.required(where.child('name'));
    else errors.invalidAll(where.child('name'), variable.name, envNameFaults(variable.name, relaxed));
    if (variable.valueFrom) validateValueFrom(variable, where.child('valueFrom'), errors);
  }
  for (const [i, source] of (envFrom ?? []).entries()) {
    const where = path.child('envFrom').index(i);
    if (source.prefix) errors.invalidAll(where.child('prefix'), source.prefix, envNameFaults(source.prefix, relaxed));
    if (source.configMapRef && !source.configMapRef.name) errors.required(where.child('configMapRef', 'name'));
    if (source.secretRef && !source.secretRef.name) errors.required(where.child('secretRef', 'name'));
    const count = Number(source.configMapRef !== undefined) + Number(source.secretRef !== undefined);
    // The index is missing from this path in Kubernetes too.
    if (count === 0) errors.invalid(path.child('envFrom'), '', 'must specify one of: `configMapRef` or `secretRef`');
    if (count > 1) errors.invalid(path.child('envFrom'), '', 'may not have more than one field specified at a time');
  }
}

function validateValueFrom({ value, valueFrom }: EnvVar, path: Path, errors: FieldErrors): void {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom!;
  const fileKeyRef = (valueFrom as { fileKeyRef?: unknown }).fileKeyRef;
  if (fieldRef) validateFieldRef(fieldRef.fieldPath, path.child('fieldRef'), errors);
  if (resourceFieldRef) {
    const where = path.child('resourceFieldRef', 'resource');
    const { resource } = resourceFieldRef;
    if (!resource) errors.required(where);
    else if (!RESOURCES.has(resource) && !/^(limits|requests)\.hugepages-/.test(resource)) {
      errors.notSupported(where, resource, [...RESOURCES].sort());
    }
  }
  for (const [name, reference] of Object.entries({ configMapKeyRef, secretKeyRef })) {
    if (!reference) continue;
    const where = path.child(name);
    if (!reference.name) errors.required(where.child('name'));
    else errors.invalidAll(where.child('name'), reference.name, dnsSubdomainFaults(reference.name));
    if (!reference.key) errors.required(where.child('key'));
    else errors.invalidAll(where.child('key'), reference.key, configKeyFaults(reference.key));
  }
  const count = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(Boolean).length;
  const oneOf = errors.release.has('envFiles')
    ? 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
    : 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
  if (count === 0) errors.invalid(path, '', oneOf);
  else if (value) errors.invalid(path, '', 'may not be specified when `value` is not empty');
  if (count > 1) errors.invalid(path, '', 'may not have more than one field specified at a time');
}

/** A field of the pod: known at all, and allowed for a variable; of labels and annotations, one key. */
function validateFieldRef(fieldPath: string | undefined, path: Path, errors: FieldErrors): void {
  if (!fieldPath) {
    errors.required(path.child('fieldPath'));
    return;
  }
  const keyed = /^(metadata\.(?:labels|annotations))\['([^']*)'\]$/.exec(fieldPath);
  if (keyed) {
    errors.invalidAll(path, keyed[2]!, qualifiedNameFaults(keyed[2]!));
    return;
  }
  const where = path.child('fieldPath');
  if (FIELD_PATHS.has(fieldPath)) return;
  if (OTHER_FIELD_PATHS.has(fieldPath)) errors.notSupported(where, fieldPath, [...FIELD_PATHS].sort());
  else errors.invalid(where, fieldPath, `error converting fieldPath: field label not supported: ${fieldPath}`);
}
