import { attachedName, claimNamesOf, isTerminal } from '../../api';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../api/types';
import type { Informers } from '../common/informers';
import { keyOf } from '../common/objects';

/** A disk that pods of a node want to have attached to it. */
export interface DiskWish {
  readonly disk: string;
  readonly node: string;
  readonly volume: PersistentVolume;
  readonly pods: readonly Pod[];
}

export function usesClaims(pod: Pod): boolean {
  return claimNamesOf(pod).length > 0;
}

/** What the pods of all nodes want, in the order of their names. Pods that have ended want nothing. */
export function diskWishes(informers: Informers): DiskWish[] {
  const wishes = new Map<string, DiskWish & { pods: Pod[] }>();
  const pods = informers
    .of<Pod>('Pod')
    .list()
    .filter((pod) => pod.spec.nodeName !== undefined && usesClaims(pod) && !hasEnded(pod))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  for (const pod of pods) {
    const node = pod.spec.nodeName as string;
    for (const volume of persistentVolumesOf(pod, informers)) {
      const disk = attachedName(volume);
      if (disk === undefined) continue;
      const key = `${disk} ${node}`;
      const wish = wishes.get(key) ?? { disk, node, volume, pods: [] };
      wish.pods.push(pod);
      wishes.set(key, wish);
    }
  }
  return [...wishes.values()];
}

function persistentVolumesOf(pod: Pod, informers: Informers): PersistentVolume[] {
  const claims = informers.of<PersistentVolumeClaim>('PersistentVolumeClaim');
  const volumes = informers.of<PersistentVolume>('PersistentVolume');
  return claimNamesOf(pod).flatMap((name) => {
    const claim = claims.get(pod.metadata.namespace ?? '', name);
    if (claim?.status?.phase !== 'Bound') return [];
    return volumes.get('', claim.spec.volumeName ?? '') ?? [];
  });
}

/** A pod that is being deleted and none of whose containers runs lets go of its volumes (IsPodTerminated in pkg/volume/util). */
function hasEnded(pod: Pod): boolean {
  if (isTerminal(pod)) return true;
  if (!pod.metadata.deletionTimestamp) return false;
  return (pod.status?.containerStatuses ?? []).every(({ state }) => !state?.running);
}
