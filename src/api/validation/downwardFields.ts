import { canonicalQuantity, isQuantity, parseQuantity } from '../quantity';
import type { FieldErrors } from './errors';
import { qualifiedNameFaults } from './names';
import type { Path } from './path';

/** Fields that a pod can tell of itself at all. Source: `ConvertDownwardAPIFieldLabel`. */
const KNOWN_FIELDS = new Set([
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.host',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.phase',
  'status.podIP',
  'status.podIPs',
]);

/** Fields that a variable can be filled from. Source: `validEnvDownwardAPIFieldPathExpressions`. */
export const VARIABLE_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** Fields that a file can be filled from. Source: `validVolumeDownwardAPIFieldPathExpressions`. */
export const FILE_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];

/** A field of the pod: known at all, and allowed here; of labels and annotations, one key. */
export function validateFieldRef(
  { apiVersion = 'v1', fieldPath }: { readonly apiVersion?: string; readonly fieldPath?: string },
  allowed: readonly string[],
  path: Path,
  errors: FieldErrors,
): void {
  const where = path.child('fieldPath');
  if (!fieldPath) {
    errors.required(where);
    return;
  }
  if (apiVersion !== 'v1') {
    errors.invalid(where, fieldPath, `error converting fieldPath: unsupported pod version: ${apiVersion}`);
    return;
  }
  const isThere = (field: string) => field !== 'status.hostIPs' || errors.release.has('hostIPs');
  const subscripted = /^(.+)\['([^']*)'\]$/.exec(fieldPath);
  if (subscripted) {
    const [, field = '', key = ''] = subscripted;
    if (field === 'metadata.labels') errors.qualifiedName(path, key);
    else if (field === 'metadata.annotations') {
      errors.invalidAll(path, key.toLowerCase(), qualifiedNameFaults(key.toLowerCase(), errors.release));
    } else {
      const detail = `error converting fieldPath: field label does not support subscript: ${fieldPath}`;
      errors.invalid(where, fieldPath, detail);
    }
  } else if (!KNOWN_FIELDS.has(fieldPath) || !isThere(fieldPath)) {
    errors.invalid(where, fieldPath, `error converting fieldPath: field label not supported: ${fieldPath}`);
  } else {
    const name = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
    if (!allowed.includes(name)) errors.notSupported(where, name, allowed.filter(isThere));
  }
}

interface ResourceFieldRef {
  containerName?: string;
  resource?: string;
  divisor?: string;
}

/** What a container asks for or may use. @param ofFile a file has to say of which container */
export function validateResourceFieldRef(
  { containerName, resource = '', divisor = '0' }: ResourceFieldRef,
  ofFile: boolean,
  path: Path,
  errors: FieldErrors,
): void {
  if (ofFile && !containerName) errors.required(path.child('containerName'));
  else if (!resource) errors.required(path.child('resource'));
  else if (!RESOURCES.includes(resource) && !/^(limits|requests)\.hugepages-/.test(resource)) {
    errors.notSupported(path.child('resource'), resource, RESOURCES);
  }
  if (!isQuantity(divisor) || parseQuantity(divisor) === 0n) return;
  const what = DIVIDED[/^(?:limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-)/.exec(resource)?.[1] ?? ''];
  if (!what) return;
  const divisors = what === 'cpu' ? ['1m', '1'] : SIZES;
  if (divisors.includes(canonicalQuantity(divisor))) return;
  const list = what === 'cpu' ? '1m and 1' : SIZES.join(', ');
  errors.invalid(
    path.child('divisor'),
    resource,
    `only divisor's values ${list} are supported with the ${what} resource`,
  );
}

const SIZES = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** How the server calls what is divided. */
const DIVIDED: Readonly<Record<string, string>> = {
  cpu: 'cpu',
  memory: 'memory',
  'ephemeral-storage': 'local ephemeral storage',
  'hugepages-': 'hugepages',
};
