import { compareQuantities, parseQuantity } from '../quantity';
import type { ResourceRequirements } from '../types/index';
import type { FieldErrors } from './errors';
import { qualifiedNameFaults } from './names';
import type { Path } from './path';
import { shownStruct } from './values';

const CONTAINER_RESOURCES = new Set(['cpu', 'memory', 'ephemeral-storage']);
/** Objects, of which quotas tell how many there may be. */
const COUNTED = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
]);
/** Names without a domain that mean something in Kubernetes, if not in a container. */
const STANDARD_RESOURCES = new Set([
  ...CONTAINER_RESOURCES,
  ...['requests', 'limits'].flatMap((kind) => [...CONTAINER_RESOURCES].map((name) => `${kind}.${name}`)),
  ...COUNTED,
  'requests.storage',
  'storage',
]);

type NameRule = (name: string, path: Path, errors: FieldErrors) => void;

/** Requests and limits. Source: core validation `validateResourceRequirements`. */
export function validateResources(
  resources: ResourceRequirements | undefined,
  path: Path,
  errors: FieldErrors,
  validateName: NameRule = validateContainerResource,
): void {
  if (!resources) return;
  const { limits = {}, requests = {} } = resources;
  for (const [name, quantity] of Object.entries(limits)) {
    validateName(name, path.child('limits').key(name), errors);
    validateAmount(name, quantity, path.child('limits').key(name), errors);
    validatePages(name, quantity, path.child('limits').key(name), errors);
  }
  for (const [name, quantity] of Object.entries(requests)) {
    validateName(name, path.child('requests').key(name), errors);
    validateAmount(name, quantity, path.child('requests').key(name), errors);
    validatePages(name, quantity, path.child('requests').key(name), errors);
    const limit = limits[name];
    if (limit !== undefined) validateAgainstLimit(name, quantity, limit, path.child('requests'), errors);
    else if (!isOvercommitAllowed(name)) {
      errors.required(path.child('limits'), 'Limit must be set for non overcommitable resources');
    }
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    errors.forbidden(path, 'HugePages require cpu or memory');
  }
}

/** Those of a pod as a whole, and how they fit its containers (KEP-2837). */
export const validatePodResource: NameRule = (name, path, errors) => {
  const before = errors.list.length;
  validateResourceName(name, path, errors);
  if (errors.list.length > before || name === 'cpu' || name === 'memory' || isHugePages(name)) return;
  errors.notSupported(path, name, ['cpu', 'hugepages-', 'memory']);
};

export function validateContainerResource(name: string, path: Path, errors: FieldErrors): void {
  validateResourceName(name, path, errors);
  if (!name.includes('/')) {
    if (CONTAINER_RESOURCES.has(name) || isHugePages(name)) return;
    errors.invalid(path, name, 'must be a standard resource for containers');
  } else if (!isNative(name) && !isExtended(name, errors)) {
    errors.invalid(path, name, "doesn't follow extended resource name standard");
  }
}

export function validateResourceName(name: string, path: Path, errors: FieldErrors): void {
  const faults = qualifiedNameFaults(name, errors.release);
  errors.invalidAll(path, name, faults);
  if (faults.length > 0 || name.includes('/') || STANDARD_RESOURCES.has(name) || isHugePages(name)) return;
  if (name.startsWith('requests.hugepages-')) return;
  errors.invalid(path, name, 'must be a standard resource type or fully qualified');
}

function validateAgainstLimit(resource: string, request: string, limit: string, path: Path, errors: FieldErrors): void {
  if (!isOvercommitAllowed(resource) && compareQuantities(request, limit) !== 0) {
    errors.invalid(path, request, errors.release.text('requestUnlikeLimit', { resource, limit }));
  } else if (compareQuantities(request, limit) > 0) {
    errors.invalid(path, request, errors.release.text('requestAboveLimit', { resource, limit }));
  }
}

/** Not less than nothing, and of devices only whole ones. Source: core validation `ValidateResourceQuantityValue`. */
export function validateAmount(name: string, quantity: string, path: Path, errors: FieldErrors): void {
  const amount = parseQuantity(quantity);
  if (amount < 0n) errors.invalid(path, String(quantity), 'must be greater than or equal to 0');
  if (amount % 1000n !== 0n && (COUNTED.has(name) || isExtended(name, errors))) {
    errors.invalid(path, shownStruct('resource.Quantity', quantity), 'must be an integer');
  }
}

/** Huge pages are whole ones. Source: core validation `validateResourceQuantityHugePageValue`. */
function validatePages(name: string, quantity: string, path: Path, errors: FieldErrors): void {
  if (!isHugePages(name)) return;
  const size = parseQuantity(name.slice('hugepages-'.length));
  const amount = parseQuantity(quantity);
  if (amount <= 0n || amount % size === 0n) return;
  errors.invalid(path, String(quantity), `${quantity} is not positive integer multiple of ${name}`);
}

/** Devices and huge pages are given or not; there is no more of them than there is. */
export function isOvercommitAllowed(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

function isExtended(name: string, { release }: FieldErrors): boolean {
  if (isNative(name) || name.startsWith('requests.')) return false;
  return qualifiedNameFaults(`requests.${name}`, release).length === 0;
}
