import type {
  ConfigMap,
  KubeNode,
  Lease,
  Namespace,
  PersistentVolume,
  PersistentVolumeClaim,
  PriorityClass,
  ResourceQuota,
  Secret,
  ServiceAccount,
  StorageClass,
} from '../../api';
import { accessModesText } from '../describe/policies';
import { type Column, NONE, nameColumn, orNone } from './column';
import { ageColumn } from './workloads';

const UNKNOWN = '<unknown>';

export const nodeColumns: Column<KubeNode>[] = [
  nameColumn,
  { name: 'Status', cell: nodeStatus },
  { name: 'Roles', cell: (node) => nodeRoles(node).join(',') || NONE },
  ageColumn,
  { name: 'Version', cell: (node) => node.status?.nodeInfo?.['kubeletVersion'] ?? '' },
  { name: 'Internal-IP', wide: true, cell: (node) => address(node, 'InternalIP') },
  { name: 'External-IP', wide: true, cell: (node) => address(node, 'ExternalIP') },
  { name: 'OS-Image', wide: true, cell: (node) => node.status?.nodeInfo?.['osImage'] || UNKNOWN },
  { name: 'Kernel-Version', wide: true, cell: (node) => node.status?.nodeInfo?.['kernelVersion'] || UNKNOWN },
  {
    name: 'Container-Runtime',
    wide: true,
    cell: (node) => node.status?.nodeInfo?.['containerRuntimeVersion'] || UNKNOWN,
  },
];

function nodeStatus(node: KubeNode): string {
  const ready = node.status?.conditions?.find((condition) => condition.type === 'Ready');
  const status = !ready ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return node.spec?.unschedulable ? `${status},SchedulingDisabled` : status;
}

/** The roles that the labels of a node name, sorted. */
export function nodeRoles(node: KubeNode): string[] {
  const roles = new Set<string>();
  for (const [key, value] of Object.entries(node.metadata.labels ?? {})) {
    if (key.startsWith('node-role.kubernetes.io/')) roles.add(key.slice('node-role.kubernetes.io/'.length));
    else if (key === 'kubernetes.io/role') roles.add(value);
  }
  roles.delete('');
  return [...roles].sort();
}

function address(node: KubeNode, type: string): string {
  return orNone(node.status?.addresses?.find((entry) => entry.type === type)?.address);
}

export const namespaceColumns: Column<Namespace>[] = [
  nameColumn,
  { name: 'Status', cell: (namespace) => namespace.status?.phase ?? '' },
  ageColumn,
];

export const configMapColumns: Column<ConfigMap>[] = [
  nameColumn,
  {
    name: 'Data',
    cell: (map) => String(Object.keys(map.data ?? {}).length + Object.keys(map.binaryData ?? {}).length),
  },
  ageColumn,
];

export const secretColumns: Column<Secret>[] = [
  nameColumn,
  { name: 'Type', cell: (secret) => secret.type ?? 'Opaque' },
  { name: 'Data', cell: (secret) => String(Object.keys(secret.data ?? {}).length) },
  ageColumn,
];

export const serviceAccountColumns: Column<ServiceAccount>[] = [
  nameColumn,
  { name: 'Secrets', feature: 'serviceAccountSecretsColumn', cell: (sa) => String(sa.secrets?.length ?? 0) },
  ageColumn,
];

export const leaseColumns: Column<Lease>[] = [
  nameColumn,
  { name: 'Holder', cell: (lease) => lease.spec?.holderIdentity ?? '' },
  ageColumn,
];

/** `pods: 1/2, requests.cpu: 100m/1`, without the limits on limits. */
function quotaText({ status }: ResourceQuota, isLimit: boolean): string {
  return Object.entries(status?.hard ?? {})
    .filter(([name]) => name.startsWith('limits.') === isLimit)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, hard]) => `${name}: ${status?.used?.[name] ?? '0'}/${hard}`)
    .join(', ');
}

