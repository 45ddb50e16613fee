import { FileTree } from '../../world/files/index';
import { writeAtomically } from './atomicWriter';
import { checkHostPath } from './hostPath';
import { comesFromApi, payloadOf } from './payload';
import { MountError, type MountedVolume, type VolumeContext } from './types';

/**
 * Sets one volume up on the node.
 * @throws MountError when it cannot be done now; the caller tries again later
 */
export function setUpVolume(context: VolumeContext): MountedVolume {
  const { pod, volume, disk, directory } = context;
  if (comesFromApi(volume)) {
    const changed = writeAtomically(disk, directory, payloadOf(context), context.now);
    return { tree: disk, path: directory, readOnly: true, changed };
  }
  if (volume.hostPath) {
    checkHostPath(disk, volume.hostPath.path, volume.hostPath.type);
    return { tree: disk, path: volume.hostPath.path, readOnly: false };
  }
  if (volume.persistentVolumeClaim) {
    const { claimName, readOnly } = volume.persistentVolumeClaim;
    return {
      tree: disk,
      path: claimDirectory(pod.metadata.namespace ?? 'default', claimName),
      readOnly: readOnly ?? false,
    };
  }
  if (volume.emptyDir?.medium === 'Memory') {
    return { tree: new FileTree(undefined, disk.clock), path: '/', readOnly: false };
  }
  // The runtime mounts images itself, when a container is created: until then the volume is empty (pkg/volume/image).
  if (volume.image) return { tree: new FileTree(undefined, disk.clock), path: '/', readOnly: true };
  const known = volume.emptyDir ?? volume.ephemeral ?? Object.keys(volume).every((key) => key === 'name');
  if (!known)
    throw new MountError(
      `volume type ${Object.keys(volume).find((key) => key !== 'name')} is not supported by this node`,
    );
  disk.mkdir(directory, { recursive: true, mode: 0o777 });
  return { tree: disk, path: directory, readOnly: false };
}

/** Claims are directories of the node that outlive pods, as the local-path provisioner makes them. */
export function claimDirectory(namespace: string, claim: string): string {
  return `/opt/local-path-provisioner/${namespace}_${claim}`;
}
