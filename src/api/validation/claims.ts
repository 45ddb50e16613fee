import { sameJson } from '../json';
import { canonicalQuantity, parseQuantity } from '../quantity';
import type { PersistentVolumeClaim } from '../types/index';
import { readableDiff } from './diff';
import type { FieldErrors } from './errors';
import { validateSelector } from './metadata';
import { Path } from './path';

type ClaimSpec = PersistentVolumeClaim['spec'];

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce'];
const ONE_POD = 'ReadWriteOncePod';

/** Source: core validation `ValidatePersistentVolumeClaim`, `ValidatePersistentVolumeClaimUpdate`. */
export function validateClaim(claim: PersistentVolumeClaim, errors: FieldErrors, old?: PersistentVolumeClaim): void {
  validateClaimSpec(claim.spec, Path.spec, errors);
  if (old) validateClaimUpdate(claim, old, errors);
}

/** Also what a StatefulSet makes claims of. */
export function validateClaimSpec(spec: ClaimSpec, path: Path, errors: FieldErrors): void {
  const { accessModes = [], selector, resources } = spec;
  if (accessModes.length === 0) errors.required(path.child('accessModes'), 'at least 1 access mode is required');
  validateSelector(selector, path.child('selector'), errors);
  validateAccessModes(accessModes, path.child('accessModes'), errors);
  const storage = resources?.requests?.['storage'];
  const where = path.child('resources').key('storage');
  if (storage === undefined) errors.required(where);
  else validateAmount(storage, where, errors);
  validateClassAndMode(spec, path, errors);
}

export function validateAccessModes(modes: readonly string[], path: Path, errors: FieldErrors): void {
  const supported = errors.release.has('readWriteOncePod') ? [...ACCESS_MODES, ONE_POD] : ACCESS_MODES;
  for (const mode of modes) errors.oneOf(path, mode, supported);
  if (modes.includes(ONE_POD) && modes.some((mode) => ACCESS_MODES.includes(mode)) && supported.includes(ONE_POD)) {
    errors.forbidden(path, 'may not use ReadWriteOncePod with other access modes');
  }
}

export function validateAmount(quantity: string, path: Path, errors: FieldErrors): void {
  if (parseQuantity(quantity) <= 0n) errors.invalid(path, canonicalQuantity(quantity), 'must be greater than zero');
}

export function validateClassAndMode(
  { storageClassName, volumeMode }: { storageClassName?: string; volumeMode?: string },
  path: Path,
  errors: FieldErrors,
): void {
  if (storageClassName) errors.dnsSubdomain(path.child('storageClassName'), storageClassName);
  if (volumeMode !== undefined) errors.oneOf(path.child('volumeMode'), volumeMode, ['Block', 'Filesystem']);
}

/** A claim is what somebody was promised: once it has its volume, it can ask for more space. */
function validateClaimUpdate(now: PersistentVolumeClaim, old: PersistentVolumeClaim, errors: FieldErrors): void {
  const { release } = errors;
  const isBound = now.status?.phase === 'Bound';
  const after = comparable(now.spec, old.spec, isBound, release.has('retroactiveDefaultClass'));
  if (!sameJson(after, old.spec)) {
    errors.forbidden(Path.spec, `${release.text('claimImmutable')}\n${readableDiff(old.spec, after)}`);
  }
  validateShrinking(now.spec, old, errors);
  if (now.spec.volumeMode !== old.spec.volumeMode) errors.immutable(Path.of('volumeMode'), now.spec.volumeMode);
}

/** The new specification, with what may change as it was. */
function comparable(now: ClaimSpec, old: ClaimSpec, isBound: boolean, mayGetClass: boolean): ClaimSpec {
  const spec = { ...now };
  const keep = (field: keyof ClaimSpec & string): void => {
    if (old[field] === undefined) delete spec[field];
    else spec[field] = old[field];
  };
  if (!old.volumeName) keep('volumeName');
  if (mayGetClass && old.storageClassName === undefined) keep('storageClassName');
  if (isBound) keep('volumeAttributesClassName');
  const storage = old.resources?.requests?.['storage'];
  if (isBound && spec.resources?.requests && storage !== undefined) {
    spec.resources = { ...spec.resources, requests: { ...spec.resources.requests, storage } };
  }
  return spec;
}

function validateShrinking(
  { resources }: ClaimSpec,
  { spec: old, status }: PersistentVolumeClaim,
  errors: FieldErrors,
) {
  const size = (quantity: string | undefined): bigint => parseQuantity(quantity ?? '0');
  const wanted = size(resources?.requests?.['storage']);
  if (wanted >= size(old.resources?.requests?.['storage'])) return;
  const where = Path.spec.child('resources', 'requests', 'storage');
  const has = (status?.['capacity'] as Record<string, string> | undefined)?.['storage'];
  if (!errors.release.has('claimsRecoverFromExpansion')) {
    errors.forbidden(where, 'field can not be less than previous value');
  } else if (wanted <= size(has)) errors.forbidden(where, 'field can not be less than status.capacity');
}
