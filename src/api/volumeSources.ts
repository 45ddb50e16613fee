import type { PersistentVolume } from './types/index';

/** The provisioner and driver of storage that is taken for granted: every node reaches it at once. */
export const ASSUMED_STORAGE = 'podwright.local/any';

/**
 * CSI drivers whose CSIDriver objects say `attachRequired: false`: shares that every node can mount, and disks that are part of
 * their node. All others are attached to a node before it mounts them (kubernetes-csi.github.io, Skip Attach).
 */
const WITHOUT_ATTACH: ReadonlySet<string> = new Set([
  'blob.csi.azure.com',
  'csi.juicefs.com',
  'efs.csi.aws.com',
  'file.csi.azure.com',
  'filestore.csi.storage.gke.io',
  'fsx.csi.aws.com',
  'gcsfuse.csi.storage.gke.io',
  'local.csi.openebs.io',
  'nfs.csi.k8s.io',
  ASSUMED_STORAGE,
  's3.csi.aws.com',
  'smb.csi.k8s.io',
  'topolvm.cybozu.com',
  'topolvm.io',
  'zfs.csi.openebs.io',
]);

/** Sources built into Kubernetes that implement an attacher (pkg/volume), and the field that tells one disk from another. */
const BUILT_IN_DISKS: Readonly<Record<string, { readonly plugin: string; readonly id: string }>> = {
  awsElasticBlockStore: { plugin: 'kubernetes.io/aws-ebs', id: 'volumeID' },
  azureDisk: { plugin: 'kubernetes.io/azure-disk', id: 'diskURI' },
  cinder: { plugin: 'kubernetes.io/cinder', id: 'volumeID' },
  gcePersistentDisk: { plugin: 'kubernetes.io/gce-pd', id: 'pdName' },
  rbd: { plugin: 'kubernetes.io/rbd', id: 'image' },
  vsphereVolume: { plugin: 'kubernetes.io/vsphere-volume', id: 'volumePath' },
};

/** Access modes with which several nodes may have a volume at a time. */
const MANY_NODES: ReadonlySet<string> = new Set(['ReadWriteMany', 'ReadOnlyMany']);

/**
 * What nodes call a volume that must be attached to them, as in `status.volumesAttached`; undefined for volumes that are
 * mounted without (GetUniqueVolumeName in pkg/volume/util).
 */
export function attachedName({ spec }: PersistentVolume): string | undefined {
  if (spec.csi) {
    const { driver, volumeHandle } = spec.csi;
    return WITHOUT_ATTACH.has(driver) ? undefined : `kubernetes.io/csi/${driver}^${volumeHandle}`;
  }
  for (const [source, { plugin, id }] of Object.entries(BUILT_IN_DISKS)) {
    const disk = spec[source] as Readonly<Record<string, string>> | undefined;
    if (disk) return `${plugin}/${disk[id] ?? ''}`;
  }
  return undefined;
}

/** Whether several nodes may have the volume attached: nobody knows of one without access modes (IsMultiAttachAllowed in pkg/volume/util). */
export function allowsManyNodes({ spec: { accessModes = [] } }: PersistentVolume): boolean {
  return accessModes.length === 0 || accessModes.some((mode) => MANY_NODES.has(mode));
}
