import { isQuantity, parseQuantity } from '../quantity';
import type { KeyToPath, ProjectedSource, Volume } from '../types/index';
import { FILE_FIELDS, validateFieldRef, validateResourceFieldRef } from './downwardFields';
import type { FieldErrors } from './errors';
import { validateFilePath, validateMode, validateNoBacksteps } from './filePaths';
import type { Path } from './path';
import { NAMED_OTHERWISE, REMOTE_RULES, validateInitiatorLength } from './remoteVolumes';

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

/** In the order in which the server looks for them: the second one that it finds is one too many. */
const SOURCES =
  'emptyDir hostPath gitRepo gcePersistentDisk awsElasticBlockStore secret nfs iscsi glusterfs flocker persistentVolumeClaim rbd cinder cephfs quobyte downwardAPI fc flexVolume configMap azureFile vsphereVolume photonPersistentDisk portworxVolume azureDisk storageos projected scaleIO csi ephemeral image'.split(
    ' ',
  );

/**
 * Volumes of a pod. Source: core validation `ValidateVolumes`.
 * @returns those that containers may mount, by name
 */
export function validateVolumes(volumes: readonly Volume[], path: Path, errors: FieldErrors): Map<string, Volume> {
  const valid = new Map<string, Volume>();
  for (const [i, volume] of volumes.entries()) {
    const where = path.index(i);
    const before = errors.list.length;
    validateSources(volume, where, errors);
    if (!volume.name) errors.required(where.child('name'));
    else errors.dnsLabel(where.child('name'), volume.name);
    if (valid.has(volume.name)) errors.duplicate(where.child('name'), volume.name);
    if (errors.list.length === before) valid.set(volume.name, volume);
  }
  return valid;
}

function validateSources(volume: Volume, path: Path, errors: FieldErrors): void {
  const [source, ...others] = SOURCES.filter((name) => volume[name] !== undefined);
  if (source === undefined) errors.required(path, 'must specify a volume type');
  else {
    const where = path.child(NAMED_OTHERWISE[source]?.own ?? source);
    SOURCE_RULES[source]?.(volume, where, errors);
    REMOTE_RULES[source]?.(volume[source] as Readonly<Record<string, unknown>>, where, errors);
    validateInitiatorLength(volume, path, errors);
  }
  for (const extra of others) {
    const where = path.child(NAMED_OTHERWISE[extra]?.extra ?? extra);
    errors.forbidden(where, 'may not specify more than 1 volume type');
  }
}

type SourceRule = (volume: Volume, path: Path, errors: FieldErrors) => void;

const SOURCE_RULES: Readonly<Record<string, SourceRule>> = {
  emptyDir({ emptyDir }, path, errors) {
    const limit = emptyDir?.sizeLimit;
    if (limit === undefined || !isQuantity(limit) || parseQuantity(limit) >= 0n) return;
    errors.forbidden(path.child('sizeLimit'), 'SizeLimit field must be a valid resource quantity');
  },
  hostPath({ hostPath }, path, errors) {
    if (!hostPath?.path) {
      errors.required(path.child('path'));
      return;
    }
    validateNoBacksteps(hostPath.path, path.child('path'), errors);
    if (hostPath.type !== undefined) errors.oneOf(path.child('type'), hostPath.type, HOST_PATH_TYPES);
  },
  nfs(volume, path, errors) {
    const { server, path: shared = '' } = volume['nfs'] as { server?: string; path?: string };
    if (!server) errors.required(path.child('server'));
    if (!shared) errors.required(path.child('path'));
    if (!shared.startsWith('/')) errors.invalid(path.child('path'), shared, 'must be an absolute path');
  },
  secret({ secret }, path, errors) {
    if (!secret?.secretName) errors.required(path.child('secretName'));
    validateMode(secret?.defaultMode, path.child('defaultMode'), errors);
    validateItems(secret?.items, path, errors);
  },
  configMap({ configMap }, path, errors) {
    if (!configMap?.name) errors.required(path.child('name'));
    validateMode(configMap?.defaultMode, path.child('defaultMode'), errors);
    validateItems(configMap?.items, path, errors);
  },
  persistentVolumeClaim({ persistentVolumeClaim }, path, errors) {
    if (!persistentVolumeClaim?.claimName) errors.required(path.child('claimName'));
  },
  downwardAPI({ downwardAPI }, path, errors) {
    validateMode(downwardAPI?.defaultMode, path.child('defaultMode'), errors);
    for (const file of downwardAPI?.items ?? []) validateDownwardFile(file, path, errors);
  },
  image({ image }, path, errors) {
    if (!image?.pullPolicy) errors.required(path.child('pullPolicy'));
    else errors.oneOf(path.child('pullPolicy'), image.pullPolicy, ['Always', 'IfNotPresent', 'Never']);
  },
  projected({ projected }, path, errors) {
    validateMode(projected?.defaultMode, path.child('defaultMode'), errors);
    validateProjected(projected?.sources ?? [], path, errors);
  },
};

