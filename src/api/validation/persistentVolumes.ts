import { sameJson } from '../json';
import type { PersistentVolume } from '../types/index';
import { validateAccessModes, validateAmount, validateClassAndMode } from './claims';
import { readableDiff } from './diff';
import type { FieldErrors } from './errors';
import { Path } from './path';
import { shownStruct } from './values';

type VolumeSpec = PersistentVolume['spec'];

/** In the order in which the server looks for them. */
const SOURCES =
  'hostPath gcePersistentDisk awsElasticBlockStore glusterfs flocker nfs rbd quobyte cephfs iscsi cinder fc flexVolume azureFile vsphereVolume photonPersistentDisk portworxVolume azureDisk scaleIO local storageos csi'.split(
    ' ',
  );

/** Source: core validation `ValidatePersistentVolume`, `ValidatePersistentVolumeUpdate`. */
export function validatePersistentVolume(
  { spec }: PersistentVolume,
  errors: FieldErrors,
  old?: PersistentVolume,
): void {
  const path = Path.spec;
  const { accessModes = [], persistentVolumeReclaimPolicy } = spec;
  if (accessModes.length === 0) errors.required(path.child('accessModes'));
  validateAccessModes(accessModes, path.child('accessModes'), errors);
  validateCapacity(spec.capacity ?? {}, path.child('capacity'), errors);
  if (persistentVolumeReclaimPolicy) {
    const where = path.child('persistentVolumeReclaimPolicy');
    errors.oneOf(where, persistentVolumeReclaimPolicy, ['Delete', 'Recycle', 'Retain']);
  }
  validateSources(spec, path, errors);
  validateClassAndMode(spec, path, errors);
  if (old) validateVolumeUpdate(spec, old.spec, errors);
}

function validateCapacity(capacity: Readonly<Record<string, string>>, path: Path, errors: FieldErrors): void {
  const names = Object.keys(capacity);
  if (names.length === 0) errors.required(path);
  if (capacity['storage'] === undefined || names.length > 1) {
    errors.notSupported(path, shownStruct('core.ResourceList', capacity), ['storage']);
  }
  for (const [name, quantity] of Object.entries(capacity)) validateAmount(quantity, path.key(name), errors);
}

function validateSources(spec: VolumeSpec, path: Path, errors: FieldErrors): void {
  const [first, ...others] = SOURCES.filter((source) => spec[source] !== undefined);
  if (first === undefined) {
    errors.required(path, 'must specify a volume type');
    return;
  }
  const source = spec[first] as { path?: string };
  if ((first === 'hostPath' || first === 'local') && !source.path) errors.required(path.child(first, 'path'));
  if (first === 'local' && spec['nodeAffinity'] === undefined) {
    errors.required(path.child('nodeAffinity'), 'Local volume requires node affinity');
  }
  for (const other of others) errors.forbidden(path.child(other), 'may not specify more than 1 volume type');
}

function validateVolumeUpdate(now: VolumeSpec, old: VolumeSpec, errors: FieldErrors): void {
  const sourceOf = (spec: VolumeSpec) => Object.fromEntries(SOURCES.map((source) => [source, spec[source] ?? null]));
  const [after, before] = [sourceOf(now), sourceOf(old)];
  if (!sameJson(after, before)) {
    const detail = `spec.persistentvolumesource is immutable after creation\n${readableDiff(before, after)}`;
    errors.forbidden(Path.spec.child('persistentvolumesource'), detail);
  }
  if (now.volumeMode !== old.volumeMode) errors.immutable(Path.of('volumeMode'), now.volumeMode);
}
