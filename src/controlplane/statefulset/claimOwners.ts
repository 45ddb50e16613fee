import { type Release, sameJson } from '../../api';
import type { KubeObject, OwnerReference, PersistentVolumeClaim, Pod, StatefulSet } from '../../api/types';
import { controllerReference } from '../common/objects';

/** A claim and those that it may belong to by the retention policy of the set (KEP-1847). */
export interface Inheritance {
  readonly claim: PersistentVolumeClaim;
  readonly set: StatefulSet;
  readonly pod: Pod;
  /** The pod has to go. */
  readonly isSurplus: boolean;
}

/**
 * Whose a claim is: a pod that is too many takes its claims along, the others go with the set, each if the policy says Delete.
 * Owners that are neither stay (stateful_set_utils.go updateClaimOwnerRefForSetAndPod).
 * @returns the references that it has already when they are right
 */
export function ownersOf(inheritance: Inheritance, release: Release): readonly OwnerReference[] {
  const { claim, set, pod } = inheritance;
  const present = claim.metadata.ownerReferences ?? [];
  const controls = release.has('claimsGetControllers');
  // What earlier ones of these names have left behind is for the garbage collector.
  if (controls && [set, pod].some((owner) => isStale(claim, owner))) return present;
  const mine = present.filter(({ uid }) => uid === set.metadata.uid || uid === pod.metadata.uid);
  const others = present.filter((each) => !mine.includes(each));
  const heir = controls && isContested(inheritance) ? undefined : heirOf(inheritance);
  const wanted = heir ? [controls ? controllerReference(heir) : plainReference(heir)] : [];
  return sameJson(mine, wanted) ? present : [...others, ...wanted];
}

/** Somebody else controls the claim, which the retention policy leaves alone then. */
export function isContested({ claim, set, pod }: Inheritance): boolean {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  if (whenDeleted !== 'Delete' && whenScaled !== 'Delete') return false;
  return (claim.metadata.ownerReferences ?? []).some(
    (reference) =>
      (reference.controller && !names(reference, set) && !names(reference, pod)) ||
      [set, pod].some((owner) => names(reference, owner) && reference.uid !== owner.metadata.uid),
  );
}

/** It belongs to an earlier object of this name. */
export function isStale({ metadata }: PersistentVolumeClaim, owner: KubeObject): boolean {
  const reference = metadata.ownerReferences?.find((each) => names(each, owner));
  return reference !== undefined && reference.uid !== owner.metadata.uid;
}

function heirOf({ set, pod, isSurplus }: Inheritance): StatefulSet | Pod | undefined {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  if (isSurplus && whenScaled === 'Delete') return pod;
  return whenDeleted === 'Delete' ? set : undefined;
}

function names({ apiVersion, kind, name }: OwnerReference, owner: KubeObject): boolean {
  return apiVersion === owner.apiVersion && kind === owner.kind && name === owner.metadata.name;
}

function plainReference({ apiVersion, kind, metadata }: KubeObject): OwnerReference {
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '' };
}
