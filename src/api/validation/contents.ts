import { sameJson } from '../json';
import type { ConfigMap, Secret } from '../types/index';
import type { FieldErrors } from './errors';
import { configKeyFaults } from './names';
import { Path } from './path';

const MAX_DATA_BYTES = 1_048_576;
const DATA = Path.of('data');
const ACCOUNT = 'kubernetes.io/service-account.name';

/** Source: core validation `ValidateConfigMap`, `ValidateConfigMapUpdate`. */
export function validateConfigMap(map: ConfigMap, errors: FieldErrors, old?: ConfigMap): void {
  if (old?.immutable) validateImmutable(map, old, ['data', 'binaryData'], errors);
  const { data = {}, binaryData = {} } = map;
  let bytes = 0;
  for (const [key, value] of Object.entries(data)) {
    errors.invalidAll(DATA.key(key), key, configKeyFaults(key));
    if (binaryData[key] !== undefined) errors.invalid(DATA.key(key), key, 'duplicate of key present in binaryData');
    bytes += Buffer.byteLength(value);
  }
  for (const [key, value] of Object.entries(binaryData)) {
    errors.invalidAll(Path.of('binaryData').key(key), key, configKeyFaults(key));
    bytes += decodedBytes(value);
  }
  if (bytes > MAX_DATA_BYTES) errors.tooLong(Path.of(''), MAX_DATA_BYTES);
}

/** Source: core validation `ValidateSecret`, `ValidateSecretUpdate`. */
export function validateSecret(secret: Secret, errors: FieldErrors, old?: Secret): void {
  if (old && old.type !== secret.type) errors.immutable(Path.of('type'), secret.type);
  if (old?.immutable) validateImmutable(secret, old, ['data'], errors);
  let bytes = 0;
  for (const [key, value] of Object.entries(secret.data ?? {})) {
    errors.invalidAll(DATA.key(key), key, configKeyFaults(key));
    bytes += decodedBytes(value);
  }
  if (bytes > MAX_DATA_BYTES) errors.tooLong(DATA, MAX_DATA_BYTES);
  BY_TYPE[secret.type ?? '']?.(secret, errors);
}

/** What a Secret of a type has. */
const BY_TYPE: Readonly<Record<string, (secret: Secret, errors: FieldErrors) => void>> = {
  'kubernetes.io/service-account-token': ({ metadata }, errors) => {
    if (!metadata.annotations?.[ACCOUNT]) errors.required(Path.metadata.child('annotations').key(ACCOUNT));
  },
  'kubernetes.io/dockercfg': (secret, errors) => validateJson(secret, '.dockercfg', errors),
  'kubernetes.io/dockerconfigjson': (secret, errors) => validateJson(secret, '.dockerconfigjson', errors),
  'kubernetes.io/basic-auth': ({ data = {} }, errors) => {
    if (data['username'] !== undefined || data['password'] !== undefined) return;
    for (const key of ['username', 'password']) errors.required(oddPath(errors).key(key));
  },
  'kubernetes.io/ssh-auth': ({ data = {} }, errors) => {
    if (!data['ssh-privatekey']) errors.required(oddPath(errors).key('ssh-privatekey'));
  },
  'kubernetes.io/tls': ({ data = {} }, errors) => {
    for (const key of ['tls.crt', 'tls.key']) if (data[key] === undefined) errors.required(DATA.key(key));
  },
};

/** Once the name of the field was not filled in. */
function oddPath({ release }: FieldErrors): Path {
  return release.has('secretPathsAreFilledIn') ? DATA : Path.of('data[%s]');
}

function validateJson({ data = {} }: Secret, key: string, errors: FieldErrors): void {
  const content = data[key];
  if (content === undefined) {
    errors.required(DATA.key(key));
    return;
  }
  const fault = objectFault(Buffer.from(content, 'base64').toString());
  if (fault !== undefined) errors.invalid(DATA.key(key), '<secret contents redacted>', fault);
}

/** What Go's decoder says of text that is no object; where exactly text goes wrong it knows better. */
function objectFault(text: string): string | undefined {
  const kinds: Readonly<Record<string, string>> = { number: 'number', string: 'string', boolean: 'bool' };
  try {
    const value: unknown = JSON.parse(text);
    const kind = Array.isArray(value) ? 'array' : kinds[typeof value];
    return kind && `json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`;
  } catch {
    const [first] = text.trimStart();
    if (first === undefined || '{["'.includes(first)) return 'unexpected end of JSON input';
    return `invalid character '${first}' looking for beginning of value`;
  }
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

function decodedBytes(base64: string): number {
  return Buffer.byteLength(base64, 'base64');
}
