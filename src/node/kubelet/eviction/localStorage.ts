import { canonicalQuantity, formatQuantity, podLimits, sizeLimitOf, wholeUnits } from '../../../api/index';
import type { Pod } from '../../../api/types/index';
import { rule } from '../../../kernel/index';
import { initContainersOf } from '../podSpec';

const RESOURCE = 'ephemeral-storage';

const EMPTY_DIR = rule(
  'eviction/empty-dir-limit',
  'A pod with more in an emptyDir than its sizeLimit is evicted.',
  'kubernetes.io, Local ephemeral storage; pkg/kubelet/eviction/eviction_manager.go emptyDirLimitEviction',
);
const EPHEMERAL = rule(
  'eviction/ephemeral-storage-limit',
  'A pod that takes more of the disk than the limits of its containers allow is evicted.',
  'kubernetes.io, Local ephemeral storage; pkg/kubelet/eviction/eviction_manager.go localStorageEviction',
);

/** What a pod takes of its node's disk, in bytes, as far as the kubelet knows by now. */
export interface StorageUsage {
  volume(name: string): number | undefined;
  container(name: string): number;
}

/** What a pod has too much of. */
export interface Excess {
  readonly rule: typeof EMPTY_DIR;
  /** As the event and the status say it. */
  readonly message: string;
}

/** The first thing that a pod has too much of. Source: pkg/kubelet/eviction/eviction_manager.go localStorageEviction. */
export function excessOf(pod: Pod, usage: StorageUsage): Excess | undefined {
  return excessOfVolumes(pod, usage) ?? excessOfPod(pod, usage) ?? excessOfContainers(pod, usage);
}

function excessOfVolumes({ spec: { volumes = [] } }: Pod, usage: StorageUsage): Excess | undefined {
  const full = volumes.find((volume) => {
    const limit = sizeLimitOf(volume);
    return limit > 0 && (usage.volume(volume.name) ?? 0) > limit;
  });
  if (!full) return undefined;
  const limit = canonicalQuantity(full.emptyDir?.sizeLimit ?? '0');
  const message = `Usage of EmptyDir volume "${full.name}" exceeds the limit "${limit}". `;
  return { rule: EMPTY_DIR, message };
}

function excessOfPod(pod: Pod, usage: StorageUsage): Excess | undefined {
  const limit = podLimits.ofSpec(pod).get(RESOURCE);
  if (limit === undefined) return undefined;
  const { volumes = [], containers } = pod.spec;
  const disks = volumes.filter(({ emptyDir }) => emptyDir && emptyDir.medium !== 'Memory');
  const used =
    [...initContainersOf(pod), ...containers].reduce((sum, { name }) => sum + usage.container(name), 0) +
    disks.reduce((sum, { name }) => sum + (usage.volume(name) ?? 0), 0);
  if (used <= limit) return undefined;
  const message = `Pod ephemeral local storage usage exceeds the total limit of containers ${limitText(pod, limit)}. `;
  return { rule: EPHEMERAL, message };
}

function excessOfContainers({ spec: { containers } }: Pod, usage: StorageUsage): Excess | undefined {
  const full = containers.find(({ name, resources }) => {
    const limit = resources?.limits?.[RESOURCE];
    return limit !== undefined && wholeUnits(limit) > 0 && usage.container(name) > wholeUnits(limit);
  });
  if (!full) return undefined;
  const limit = canonicalQuantity(full.resources?.limits?.[RESOURCE] ?? '0');
  return {
    rule: EPHEMERAL,
    message: `Container ${full.name} exceeded its local ephemeral storage limit "${limit}". `,
  };
}

/** A sum is written in the notation of its first part (apimachinery resource.Quantity.Add). */
function limitText(pod: Pod, bytes: number): string {
  const [first = ''] = pod.spec.containers.flatMap(({ resources }) => resources?.limits?.[RESOURCE] ?? []);
  return formatQuantity(BigInt(bytes) * 1000n, first.endsWith('i') ? 'BinarySI' : 'DecimalSI');
}
