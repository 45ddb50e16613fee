import type { Container, Volume, VolumeMount } from '../types/index';
import type { FieldErrors } from './errors';
import { validateDescendingPath, validateNoBacksteps } from './filePaths';
import type { Path } from './path';

const RECURSIONS = ['Disabled', 'Enabled', 'IfPossible'];
const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];

/**
 * Mounts and block devices of a container: each names a volume of the pod, and no two share a path. The place in the list is
 * missing from some of these paths in Kubernetes too. Source: core validation `ValidateVolumeMounts`, `ValidateVolumeDevices`.
 */
export function validateMounts(
  container: Container,
  volumes: ReadonlyMap<string, Volume>,
  path: Path,
  errors: FieldErrors,
): void {
  const devices = container.volumeDevices ?? [];
  const list = path.child('volumeMounts');
  const paths = new Set<string>();
  for (const [i, mount] of (container.volumeMounts ?? []).entries()) {
    const where = list.index(i);
    const { name = '', mountPath = '', subPath, subPathExpr } = mount;
    if (!name) errors.required(where.child('name'));
    if (!volumes.has(name)) errors.notFound(where.child('name'), name);
    if (!mountPath) errors.required(where.child('mountPath'));
    if (paths.has(mountPath)) errors.invalid(where.child('mountPath'), mountPath, 'must be unique');
    paths.add(mountPath);
    if (devices.some((device) => device.name === name)) {
      errors.invalid(where.child('name'), name, 'must not already exist in volumeDevices');
    }
    if (devices.some((device) => device.devicePath === mountPath)) {
      errors.invalid(where.child('mountPath'), mountPath, 'must not already exist as a path in volumeDevices');
    }
    if (subPath) validateDescendingPath(subPath, list.child('subPath'), errors);
    if (subPathExpr) {
      if (subPath)
        errors.invalid(where.child('subPathExpr'), subPathExpr, 'subPathExpr and subPath are mutually exclusive');
      validateDescendingPath(subPathExpr, list.child('subPathExpr'), errors);
    }
    validatePropagation(mount.mountPropagation, container, list.child('mountPropagation'), errors);
    validateRecursion(mount, list.child('recursiveReadOnly'), errors);
  }
  validateDevices(container, volumes, path.child('volumeDevices'), errors);
}

function validatePropagation(
  propagation: string | undefined,
  { securityContext }: Container,
  path: Path,
  errors: FieldErrors,
): void {
  if (propagation === undefined) return;
  errors.oneOf(path, propagation, PROPAGATIONS);
  if (propagation !== 'Bidirectional' || securityContext?.privileged) return;
  errors.forbidden(path, 'Bidirectional mount propagation is available only to privileged containers');
}

/** A mount that nothing below can be written in either (KEP-3857). */
function validateRecursion(mount: VolumeMount, path: Path, errors: FieldErrors): void {
  const { recursiveReadOnly, readOnly, mountPropagation = 'None' } = mount;
  if (recursiveReadOnly === undefined || !errors.oneOf(path, recursiveReadOnly, RECURSIONS)) return;
  if (recursiveReadOnly === 'Disabled') return;
  if (!readOnly) errors.forbidden(path, 'may only be specified when readOnly is true');
  if (mountPropagation === 'None') return;
  errors.forbidden(path, 'may only be specified when mountPropagation is None or not specified');
}

function validateDevices(
  { volumeDevices = [], volumeMounts = [] }: Container,
  volumes: ReadonlyMap<string, Volume>,
  path: Path,
  errors: FieldErrors,
): void {
  const names = new Set<string>();
  const paths = new Set<string>();
  for (const [i, { name = '', devicePath = '' }] of volumeDevices.entries()) {
    const where = path.index(i);
    const volume = volumes.get(name);
    if (!name) errors.required(where.child('name'));
    if (names.has(name)) errors.invalid(where.child('name'), name, 'must be unique');
    if (!volume) errors.notFound(where.child('name'), name);
    else if (!volume.persistentVolumeClaim && !volume['ephemeral']) {
      const detail = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
      errors.invalid(where.child('name'), name, detail);
    }
    if (!devicePath) errors.required(where.child('devicePath'));
    if (paths.has(devicePath)) errors.invalid(where.child('devicePath'), devicePath, 'must be unique');
    validateNoBacksteps(devicePath, where.child('devicePath'), errors);
    if (volumeMounts.some((mount) => mount.name === name)) {
      errors.invalid(where.child('name'), name, 'must not already exist in volumeMounts');
    }
    if (volumeMounts.some((mount) => mount.mountPath === devicePath)) {
      errors.invalid(where.child('devicePath'), devicePath, 'must not already exist as a path in volumeMounts');
    }
    names.add(name);
    paths.add(devicePath);
  }
}
