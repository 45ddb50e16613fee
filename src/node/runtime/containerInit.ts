import type { Release } from '../../api/release/index';
import type { Container, Pod, Volume } from '../../api/types/index';
import type { ExecError, FileSystem, FileTree } from '../../world/index';
import type { ContainerMount } from './types';

/** How the folder of a volume's plugin is called below that of the pod (kubelet, GetPodVolumeDir). */
const PLUGINS: Readonly<Record<string, string>> = {
  configMap: 'configmap',
  downwardAPI: 'downward-api',
  emptyDir: 'empty-dir',
  projected: 'projected',
  secret: 'secret',
};

/** What is wrong with the surroundings of a container, as runc finds out when it is started. */
export type InitFailure = { readonly workingDirectory: string } | Misfit;

/** In the words of runc. */
export function initFailureText(failure: InitFailure, release: Release): string {
  const why =
    'source' in failure
      ? release.text('containerMountFailed', { ...failure })
      : `mkdir ${failure.workingDirectory}: not a directory`;
  return release.text('containerInitFailed', { why });
}

/** Why a program was not started, in the words of runc. */
export function programText({ failure, program, message }: ExecError, release: Release): string {
  return failure === 'is-directory' ? release.text('programIsDirectory', { program }) : message;
}

/** A mount that does not fit: a directory onto a file, or a file onto a directory. */
export interface Misfit {
  /** Path on the node. */
  readonly source: string;
  readonly target: string;
}

/** Why mount(2) refuses this one. undefined: it does not. */
export function misfit(fs: FileSystem, mount: ContainerMount, pod: Pod, container: Container): Misfit | undefined {
  const there = kindOf(fs, mount.mountPath);
  const comes = kindOf(mount.tree, mount.subPath ?? '/');
  if (there === undefined || comes === undefined || (there === 'directory') === (comes === 'directory'))
    return undefined;
  return { source: sourceOf(mount, pod, container), target: mount.mountPath };
}

function kindOf(tree: FileTree, path: string): string | undefined {
  return tree.exists(path) ? tree.nodeAt(path)?.kind : undefined;
}

/** Where the kubelet tells the runtime to find it. */
function sourceOf(mount: ContainerMount, pod: Pod, container: Container): string {
  const mounts = container.volumeMounts ?? [];
  const index = mounts.findIndex(({ mountPath }) => mountPath === mount.mountPath);
  const { name = '', subPath, subPathExpr } = mounts[index] ?? {};
  const ofPod = `/var/lib/kubelet/pods/${pod.metadata.uid}`;
  if (subPath || subPathExpr) return `${ofPod}/volume-subpaths/${name}/${container.name}/${index}`;
  const volume: Partial<Volume> = pod.spec.volumes?.find((each) => each.name === name) ?? {};
  if (volume.hostPath) return volume.hostPath.path;
  const plugin = Object.keys(volume).find((key) => PLUGINS[key]) ?? '';
  return `${ofPod}/volumes/kubernetes.io~${PLUGINS[plugin] ?? 'csi'}/${name}`;
}
