import { isQuantity, parseQuantity } from '../quantity';
import type { Container, KeyToPath, Volume } from '../types/index';
import type { FieldErrors } from './errors';
import { configKeyFaults, dnsLabelFaults, dnsSubdomainFaults } from './names';
import type { Path } from './path';

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/**
 * Volumes of a pod. Source: core validation `ValidateVolumes`.
 * @returns the names that containers may mount
 */
export function validateVolumes(volumes: readonly Volume[], path: Path, errors: FieldErrors): Set<string> {
  const names = new Set<string>();
  for (const [i, volume] of volumes.entries()) {
    const where = path.index(i);
    const before = errors.list.length;
    validateSources(volume, where, errors);
    if (!volume.name) errors.required(where.child('name'));
    else {
      errors.invalidAll(where.child('name'), volume.name, dnsLabelFaults(volume.name));
      if (names.has(volume.name)) errors.duplicate(where.child('name'), volume.name);
    }
    if (errors.list.length === before) names.add(volume.name);
  }
  return names;
}

function validateSources(volume: Volume, path: Path, errors: FieldErrors): void {
  const sources = Object.keys(volume).filter((key) => key !== 'name' && volume[key] !== undefined);
  for (const extra of sources.slice(1)) errors.forbidden(path.child(extra), 'may not specify more than 1 volume type');
  const { emptyDir, hostPath, configMap, secret, persistentVolumeClaim, downwardAPI } = volume;
  switch (sources[0]) {
    case undefined:
      errors.required(path, 'must specify a volume type');
      break;
    case 'emptyDir':
      if (
        emptyDir?.sizeLimit !== undefined &&
        isQuantity(emptyDir.sizeLimit) &&
        parseQuantity(emptyDir.sizeLimit) < 0n
      ) {
        errors.forbidden(path.child('emptyDir', 'sizeLimit'), 'SizeLimit field must be a valid resource quantity');
      }
      break;
    case 'hostPath':
      validateHostPath(hostPath!, path.child('hostPath'), errors);
      break;
    case 'configMap':
      if (!configMap?.name) errors.required(path.child('configMap', 'name'));
      validateFiles(configMap!, path.child('configMap'), errors);
      break;
    case 'secret':
      if (!secret?.secretName) errors.required(path.child('secret', 'secretName'));
      validateFiles(secret!, path.child('secret'), errors);
      break;
    case 'persistentVolumeClaim':
      if (!persistentVolumeClaim?.claimName) errors.required(path.child('persistentVolumeClaim', 'claimName'));
      break;
    case 'downwardAPI':
      validateFiles({ defaultMode: downwardAPI?.defaultMode }, path.child('downwardAPI'), errors);
      for (const [i, item] of (downwardAPI?.items ?? []).entries()) {
        validateRelativePath(item.path, path.child('downwardAPI', 'items').index(i).child('path'), errors);
      }
      break;
    case 'projected':
      validateProjected(volume.projected?.sources ?? [], path.child('projected', 'sources'), errors);
      break;
  }
}

function validateHostPath({ path: hostPath, type }: { path: string; type?: string }, path: Path, errors: FieldErrors) {
  if (!hostPath) errors.required(path.child('path'));
  else if (hostPath.split('/').includes('..')) errors.invalid(path.child('path'), hostPath, "must not contain '..'");
  if (type !== undefined && !HOST_PATH_TYPES.includes(type))
    errors.notSupported(path.child('type'), type, HOST_PATH_TYPES);
}

interface Files {
  items?: KeyToPath[];
  defaultMode?: number;
}

function validateFiles({ items, defaultMode }: Files, path: Path, errors: FieldErrors): void {
  validateMode(defaultMode, path.child('defaultMode'), errors);
  for (const [i, item] of (items ?? []).entries()) {
    const where = path.child('items').index(i);
    if (!item.key) errors.required(where.child('key'));
    else errors.invalidAll(where.child('key'), item.key, configKeyFaults(item.key));
    validateRelativePath(item.path, where.child('path'), errors);
    validateMode(item.mode, where.child('mode'), errors);
  }
}

function validateMode(mode: number | undefined, path: Path, errors: FieldErrors): void {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return;
  errors.invalid(path, mode, 'must be a number between 0 and 0777 (octal), both inclusive');
}

function validateRelativePath(text: string | undefined, path: Path, errors: FieldErrors): void {
  if (!text) errors.required(path);
  else if (text.startsWith('/')) errors.invalid(path, text, 'must be a relative path');
  else if (text.split('/').includes('..')) errors.invalid(path, text, "must not contain '..'");
  else if (text.startsWith('..')) errors.invalid(path, text, "must not start with '..'");
}

function validateProjected(sources: readonly object[], path: Path, errors: FieldErrors): void {
  for (const [i, source] of sources.entries()) {
    const types = Object.keys(source);
    for (const extra of types.slice(1)) {
      errors.forbidden(path.index(i).child(extra), 'may not specify more than 1 volume type');
    }
    if (types.length === 0) errors.required(path.index(i), 'must specify a volume type');
    for (const [type, { name = '' }] of Object.entries(source) as [string, { name?: string }][]) {
      if ((type === 'configMap' || type === 'secret') && !name) errors.required(path.index(i).child(type, 'name'));
      else if (name) errors.invalidAll(path.index(i).child(type, 'name'), name, dnsSubdomainFaults(name));
    }
  }
}

/** Mounts of a container: each names a volume of the pod, and no two share a path. */
export function validateMounts(
  container: Container,
  volumes: ReadonlySet<string>,
  path: Path,
  errors: FieldErrors,
): void {
  const paths = new Set<string>();
  for (const [i, mount] of (container.volumeMounts ?? []).entries()) {
    const where = path.child('volumeMounts').index(i);
    if (!mount.name) errors.required(where.child('name'));
    else if (!volumes.has(mount.name)) errors.notFound(where.child('name'), mount.name);
    if (!mount.mountPath) errors.required(where.child('mountPath'));
    else if (paths.has(mount.mountPath)) errors.invalid(where.child('mountPath'), mount.mountPath, 'must be unique');
    paths.add(mount.mountPath);
    for (const field of ['subPath', 'subPathExpr'] as const) {
      if (mount[field]) validateRelativePath(mount[field], where.child(field), errors);
    }
    if (mount.subPath && mount.subPathExpr) {
      errors.invalid(where.child('subPathExpr'), mount.subPathExpr, 'subPathExpr and subPath are mutually exclusive');
    }
  }
}
