import { allContainers } from '../podSpecs';
import type { PodSpec, Volume } from '../types/index';
import { defaultPullPolicy } from './images';

/** rw-r--r-- */
const FILE_MODE = 0o644;
/** An hour. Admission uses seven seconds more for the token that every pod gets, to know its own. */
const TOKEN_SECONDS = 3600;

/** Defaults of one volume; a volume without a source is an emptyDir. */
export function defaultVolume(volume: Volume): void {
  const sources = Object.keys(volume).filter((key) => key !== 'name' && volume[key] !== undefined);
  if (sources.length === 0) volume.emptyDir = {};
  const { secret, configMap, downwardAPI, projected, hostPath, image } = volume;
  defaultRemote(volume);
  if (secret) secret.defaultMode ??= FILE_MODE;
  if (configMap) configMap.defaultMode ??= FILE_MODE;
  if (downwardAPI) {
    downwardAPI.defaultMode ??= FILE_MODE;
    for (const item of downwardAPI.items ?? []) defaultItem(item);
  }
  if (projected) {
    projected.defaultMode ??= FILE_MODE;
    for (const source of projected.sources ?? []) {
      if (source.serviceAccountToken) source.serviceAccountToken.expirationSeconds ??= TOKEN_SECONDS;
      for (const item of source.downwardAPI?.items ?? []) defaultItem(item);
    }
  }
  if (hostPath) hostPath.type ??= '';
  if (image) image.pullPolicy ??= defaultPullPolicy(image.reference ?? '');
}

/** Source: core/v1 `SetDefaults_ISCSIVolumeSource` and its neighbours. */
const REMOTE_DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  azureDisk: { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' },
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
};

interface ClaimTemplate {
  metadata?: object;
  spec?: { volumeMode?: string };
}

function defaultRemote(volume: Volume): void {
  for (const [name, values] of Object.entries(REMOTE_DEFAULTS)) {
    const source = volume[name] as Record<string, unknown> | undefined;
    for (const [field, value] of Object.entries(source ? values : {}))
      (source as typeof source & object)[field] ??= value;
  }
  const template = (volume['ephemeral'] as { volumeClaimTemplate?: ClaimTemplate } | undefined)?.volumeClaimTemplate;
  if (template) template.metadata ??= {};
  if (template?.spec) template.spec.volumeMode ??= 'Filesystem';
}

/** Where image volumes are off, both they and their mounts are dropped. Source: pkg/api/pod/util.go `dropImageVolumes`. */
export function dropImageVolumes(spec: PodSpec): void {
  const dropped = new Set((spec.volumes ?? []).filter(({ image }) => image).map(({ name }) => name));
  if (dropped.size === 0) return;
  spec.volumes = (spec.volumes ?? []).filter(({ name }) => !dropped.has(name));
  if (spec.volumes.length === 0) delete spec.volumes;
  for (const container of allContainers(spec)) {
    const mounts = container.volumeMounts?.filter(({ name }) => !dropped.has(name));
    if (mounts && mounts.length > 0) container.volumeMounts = mounts;
    else delete container.volumeMounts;
  }
}

interface DownwardItem {
  fieldRef?: { apiVersion?: string };
  resourceFieldRef?: { divisor?: string };
}

function defaultItem({ fieldRef, resourceFieldRef }: DownwardItem): void {
  if (fieldRef) fieldRef.apiVersion ??= 'v1';
  if (resourceFieldRef) resourceFieldRef.divisor ??= '0';
}
