import { compareQuantities, parseQuantity } from '../quantity';
import type { ResourceRequirements } from '../types/index';
import type { FieldErrors } from './errors';
import { qualifiedNameFaults } from './names';
import type { Path } from './path';

const CONTAINER_RESOURCES = new Set(['cpu', 'memory', 'ephemeral-storage']);
/** Names without a domain that mean something in Kubernetes, if not in a container. */
const STANDARD_RESOURCES = new Set([
  ...CONTAINER_RESOURCES,
  'storage',
  'pods',
  'services',
  'requests.cpu',
  'requests.memory',
  'limits.cpu',
  'limits.memory',
]);

/** Requests and limits of a container. Source: core validation `ValidateResourceRequirements`. */
export function validateResources(resources: ResourceRequirements | undefined, path: Path, errors: FieldErrors): void {
  if (!resources) return;
  const { limits = {}, requests = {} } = resources;
  for (const [name, quantity] of Object.entries(limits)) {
    validateResourceName(name, path.child('limits').key(name), errors);
    notNegative(quantity, path.child('limits').key(name), errors);
  }
  for (const [name, quantity] of Object.entries(requests)) {
    validateResourceName(name, path.child('requests').key(name), errors);
    notNegative(quantity, path.child('requests').key(name), errors);
    const limit = limits[name];
    if (limit !== undefined) validateAgainstLimit(name, quantity, limit, path.child('requests'), errors);
    else if (!isOvercommitAllowed(name)) {
      errors.required(path.child('limits'), 'Limit must be set for non overcommitable resources');
    }
  }
}

function validateAgainstLimit(name: string, request: string, limit: string, path: Path, errors: FieldErrors): void {
  if (!isOvercommitAllowed(name) && compareQuantities(request, limit) !== 0) {
    errors.invalid(path, request, `must be equal to ${name} limit of ${limit}`);
  } else if (compareQuantities(request, limit) > 0) {
    errors.invalid(path, request, errors.release.text('requestAboveLimit', { resource: name, limit }));
  }
}

/** Devices and huge pages are given or not; there is no more of them than there is. */
function isOvercommitAllowed(name: string): boolean {
  return isNative(name) && !name.startsWith('hugepages-');
}

function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

function validateResourceName(name: string, path: Path, errors: FieldErrors): void {
  errors.invalidAll(path, name, qualifiedNameFaults(name));
  if (name.includes('/')) return;
  const isHugePages = name.startsWith('hugepages-');
  if (!STANDARD_RESOURCES.has(name) && !isHugePages) {
    errors.invalid(path, name, 'must be a standard resource type or fully qualified');
  }
  if (!CONTAINER_RESOURCES.has(name) && !isHugePages) {
    errors.invalid(path, name, 'must be a standard resource for containers');
  }
}

function notNegative(quantity: string, path: Path, errors: FieldErrors): void {
  if (parseQuantity(quantity) < 0n) errors.invalid(path, String(quantity), 'must be greater than or equal to 0');
}
