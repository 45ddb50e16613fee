import { podLimits, sizeLimitOf, wholeUnits } from '../../api/index';
import type { Pod, Volume } from '../../api/types/index';
import { rule } from '../../kernel/index';
import { FileTree, Room } from '../../world/files/index';

export const SIZED = rule(
  'volumes/memory-has-a-size',
  'An emptyDir in memory is a tmpfs of the least of its sizeLimit, what the pod may use and what the node gives to pods.',
  'KEP-1967; pkg/volume/emptydir/empty_dir.go calculateEmptyDirMemorySize',
);

/** An emptyDir in memory. @param sizeBytes undefined for one that takes whatever there is */
export function memoryTree(clock: FileTree['clock'], sizeBytes: number | undefined): FileTree {
  const tree = new FileTree(undefined, clock);
  if (sizeBytes !== undefined) tree.root.room = new Room(sizeBytes, tree.root);
  return tree;
}

/** How large the file system of an emptyDir in memory is. */
export function memoryBackedBytes(pod: Pod, volume: Volume, allocatable: Readonly<Record<string, string>>): number {
  const ofNode = wholeUnits(allocatable['memory'] ?? '0');
  const ofVolume = sizeLimitOf(volume);
  return Math.min(ofNode, podLimitBytes(pod) ?? ofNode, ofVolume > 0 ? ofVolume : ofNode);
}

/** A pod has a limit only where each of its containers has one (pkg/kubelet/cm/helpers_linux.go ResourceConfigForPod). */
function podLimitBytes(pod: Pod): number | undefined {
  const { containers, initContainers = [], resources } = pod.spec;
  const isLimited =
    resources?.limits?.['memory'] !== undefined ||
    [...containers, ...initContainers].every((container) => container.resources?.limits?.['memory'] !== undefined);
  return isLimited ? podLimits.ofSpec(pod).get('memory') : undefined;
}
