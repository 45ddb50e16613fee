import type { Container, VolumeMount } from '../../api/types/index';
import { FsError } from '../../world/files/index';
import { ConfigError, expandVariables } from '../environment/index';
import type { ContainerMount } from '../runtime/types';
import type { PodVolumes } from './types';

/**
 * Where a container sees which volume; directories for `subPath` are made in the volume where they are missing.
 * @param env the container's environment, for `subPathExpr`
 * @throws ConfigError
 */
export function containerMounts(
  container: Container,
  volumes: PodVolumes,
  env: Readonly<Record<string, string>>,
): ContainerMount[] {
  return (container.volumeMounts ?? []).map((mount) => {
    const volume = volumes.get(mount.name);
    if (!volume) {
      throw new ConfigError(`cannot find volume "${mount.name}" to mount into container "${container.name}"`);
    }
    const subPath = subPathOf(mount, env);
    const path = subPath ? `${volume.path === '/' ? '' : volume.path}/${subPath}` : volume.path;
    if (subPath && !volume.tree.exists(path)) {
      // The runtime would make a path of the host that is missing, but the kubelet looks first (kubelet_pods.go, makeMounts).
      if (!volume.tree.exists(volume.path)) throw new ConfigError(`stat ${volume.path}: no such file or directory`);
      try {
        volume.tree.mkdir(path, { recursive: true, mode: volume.tree.stat(volume.path).mode });
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        throw new ConfigError(
          `failed to create subPath directory for volumeMount "${mount.name}" of container "${container.name}"`,
        );
      }
    }
    return {
      mountPath: mount.mountPath,
      tree: volume.tree,
      subPath: path,
      readOnly: volume.readOnly || (mount.readOnly ?? false),
    };
  });
}

function subPathOf(mount: VolumeMount, env: Readonly<Record<string, string>>): string {
  if (!mount.subPathExpr) return mount.subPath ?? '';
  return expandVariables(mount.subPathExpr, (name) => {
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (value === undefined) throw new ConfigError(`missing value for ${name}`);
    return value;
  });
}