export const resourceQuotaColumns: Column<ResourceQuota>[] = [
  nameColumn,
  { ...ageColumn, feature: 'quotaAgeBeforeAmounts' },
  { name: 'Request', cell: (quota) => quotaText(quota, false) },
  { name: 'Limit', cell: (quota) => quotaText(quota, true) },
  { ...ageColumn, feature: 'quotaAgeAfterAmounts' },
];

export const priorityClassColumns: Column<PriorityClass>[] = [
  nameColumn,
  { name: 'Value', cell: (priority) => String(priority.value) },
  { name: 'Global-Default', cell: (priority) => String(priority.globalDefault ?? false) },
  ageColumn,
  {
    name: 'PreemptionPolicy',
    feature: 'priorityClassPreemptionColumn',
    cell: (priority) => priority.preemptionPolicy ?? 'PreemptLowerPriority',
  },
];

const SHORT_MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

export const claimColumns: Column<PersistentVolumeClaim>[] = [
  nameColumn,
  { name: 'Status', cell: (c) => (c.metadata.deletionTimestamp ? 'Terminating' : (c.status?.phase ?? '')) },
  { name: 'Volume', cell: (claim) => claim.spec.volumeName ?? '' },
  { name: 'Capacity', cell: capacity },
  { name: 'Access Modes', cell: accessModes },
  { name: 'StorageClass', cell: (claim) => claim.spec.storageClassName ?? '' },
  { name: 'VolumeAttributesClass', feature: 'claimAttributesClassColumn', cell: () => '<unset>' },
  ageColumn,
  { name: 'VolumeMode', wide: true, cell: (claim) => claim.spec.volumeMode ?? '<unset>' },
];

export const volumeColumns: Column<PersistentVolume>[] = [
  nameColumn,
  { name: 'Capacity', cell: (volume) => volume.spec.capacity?.['storage'] ?? '' },
  { name: 'Access Modes', cell: (volume) => accessModesText(volume.spec.accessModes) },
  { name: 'Reclaim Policy', cell: (volume) => volume.spec.persistentVolumeReclaimPolicy ?? '' },
  {
    name: 'Status',
    cell: (volume) => (volume.metadata.deletionTimestamp ? 'Terminating' : (volume.status?.phase ?? '')),
  },
  {
    name: 'Claim',
    cell: ({ spec: { claimRef } }) => (claimRef ? `${claimRef.namespace}/${claimRef.name}` : ''),
  },
  { name: 'StorageClass', cell: (volume) => volume.spec.storageClassName ?? '' },
  { name: 'VolumeAttributesClass', feature: 'claimAttributesClassColumn', cell: () => '<unset>' },
  { name: 'Reason', cell: (volume) => String(volume.status?.['reason'] ?? '') },
  ageColumn,
  { name: 'VolumeMode', wide: true, cell: (volume) => volume.spec.volumeMode ?? '<unset>' },
];

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

export const storageClassColumns: Column<StorageClass>[] = [
  {
    ...nameColumn,
    cell: ({ metadata }) => `${metadata.name}${metadata.annotations?.[DEFAULT_CLASS] === 'true' ? ' (default)' : ''}`,
  },
  { name: 'Provisioner', cell: (storageClass) => storageClass.provisioner },
  { name: 'ReclaimPolicy', cell: (storageClass) => storageClass.reclaimPolicy ?? 'Delete' },
  { name: 'VolumeBindingMode', cell: (storageClass) => storageClass.volumeBindingMode ?? '<unset>' },
  { name: 'AllowVolumeExpansion', cell: (storageClass) => String(storageClass.allowVolumeExpansion ?? false) },
  ageColumn,
];

function capacity(claim: PersistentVolumeClaim): string {
  if (!claim.spec.volumeName) return '';
  return (claim.status?.['capacity'] as Record<string, string> | undefined)?.['storage'] ?? '';
}

function accessModes(claim: PersistentVolumeClaim): string {
  if (!claim.spec.volumeName) return '';
  const modes = (claim.status?.['accessModes'] as string[] | undefined) ?? claim.spec.accessModes ?? [];
  return modes.map((mode) => SHORT_MODES[mode] ?? mode).join(',');
}
