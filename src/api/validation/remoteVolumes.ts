import type { PersistentVolumeClaim } from '../types/index';
import { validateClaimSpec } from './claims';
import type { FieldErrors } from './errors';
import { validateDescendingPath } from './filePaths';
import { validateAnnotations, validateLabels } from './metadata';
import { dnsSubdomainFaults } from './names';
import type { Path } from './path';
import { shownStrings } from './values';

/** A source as somebody wrote it. */
type Source = Readonly<Record<string, unknown>>;
export type RemoteRule = (source: Source, path: Path, errors: FieldErrors) => void;

/**
 * Volumes that are somewhere else: what each has to say about where. Source: core validation `validateVolumeSource` and
 * the functions that it calls, 1.20 to 1.36.
 */
export const REMOTE_RULES: Readonly<Record<string, RemoteRule>> = {
  awsElasticBlockStore: all(needs('volumeID'), partition),
  azureDisk: all(needs('diskName', 'diskURI'), azureDisk),
  azureFile: needs('secretName', 'shareName'),
  cephfs: needs('monitors'),
  cinder: all(needs('volumeID'), namedSecret),
  csi,
  ephemeral,
  fc,
  flexVolume: all(needs('driver'), flexOptions),
  flocker,
  gcePersistentDisk: all(needs('pdName'), partition),
  gitRepo: all(needs('repository'), ({ directory }, path, errors) =>
    validateDescendingPath((directory as string | undefined) ?? '', path.child('directory'), errors),
  ),
  glusterfs: needs('endpoints', 'path'),
  iscsi,
  photonPersistentDisk: needs('pdID'),
  portworxVolume: needs('volumeID'),
  quobyte,
  rbd: needs('monitors', 'image'),
  scaleIO: needs('gateway', 'system', 'volumeName'),
  storageos: all(storageos, namedSecret),
  vsphereVolume: needs('volumePath'),
};

function needs(...fields: readonly string[]): RemoteRule {
  return (source, path, errors) => {
    for (const field of fields) if (isAbsent(source[field])) errors.required(path.child(field));
  };
}

