import { claimOf } from '../../api';
import type { PersistentVolumeClaim, Pod } from '../../api/types';
import type { CycleState } from './plugin';

/** The claims that a pod names, and those that are made for it. */
export function claimNames(pod: Pod): { name: string; isEphemeral: boolean }[] {
  return (pod.spec.volumes ?? []).flatMap((volume) => {
    const name = claimOf(pod, volume);
    return name ? [{ name, isEphemeral: !volume.persistentVolumeClaim }] : [];
  });
}

/** Those of them that are there. */
export function claimsOf(pod: Pod, state: CycleState): PersistentVolumeClaim[] {
  return claimNames(pod).flatMap(({ name }) => state.claim(pod.metadata.namespace ?? '', name) ?? []);
}
