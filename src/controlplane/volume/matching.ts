import { compareQuantities, matchesLabelSelector, matchesTerm } from '../../api';
import type { KubeNode, PersistentVolume, PersistentVolumeClaim } from '../../api/types';

/** The provisioner of classes whose volumes are made by hand. */
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';
/** Written by the scheduler to a claim that waits for its pod: where the pod will be. */
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';

/** Whether pods on the node can have the volume: most volumes say nothing of nodes, local ones name theirs. */
export function isReachableFrom({ spec }: PersistentVolume, { metadata }: Pick<KubeNode, 'metadata'>): boolean {
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms;
  return !terms || terms.some((term) => matchesTerm(term, { name: metadata.name, labels: metadata.labels ?? {} }));
}

/** The smallest free volume that is enough for a claim; one that was reserved for it comes first. */
export function bestVolume(
  volumes: readonly PersistentVolume[],
  claim: PersistentVolumeClaim,
): PersistentVolume | undefined {
  const reserved = volumes.find((volume) => isReservedFor(volume, claim));
  if (reserved) return reserved;
  if (claim.spec.volumeName)
    return volumes.find((volume) => volume.metadata.name === claim.spec.volumeName && isFree(volume));
  return volumes
    .filter((volume) => isFree(volume) && fits(volume, claim))
    .sort((a, b) => compareQuantities(sizeOf(a), sizeOf(b)) || (a.metadata.name < b.metadata.name ? -1 : 1))[0];
}

function isReservedFor({ spec }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  const { claimRef } = spec;
  if (claimRef?.name !== metadata.name || claimRef.namespace !== metadata.namespace) return false;
  return !claimRef.uid || claimRef.uid === metadata.uid;
}

function isFree({ spec, status, metadata }: PersistentVolume): boolean {
  return !spec.claimRef && status?.phase === 'Available' && !metadata.deletionTimestamp;
}

function fits(volume: PersistentVolume, { spec }: PersistentVolumeClaim): boolean {
  return (
    (volume.spec.storageClassName ?? '') === (spec.storageClassName ?? '') &&
    (volume.spec.volumeMode ?? 'Filesystem') === (spec.volumeMode ?? 'Filesystem') &&
    (spec.accessModes ?? []).every((mode) => volume.spec.accessModes?.includes(mode)) &&
    (!spec.selector || matchesLabelSelector(spec.selector, volume.metadata.labels)) &&
    compareQuantities(sizeOf(volume), spec.resources?.requests?.['storage'] ?? '0') >= 0
  );
}

function sizeOf({ spec }: PersistentVolume): string {
  return spec.capacity?.['storage'] ?? '0';
}
