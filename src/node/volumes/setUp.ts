import type { Pod } from '../../api/types/index';
import { FileTree } from '../../world/files/index';
import { writeAtomically } from './atomicWriter';
import { checkHostPath } from './hostPath';
import { memoryBackedBytes, memoryTree } from './memoryBacked';
import { groupMode, setVolumeOwnership } from './ownership';
import { comesFromApi, payloadOf } from './payload';
import { setUpPersistent } from './persistent';
import { MountError, type MountedVolume, type VolumeContext } from './types';

/** Everybody may do everything in it, whoever a container runs as. */
const OPEN = { recursive: true, mode: 0o777 } as const;

/**
 * Sets one volume up on the node.
 * @throws MountError when it cannot be done now; the caller tries again later
 */
export function setUpVolume(context: VolumeContext): MountedVolume {
  const { pod, volume, disk, directory } = context;
  if (comesFromApi(volume)) return setUpFromApi(context);
  if (volume.hostPath) {
    checkHostPath(disk, volume.hostPath.path, volume.hostPath.type);
    return { tree: disk, path: volume.hostPath.path, readOnly: false };
  }
  if (context.persistent) return setUpPersistent(context, context.persistent);
  if (volume.emptyDir?.medium === 'Memory') {
    const size = context.isSized ? memoryBackedBytes(pod, volume, context.facts.allocatable ?? {}) : undefined;
    return setUpEmptyDir(memoryTree(disk.clock, size), '/', pod);
  }
  // The runtime mounts images itself, when a container is created: until then the volume is empty (pkg/volume/image).
  if (volume.image) return { tree: new FileTree(undefined, disk.clock), path: '/', readOnly: true };
  const known = volume.emptyDir ?? Object.keys(volume).every((key) => key === 'name');
  if (!known)
    throw new MountError(
      `volume type ${Object.keys(volume).find((key) => key !== 'name')} is not supported by this node`,
    );
  return setUpEmptyDir(disk, directory, pod);
}

function setUpFromApi(context: VolumeContext): MountedVolume {
  const { pod, disk, directory } = context;
  const { fsGroup } = pod.spec.securityContext ?? {};
  const payload = payloadOf(context);
  if (fsGroup !== undefined)
    for (const [path, file] of payload) payload.set(path, { ...file, mode: groupMode(file.mode, true) });
  const changed = writeAtomically(disk, directory, payload, context.wallMs);
  if (changed && fsGroup !== undefined) setVolumeOwnership(disk, directory, fsGroup, true);
  return { tree: disk, path: directory, readOnly: true, changed };
}

function setUpEmptyDir(tree: FileTree, path: string, pod: Pod): MountedVolume {
  if (path === '/') tree.chmod(path, OPEN.mode);
  else tree.mkdir(path, OPEN);
  const { fsGroup } = pod.spec.securityContext ?? {};
  if (fsGroup !== undefined) setVolumeOwnership(tree, path, fsGroup, false);
  return { tree, path, readOnly: false };
}
