import { allowsManyNodes, attachedName, claimOf } from '../../api/index';
import type { PersistentVolume, Pod, Volume } from '../../api/types/index';
import { checkHostPath } from './hostPath';
import { setVolumeOwnership } from './ownership';
import { MountError, type MountedVolume, type VolumeContext, type VolumeObjects } from './types';

/** A share is open to whoever its server lets in; a disk has been formatted and belongs to root. */
const SHARE_MODE = 0o777;
const DISK_MODE = 0o755;

/** The volume that a claim of the pod is bound to. */
export function persistentVolumeOf(pod: Pod, volume: Volume, objects: VolumeObjects): PersistentVolume | undefined {
  const claimName = claimOf(pod, volume);
  if (claimName === undefined) return undefined;
  const { volumeName } = objects.claim(pod.metadata.namespace ?? 'default', claimName)?.spec ?? {};
  return volumeName === undefined ? undefined : objects.persistentVolume(volumeName);
}

/**
 * Sets up the volume behind a claim, where its data lies: on this node, or on storage that others reach too.
 * @throws MountError when it cannot be done now
 */
export function setUpPersistent(context: VolumeContext, persistent: PersistentVolume): MountedVolume {
  const { hostPath, local } = persistent.spec;
  if (hostPath) {
    checkHostPath(context.disk, hostPath.path, hostPath.type);
    return mounted(context, { tree: context.disk, path: hostPath.path });
  }
  if (local) {
    if (!context.disk.exists(local.path)) {
      throw new MountError(`path "${local.path}" does not exist`, 'MountVolume.NewMounter initialization');
    }
    return handedOver(context, mounted(context, { tree: context.disk, path: local.path }));
  }
  const isDisk = attachedName(persistent) !== undefined;
  const tree = context.storage.of(persistent, isDisk ? DISK_MODE : SHARE_MODE);
  const volume = mounted(context, { tree, path: '/' });
  return isDisk && !allowsManyNodes(persistent) ? handedOver(context, volume) : volume;
}

function mounted({ volume }: VolumeContext, place: Pick<MountedVolume, 'tree' | 'path'>): MountedVolume {
  return { ...place, readOnly: volume.persistentVolumeClaim?.readOnly ?? false };
}

/** Disks of one node are handed to the fsGroup; shares and paths of the host are not (CSIDriver fsGroupPolicy, ReadWriteOnceWithFSType). */
function handedOver({ pod }: VolumeContext, volume: MountedVolume): MountedVolume {
  const { fsGroup } = pod.spec.securityContext ?? {};
  if (fsGroup !== undefined) setVolumeOwnership(volume.tree, volume.path, fsGroup, volume.readOnly);
  return volume;
}
