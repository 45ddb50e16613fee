import { type ApiServer, isReady } from '../../api';
import type { DaemonSet, Pod } from '../../api/types';
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

interface OnNode {
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
  const isFresh = (pod: Pod): boolean => pod.metadata.labels?.[REVISION_LABEL] === hash;
  const fresh = lasting.find(isFresh);
  const old = lasting.find((pod) => !isFresh(pod));
  return { node, shouldRun, old, fresh, oldWorks: works(old), freshWorks: works(fresh) };
}

/** @param overlooks old pods that do not work take nothing from what may be missing */
function byRemoval(nodes: readonly OnNode[], maxUnavailable: number, overlooks: boolean): Update {
  const lame: Pod[] = [];
  const candidates: Pod[] = [];
  let unavailable = 0;
  for (const { old, fresh, oldWorks, freshWorks } of nodes) {
    // A node with neither is about to get a new one, a node with both to lose one.
    const isOld = old !== undefined && fresh === undefined;
    const works = isOld ? oldWorks || overlooks : !old && freshWorks;
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
  for (const { node, shouldRun, old, fresh, oldWorks, freshWorks } of nodes) {
    if (old ? oldWorks : freshWorks) available++;
    if (!old) continue;
    if (fresh) {
      if (freshWorks || !isReady(old)) remove.push(old);
      else surging++;
    } else if (shouldRun) (oldWorks ? candidates : lame).push(node);
    else (oldWorks ? sunset : remove).push(old);
  }
  // Where a pod should not be any more it stays until another one works elsewhere.
  remove.push(...sunset.slice(0, Math.max(0, available - desired)));
  return { remove, surge: [...lame, ...candidates.slice(0, Math.max(0, maxSurge - surging))] };
}
