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
  return volumes
    .filter((volume) => isFree(volume) && fits(volume, claim))
    .sort((a, b) => compareQuantities(sizeOf(a), sizeOf(b)) || (a.metadata.name < b.metadata.name ? -1 : 1))[0];
}

/** Whether a volume names the claim as the one that it belongs to. */
export function isReservedFor({ spec }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  const { claimRef } = spec;
  if (claimRef?.name !== metadata.name || claimRef.namespace !== metadata.namespace) return false;
  return !claimRef.uid || claimRef.uid === metadata.uid;
}

function isFree({ spec, status, metadata }: PersistentVolume): boolean {
  return !spec.claimRef && status?.phase === 'Available' && !metadata.deletionTimestamp;
}

function fits(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const { selector } = claim.spec;
  return mismatch(volume, claim) === undefined && (!selector || matchesLabelSelector(selector, volume.metadata.labels));
}

/** Why a volume is not what a claim asks for (pv_controller.go checkVolumeSatisfyClaim). */
export function mismatch(volume: PersistentVolume, { spec }: PersistentVolumeClaim): string | undefined {
  const { metadata, spec: own } = volume;
  if (metadata.deletionTimestamp) return `the volume is marked for deletion "${metadata.name}"`;
  if (compareQuantities(sizeOf(volume), spec.resources?.requests?.['storage'] ?? '0') < 0)
    return 'requested PV is too small';
  if ((own.storageClassName ?? '') !== (spec.storageClassName ?? '')) return 'storageClassName does not match';
  if ((own.volumeMode ?? 'Filesystem') !== (spec.volumeMode ?? 'Filesystem')) return 'incompatible volumeMode';
  const hasModes = (spec.accessModes ?? []).every((mode) => own.accessModes?.includes(mode));
  return hasModes ? undefined : 'incompatible accessMode';
}

function sizeOf({ spec }: PersistentVolume): string {
  return spec.capacity?.['storage'] ?? '0';
}