function all(...rules: readonly RemoteRule[]): RemoteRule {
  return (source, path, errors) => {
    for (const rule of rules) rule(source, path, errors);
  };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function partition({ partition: number = 0 }: Source, path: Path, errors: FieldErrors): void {
  if ((number as number) >= 0 && (number as number) <= 255) return;
  errors.invalid(path.child('partition'), number, 'must be between 1 and 255, inclusive');
}

function lunNumber(lun: number, path: Path, errors: FieldErrors): void {
  if (lun < 0 || lun > 255) errors.invalid(path.child('lun'), lun, 'must be between 0 and 255, inclusive');
}

function namedSecret({ secretRef }: Source, path: Path, errors: FieldErrors): void {
  if (secretRef && isAbsent((secretRef as Source)['name'])) errors.required(path.child('secretRef', 'name'));
}

function azureDisk({ cachingMode, kind, diskURI = '' }: Source, path: Path, errors: FieldErrors): void {
  if (cachingMode !== undefined) {
    errors.oneOf(path.child('cachingMode'), cachingMode as string, ['None', 'ReadOnly', 'ReadWrite']);
  }
  if (kind === undefined) return;
  errors.oneOf(path.child('kind'), kind as string, ['Dedicated', 'Managed', 'Shared']);
  const [begins, form] =
    kind === 'Managed'
      ? [
          '/subscriptions/',
          '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}',
        ]
      : ['https://', 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd'];
  if (!(diskURI as string).startsWith(begins as string)) {
    errors.notSupported(path.child('diskURI'), diskURI, [form as string]);
  }
}

const MAX_DRIVER_BYTES = 63;

/** An inline volume of a CSI driver (KEP-596). */
function csi({ driver = '', nodePublishSecretRef: secret }: Source, path: Path, errors: FieldErrors): void {
  const where = path.child('driver');
  const name = driver as string;
  if (!name) errors.required(where);
  if (name.length > MAX_DRIVER_BYTES) errors.tooLong(where, MAX_DRIVER_BYTES);
  // Its case does not count, unless there is no name at all, of which 1.36 says no more than that.
  if (name || !errors.release.has('driverNamesAreMissedOnce'))
    errors.invalidAll(where, name, dnsSubdomainFaults(name.toLowerCase()));
  if (!secret) return;
  const secretName = (secret as Source)['name'] as string | undefined;
  if (!secretName) errors.required(path.child('nodePublishSecretRef', 'name'));
  else errors.dnsSubdomain(path.child('name'), secretName);
}

type ClaimTemplate = Pick<PersistentVolumeClaim, 'metadata' | 'spec'>;

/** A claim that lives as long as its pod (KEP-1698). */
function ephemeral({ volumeClaimTemplate }: Source, path: Path, errors: FieldErrors): void {
  const where = path.child('volumeClaimTemplate');
  if (!volumeClaimTemplate) {
    errors.required(where);
    return;
  }
  const { metadata, spec } = volumeClaimTemplate as Partial<ClaimTemplate>;
  validateAnnotations(metadata?.annotations, where.child('metadata', 'annotations'), errors);
  validateLabels(metadata?.labels, where.child('metadata', 'labels'), errors);
  for (const field of Object.keys(metadata ?? {}).sort(byFieldOrder)) {
    if (field === 'annotations' || field === 'labels') continue;
    errors.forbidden(where.child('metadata', field), 'cannot be set');
  }
  validateClaimSpec(spec ?? ({} as ClaimTemplate['spec']), where.child('spec'), errors);
}

/** The order of Go's ObjectMeta. */
const METADATA_FIELDS =
  'name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds ownerReferences finalizers managedFields'.split(
    ' ',
  );

function byFieldOrder(a: string, b: string): number {
  return METADATA_FIELDS.indexOf(a) - METADATA_FIELDS.indexOf(b);
}

function fc({ targetWWNs = [], wwids = [], lun }: Source, path: Path, errors: FieldErrors): void {
  const where = path.child('targetWWNs');
  const names = targetWWNs as string[];
  const ids = wwids as string[];
  if (names.length === 0 && ids.length === 0) {
    errors.required(where, 'must specify either targetWWNs or wwids, but not both');
  }
  if (names.length === 0) return;
  if (ids.length > 0) {
    errors.invalid(where, shownStrings(names), 'targetWWNs and wwids can not be specified simultaneously');
  }
  if (lun === undefined) errors.required(path.child('lun'), 'lun is required if targetWWNs is specified');
  else lunNumber(lun as number, path, errors);
}

function flexOptions({ options = {} }: Source, path: Path, errors: FieldErrors): void {
  for (const key of Object.keys(options as object)) {
    if (!/\.(?:kubernetes|k8s)\.io$/.test(`.${key.split('/', 1)[0]?.toLowerCase()}`)) continue;
    errors.invalid(path.child('options').key(key), key, 'kubernetes.io and k8s.io namespaces are reserved');
  }
}

function flocker({ datasetName = '', datasetUUID = '' }: Source, path: Path, errors: FieldErrors): void {
  if (!datasetName && !datasetUUID) errors.required(path, 'one of datasetName and datasetUUID is required');
  if (datasetName && datasetUUID) {
    errors.invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously');
  }
  if ((datasetName as string).includes('/')) {
    errors.invalid(path.child('datasetName'), datasetName, "must not contain '/'");
  }
}

const INITIATORS: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.([a-zA-Z0-9-.]+)(:[^,;*&$|\s]+)$/,
  eui: /^eui.[a-zA-Z0-9]{16}$/,
  naa: /^naa.[a-zA-Z0-9]{32}$/,
};

function iscsi(source: Source, path: Path, errors: FieldErrors): void {
  const { targetPortal, iqn, lun = 0, chapAuthDiscovery, chapAuthSession, secretRef, initiatorName } = source;
  if (!targetPortal) errors.required(path.child('targetPortal'));
  if (!iqn) errors.required(path.child('iqn'));
  else initiator(iqn as string, path.child('iqn'), errors);
  lunNumber(lun as number, path, errors);
  if ((chapAuthDiscovery || chapAuthSession) && !secretRef) errors.required(path.child('secretRef'));
  if (initiatorName !== undefined) initiator(initiatorName as string, path.child('initiatorname'), errors);
}

function initiator(name: string, path: Path, errors: FieldErrors): void {
  const form = INITIATORS[name.slice(0, 3)];
  if (!form) errors.invalid(path, name, 'must be valid format starting with iqn, eui, or naa');
  else if (!form.test(name)) errors.invalid(path, name, 'must be valid format');
}

const MAX_TENANT = 64;

function quobyte({ registry = '', tenant = '', volume }: Source, path: Path, errors: FieldErrors): void {
  const pairs = 'must be a host:port pair or multiple pairs separated by commas';
  const where = path.child('registry');
  if (!registry) errors.required(where, pairs);
  else if ((tenant as string).length > MAX_TENANT) {
    errors.required(path.child('tenant'), 'must be a UUID and may not exceed a length of 64 characters');
  } else {
    for (const pair of (registry as string).split(',')) {
      if (!/^(?:[^:[\]]*|\[[^[\]]*\]):[^:]*$/.test(pair)) errors.invalid(where, registry, pairs);
    }
  }
  if (!volume) errors.required(path.child('volume'));
}

function storageos({ volumeName, volumeNamespace }: Source, path: Path, errors: FieldErrors): void {
  if (!volumeName) errors.required(path.child('volumeName'));
  else errors.dnsLabel(path.child('volumeName'), volumeName as string);
  if (volumeNamespace) errors.dnsLabel(path.child('volumeNamespace'), volumeNamespace as string);
}

/** Where the path of a source is not its name in Kubernetes either. */
export const NAMED_OTHERWISE: Readonly<Record<string, { own?: string; extra?: string }>> = {
  gcePersistentDisk: { own: 'persistentDisk' },
  cephfs: { extra: 'cephFS' },
  downwardAPI: { extra: 'downwarAPI' },
};

/** A name of an iSCSI initiator goes with the name of the volume into one of 64 characters. */
export function validateInitiatorLength(volume: { name: string; iscsi?: unknown }, path: Path, errors: FieldErrors) {
  const { initiatorName, targetPortal = '' } = (volume.iscsi ?? {}) as Source;
  if (initiatorName === undefined || `${volume.name}:${targetPortal}`.length <= 64) return;
  const detail =
    'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';
  errors.invalid(path.child('name'), volume.name, detail);
}
