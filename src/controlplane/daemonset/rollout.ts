import { type ApiServer, isReady } from '../../api';
import type { DaemonSet, Pod } from '../../api/types';
import { byAge } from '../common/objects';
import { scaled } from '../common/percent';
import { isAvailable } from '../common/pods';
import { REVISION_LABEL } from '../common/revisions';

export interface Update {
  readonly remove: readonly Pod[];
  /** Nodes that get a new pod beside the old one. */
  readonly surge: readonly string[];
}

/** A node that gets a pod, or has one. */
export interface Place {
  readonly node: string;
  readonly shouldRun: boolean;
  /** Those that have ended and are being deleted left out. */
  readonly pods: readonly Pod[];
}

/**
 * What a rolling update does next: old pods that do not work are replaced at once, others within the budget; with surge the
 * new pod comes first and the old one goes when the new one works (pkg/controller/daemon/update.go rollingUpdate).
 */
export function nextUpdate(set: DaemonSet, places: readonly Place[], hash: string, api: ApiServer): Update {
  const desired = places.filter(({ shouldRun }) => shouldRun).length;
  const { maxSurge, maxUnavailable } = limitsOf(set, desired);
  const situations = places.map((place) => situationOf(place, set, hash, api.wallMs()));
  if (maxSurge > 0) return bySurge(situations, maxSurge, desired);
  return byRemoval(situations, maxUnavailable, api.release.has('daemonSetOverlooksBrokenPods'));
}

/** Whether a node may have an old and a new pod for a while. */
export function allowsSurge({ spec }: DaemonSet): boolean {
  const { type = 'RollingUpdate', rollingUpdate } = spec.updateStrategy ?? {};
  // Whatever the number of nodes, a percentage above 0 is one at least.
  return type === 'RollingUpdate' && scaled(rollingUpdate?.maxSurge, 1, 'up') > 0;
}

function limitsOf({ spec }: DaemonSet, nodes: number): { maxSurge: number; maxUnavailable: number } {
  const { maxSurge: surge, maxUnavailable: missing = 1 } = spec.updateStrategy?.rollingUpdate ?? {};
  const maxSurge = scaled(surge, nodes, 'up');
  const maxUnavailable = scaled(missing, nodes, 'up');
  return maxSurge === 0 && maxUnavailable === 0 ? { maxSurge, maxUnavailable: 1 } : { maxSurge, maxUnavailable };
}

/**
 * Pods of a node that are too many: all but the oldest; with surge all but the oldest new and the oldest old one, and this one
 * too when it is not ready or the new one works (daemon_controller.go podsShouldBeOnNode).
 */
export function excessOf(running: readonly Pod[], set: DaemonSet, hash: string, nowMs: number): Pod[] {
  const [first, ...others] = [...running].sort(byPlace);
  if (!allowsSurge(set)) return others;
  if (!first || others.length === 0) return [];
  const pods = [first, ...others];
  const fresh = pods.find((pod) => isFresh(pod, hash));
  const old = pods.find((pod) => !isFresh(pod, hash));
  const isReplaced = fresh && old && (!isReady(old) || isAvailable(fresh, set.spec.minReadySeconds ?? 0, nowMs));
  return pods.filter((pod) => pod !== fresh && (pod !== old || isReplaced));
}

/** The oldest first, but one that has a node before one that has none. */
export function byPlace(a: Pod, b: Pod): number {
  return Number(b.spec.nodeName !== undefined) - Number(a.spec.nodeName !== undefined) || byAge(a, b);
}

function isFresh({ metadata }: Pod, hash: string): boolean {
  return metadata.labels?.[REVISION_LABEL] === hash;
}

interface OnNode {
  /** There are several old or several new ones, of which the excess has to go first. */
  readonly isCrowded: boolean;
  readonly node: string;
  readonly shouldRun: boolean;
  readonly old: Pod | undefined;
  readonly fresh: Pod | undefined;
  readonly oldWorks: boolean;
  readonly freshWorks: boolean;
}

/** Pods that are being deleted are there no more. */
function situationOf({ node, shouldRun, pods }: Place, set: DaemonSet, hash: string, nowMs: number): OnNode {
  const works = (pod: Pod | undefined): boolean =>
    pod !== undefined && isAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs);
  const lasting = pods.filter(({ metadata }) => !metadata.deletionTimestamp);
  const isNew = (pod: Pod): boolean => isFresh(pod, hash);
  const [fresh, ...moreFresh] = lasting.filter(isNew);
  const [old, ...moreOld] = lasting.filter((pod) => !isNew(pod));
  const isCrowded = moreFresh.length + moreOld.length > 0;
  return { node, shouldRun, isCrowded, old, fresh, oldWorks: works(old), freshWorks: works(fresh) };
}

/** @param overlooks old pods that do not work take nothing from what may be missing */
function byRemoval(nodes: readonly OnNode[], maxUnavailable: number, overlooks: boolean): Update {
  const lame: Pod[] = [];
  const candidates: Pod[] = [];
  let unavailable = 0;
  for (const { isCrowded, old, fresh, oldWorks, freshWorks } of nodes) {
    // A node with neither is about to get a new one, a node with both or with more to lose one.
    const isOld = old !== undefined && fresh === undefined && !isCrowded;
    const works = isOld ? oldWorks || overlooks : !old && freshWorks && !isCrowded;
    if (!works) unavailable++;
    if (isOld) (oldWorks ? candidates : lame).push(old);
  }
  return { remove: [...lame, ...candidates.slice(0, Math.max(0, maxUnavailable - unavailable))], surge: [] };
}

function bySurge(nodes: readonly OnNode[], maxSurge: number, desired: number): Update {
  const remove: Pod[] = [];
  const sunset: Pod[] = [];
  const lame: string[] = [];
  const candidates: string[] = [];
  let surging = 0;
  let available = 0;
  for (const { node, shouldRun, isCrowded, old, fresh, oldWorks, freshWorks } of nodes) {
    if (isCrowded) {
      surging++;
      continue;
    }
    if (old ? oldWorks : freshWorks) available++;
    if (!old) continue;
    if (fresh) {
      if (freshWorks) remove.push(old);
      else surging++;
    } else if (shouldRun) (oldWorks ? candidates : lame).push(node);
    else (oldWorks ? sunset : remove).push(old);
  }
  // Where a pod should not be any more it stays until another one works elsewhere.
  remove.push(...sunset.slice(0, Math.max(0, available - desired)));
  return { remove, surge: [...lame, ...candidates.slice(0, Math.max(0, maxSurge - surging))] };
}