function validateItems(items: readonly KeyToPath[] | undefined, path: Path, errors: FieldErrors): void {
  for (const [i, item] of (items ?? []).entries()) {
    const where = path.child('items').index(i);
    if (!item.key) errors.required(where.child('key'));
    validateFilePath(item.path, where.child('path'), errors);
    validateMode(item.mode, where.child('mode'), errors);
  }
}

interface DownwardFile {
  path: string;
  fieldRef?: { fieldPath: string };
  resourceFieldRef?: { containerName?: string; resource: string; divisor?: string };
  mode?: number;
}

/** Its place in the list is missing from the paths in Kubernetes too. */
function validateDownwardFile(file: DownwardFile, path: Path, errors: FieldErrors): void {
  validateFilePath(file.path, path.child('path'), errors);
  const { fieldRef, resourceFieldRef } = file;
  if (fieldRef) {
    validateFieldRef(fieldRef, FILE_FIELDS, path.child('fieldRef'), errors);
    if (resourceFieldRef) {
      errors.invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously');
    }
  } else if (resourceFieldRef) {
    validateResourceFieldRef(resourceFieldRef, true, path.child('resourceFieldRef'), errors);
  } else errors.required(path, 'one of fieldRef and resourceFieldRef is required');
  validateMode(file.mode, path.child('mode'), errors);
}

const PROJECTED = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'];

/** Several sources in one directory: no two may give a file of the same name. */
function validateProjected(sources: readonly ProjectedSource[], path: Path, errors: FieldErrors): void {
  const taken = new Set<string>();
  const claim = (file: string | undefined, shown: string): void => {
    if (file && taken.has(file)) errors.invalid(path, shown, 'conflicting duplicate paths');
    if (file) taken.add(file);
  };
  for (const [i, source] of sources.entries()) {
    const where = path.child('sources').index(i);
    for (const kind of ['secret', 'configMap'] as const) {
      const files = source[kind];
      if (!files) continue;
      if (!files.name) errors.required(where.child(kind, 'name'));
      validateItems(files.items, where.child(kind), errors);
      for (const item of files.items ?? []) claim(item.path, files.name);
    }
    for (const file of source.downwardAPI?.items ?? []) {
      validateDownwardFile(file, where.child('downwardAPI'), errors);
      claim(file.path, file.path);
    }
    if (source.serviceAccountToken) validateToken(source.serviceAccountToken, path, where, errors);
    if (PROJECTED.filter((kind) => source[kind] !== undefined).length > 1) {
      errors.forbidden(where, errors.release.text('twoProjectedSources'));
    }
  }
}

interface TokenSource {
  path: string;
  expirationSeconds?: number;
}

function validateToken({ path: file, expirationSeconds = 0 }: TokenSource, path: Path, at: Path, errors: FieldErrors) {
  const where = at.child('serviceAccountToken', 'expirationSeconds');
  if (expirationSeconds < 600) {
    errors.invalid(where, expirationSeconds, 'may not specify a duration less than 10 minutes');
  } else if (expirationSeconds > 2 ** 32) {
    errors.invalid(where, expirationSeconds, 'may not specify a duration larger than 2^32 seconds');
  }
  if (!file) errors.required(path.child('path'));
  else if (errors.release.has('tokenPathsStayInside')) validateFilePath(file, path.child('path'), errors);
}
