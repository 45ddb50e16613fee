import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/types';

type Source = Pick<PersistentVolume['spec'], 'hostPath' | 'csi' | 'nodeAffinity'>;

/** Directories of a node, which the volume's pods must then go to. */
const OF_ONE_NODE: ReadonlySet<string> = new Set(['openebs.io/local', 'rancher.io/local-path']);

/** Directories of whatever node the pod is on: made for clusters of one node. */
const OF_ANY_NODE: ReadonlySet<string> = new Set([
  'docker.io/hostpath',
  'k8s.io/minikube-hostpath',
  'microk8s.io/hostpath',
]);

/** The CSI drivers that have replaced the provisioners of Kubernetes' own tree (KEP-625, In-tree Storage Plugin to CSI Migration). */
const MIGRATED: Readonly<Record<string, string>> = {
  'kubernetes.io/aws-ebs': 'ebs.csi.aws.com',
  'kubernetes.io/azure-disk': 'disk.csi.azure.com',
  'kubernetes.io/azure-file': 'file.csi.azure.com',
  'kubernetes.io/cinder': 'cinder.csi.openstack.org',
  'kubernetes.io/gce-pd': 'pd.csi.storage.gke.io',
  'kubernetes.io/portworx-volume': 'pxd.portworx.com',
  'kubernetes.io/vsphere-volume': 'csi.vsphere.vmware.com',
};

/**
 * Where a provisioner puts the data of a volume: in a directory of a node, or on storage that nodes reach through its driver.
 * @param node the node that the scheduler has chosen, where the class waits for that
 */
export function madeVolume(
  { provisioner }: StorageClass,
  { metadata }: PersistentVolumeClaim,
  node: string | undefined,
): Source {
  const handle = `pvc-${metadata.uid}`;
  if (OF_ONE_NODE.has(provisioner)) {
    const path = `/opt/local-path-provisioner/${handle}_${metadata.namespace}_${metadata.name}`;
    return { hostPath: { path, type: 'DirectoryOrCreate' }, ...(node !== undefined && { nodeAffinity: only(node) }) };
  }
  if (OF_ANY_NODE.has(provisioner)) {
    return { hostPath: { path: `/tmp/hostpath-provisioner/${metadata.namespace}/${metadata.name}`, type: '' } };
  }
  const driver = MIGRATED[provisioner] ?? provisioner;
  return { csi: { driver, volumeHandle: handle, fsType: 'ext4' } };
}

function only(node: string): NonNullable<Source['nodeAffinity']> {
  const isThere = { key: 'kubernetes.io/hostname', operator: 'In' as const, values: [node] };
  return { required: { nodeSelectorTerms: [{ matchExpressions: [isThere] }] } };
}
