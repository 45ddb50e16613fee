import type { Deployment, ReplicaSet } from '../../api/types';
import { byAge } from '../common/objects';
import { DESIRED, MAX } from './annotations';
import { limitsOf } from './limits';

/** One ReplicaSet is to get another size. */
export interface Scaling {
  readonly set: ReplicaSet;
  readonly to: number;
}

export const sizeOf = (set: ReplicaSet): number => set.spec.replicas ?? 1;
export const availableIn = (set: ReplicaSet): number => set.status?.availableReplicas ?? 0;
export const isInUse = (set: ReplicaSet): boolean => sizeOf(set) > 0;

export function sumOf(sets: readonly ReplicaSet[], what: (set: ReplicaSet) => number): number {
  return sets.reduce((sum, set) => sum + what(set), 0);
}

/** Rolling update, step 1: the new ReplicaSet grows as far as surge allows. Undefined: nothing to do. */
export function growNew(deployment: Deployment, fresh: ReplicaSet, old: readonly ReplicaSet[]): Scaling | undefined {
  const replicas = deployment.spec.replicas ?? 1;
  const size = sizeOf(fresh);
  if (size === replicas) return undefined;
  if (size > replicas) return { set: fresh, to: replicas };
  const room = replicas + limitsOf(deployment).maxSurge - sumOf([fresh, ...old], sizeOf);
  return room <= 0 ? undefined : { set: fresh, to: size + Math.min(room, replicas - size) };
}

/** Pods that may go of old ReplicaSets, those of the new one that are not available yet counted as missing. */
export function shrinkBudget(deployment: Deployment, fresh: ReplicaSet, old: readonly ReplicaSet[]): number {
  return sumOf([fresh, ...old], sizeOf) - minimumOf(deployment) - (sizeOf(fresh) - availableIn(fresh));
}

/** Step 2a: old ReplicaSets lose pods that are not available anyway, the oldest ReplicaSet first. */
export function dropLame(old: readonly ReplicaSet[], budget: number): Scaling[] {
  return takenFrom(old, budget, (set) => sizeOf(set) - availableIn(set));
}

/** Step 2b: of the others they lose as many as are available beyond what has to be. */
export function dropSpare(deployment: Deployment, fresh: ReplicaSet, old: readonly ReplicaSet[]): Scaling[] {
  return takenFrom(old, sumOf([fresh, ...old], availableIn) - minimumOf(deployment), sizeOf);
}

function takenFrom(sets: readonly ReplicaSet[], count: number, most: (set: ReplicaSet) => number): Scaling[] {
  const scalings: Scaling[] = [];
  let left = count;
  for (const set of [...sets].filter(isInUse).sort(byAge)) {
    const taken = Math.max(0, Math.min(left, most(set)));
    if (taken > 0) scalings.push({ set, to: sizeOf(set) - taken });
    left -= taken;
  }
  return scalings;
}

function minimumOf(deployment: Deployment): number {
  return (deployment.spec.replicas ?? 1) - limitsOf(deployment).maxUnavailable;
}

/** Whether `spec.replicas` was changed since the ReplicaSets were last sized. */
export function isScalingEvent(deployment: Deployment, sets: readonly ReplicaSet[]): boolean {
  return sets.some((set) => {
    const desired = set.metadata.annotations?.[DESIRED];
    return isInUse(set) && desired !== undefined && Number(desired) !== (deployment.spec.replicas ?? 1);
  });
}

/** A change of size: of the only ReplicaSet in use, or shared out among several in the middle of a rollout. */
export function resize(deployment: Deployment, fresh: ReplicaSet | undefined, old: readonly ReplicaSet[]): Scaling[] {
  const replicas = deployment.spec.replicas ?? 1;
  const all = fresh ? [fresh, ...old] : [...old];
  const using = all.filter(isInUse);
  const only = using.length <= 1 ? (using[0] ?? fresh ?? newest(all)) : undefined;
  if (only) return sizeOf(only) === replicas ? [] : [{ set: only, to: replicas }];
  if (fresh && isSaturated(deployment, fresh))
    return using.filter((set) => set !== fresh).map((set) => ({ set, to: 0 }));
  if (deployment.spec.strategy?.type === 'Recreate') return [];
  return shareOut(deployment, using);
}

function newest(sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return [...sets].sort(byAge).at(-1);
}

function isSaturated(deployment: Deployment, set: ReplicaSet): boolean {
  const replicas = deployment.spec.replicas ?? 1;
  return (
    sizeOf(set) === replicas &&
    Number(set.metadata.annotations?.[DESIRED]) === replicas &&
    availableIn(set) === replicas
  );
}

/** Each ReplicaSet in proportion to its size; what rounding leaves goes to the largest. */
function shareOut(deployment: Deployment, using: readonly ReplicaSet[]): Scaling[] {
  const replicas = deployment.spec.replicas ?? 1;
  const allowed = replicas > 0 ? replicas + limitsOf(deployment).maxSurge : 0;
  const toAdd = allowed - sumOf(using, sizeOf);
  const ages = toAdd >= 0 ? -1 : 1;
  const ordered = [...using].sort((a, b) => sizeOf(b) - sizeOf(a) || ages * byAge(a, b));
  let left = toAdd;
  const sizes = ordered.map((set) => {
    const share = left === 0 ? 0 : bounded(proportion(deployment, set, allowed), left, toAdd);
    left -= share;
    return sizeOf(set) + share;
  });
  if (left !== 0 && sizes.length > 0) sizes[0] = Math.max(0, (sizes[0] ?? 0) + left);
  return ordered.map((set, index) => ({ set, to: sizes[index] ?? 0 }));
}

/** By how many pods a ReplicaSet grows or shrinks with the whole; of one that does not say how large that was, by the status. */
function proportion({ status }: Deployment, set: ReplicaSet, allowed: number): number {
  const max = Number(set.metadata.annotations?.[MAX]) || (status?.replicas ?? 0);
  return max === 0 ? 0 : Math.round((sizeOf(set) * allowed) / max) - sizeOf(set);
}

/** No further than what is left; a share may go the other way than the whole (GetReplicaSetProportion). */
function bounded(share: number, left: number, toAdd: number): number {
  return toAdd > 0 ? Math.min(share, left) : Math.max(share, left);
}
