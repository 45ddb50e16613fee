import type { Container, EnvVar, FileKeyReference } from '../types/index';
import { VARIABLE_FIELDS, validateFieldRef, validateResourceFieldRef } from './downwardFields';
import type { FieldErrors } from './errors';
import { configKeyFaults, envNameFaults } from './names';
import type { Path } from './path';

/** env and envFrom of a container. Source: core validation `ValidateEnv`, `ValidateEnvFrom`. */
export function validateEnvironment({ env, envFrom }: Container, path: Path, errors: FieldErrors): void {
  const relaxed = errors.release.has('relaxedEnvNames');
  for (const [i, variable] of (env ?? []).entries()) {
    const where = path.child('env').index(i);
    if (!variable.name) errors.required(where.child('name'));
    else errors.invalidAll(where.child('name'), variable.name, envNameFaults(variable.name, relaxed));
    if (variable.valueFrom) validateValueFrom(variable, where.child('valueFrom'), errors);
  }
  for (const [i, { prefix, configMapRef, secretRef }] of (envFrom ?? []).entries()) {
    const where = path.child('envFrom').index(i);
    if (prefix) errors.invalidAll(where.child('prefix'), prefix, envNameFaults(prefix, relaxed));
    for (const [kind, reference] of Object.entries({ configMapRef, secretRef })) {
      if (!reference) continue;
      if (reference.name) errors.dnsSubdomain(where.child(kind, 'name'), reference.name);
      else errors.required(where.child(kind, 'name'));
    }
    const count = Number(configMapRef !== undefined) + Number(secretRef !== undefined);
    // The index is missing from this path in Kubernetes too.
    if (count === 0) errors.invalid(path.child('envFrom'), '', 'must specify one of: `configMapRef` or `secretRef`');
    if (count > 1) errors.invalid(path.child('envFrom'), '', 'may not have more than one field specified at a time');
  }
}

function validateValueFrom({ value, valueFrom }: EnvVar, path: Path, errors: FieldErrors): void {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = valueFrom!;
  if (fieldRef) validateFieldRef(fieldRef, VARIABLE_FIELDS, path.child('fieldRef'), errors);
  if (resourceFieldRef) validateResourceFieldRef(resourceFieldRef, false, path.child('resourceFieldRef'), errors);
  for (const [name, reference] of Object.entries({ configMapKeyRef, secretKeyRef })) {
    if (!reference) continue;
    const where = path.child(name);
    errors.dnsSubdomain(where.child('name'), reference.name ?? '');
    if (!reference.key) errors.required(where.child('key'));
    else errors.invalidAll(where.child('key'), reference.key, configKeyFaults(reference.key));
  }
  if (fileKeyRef) validateFileKeyRef(fileKeyRef, path.child('fileKeyRef'), errors);
  const count = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(Boolean).length;
  const oneOf = errors.release.has('envFiles')
    ? 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
    : 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
  if (count === 0) errors.invalid(path, '', oneOf);
  else if (value) errors.invalid(path, '', 'may not be specified when `value` is not empty');
  else if (count > 1) errors.invalid(path, '', 'may not have more than one field specified at a time');
}

/** A key of a file in a volume (KEP-3721). */
function validateFileKeyRef(
  { volumeName, path: file, key }: Partial<FileKeyReference>,
  path: Path,
  errors: FieldErrors,
): void {
  if (!key) errors.required(path.child('key'));
  else errors.invalidAll(path.child('key'), key, envNameFaults(key, true));
  if (!volumeName) errors.required(path.child('volumeName'));
  else errors.dnsLabel(path.child('volumeName'), volumeName);
  if (!file) errors.required(path.child('path'));
  else if (file.split('/').includes('..')) errors.invalid(path.child('path'), file, "must not contain '..'");
}
