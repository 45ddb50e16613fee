import { podLimits } from './podResources';
import { wholeUnits } from './quantity';
import type { Pod, Volume } from './types/index';

/** Whether anything that a pod writes can become too much: most pods say nothing of it. */
export function hasStorageLimits(pod: Pod): boolean {
  return (
    (pod.spec.volumes ?? []).some((volume) => sizeLimitOf(volume) > 0) || podLimits.ofSpec(pod).has('ephemeral-storage')
  );
}

/** Bytes; 0 for a volume without a limit. */
export function sizeLimitOf({ emptyDir }: Volume): number {
  return emptyDir?.sizeLimit === undefined ? 0 : wholeUnits(emptyDir.sizeLimit);
}
