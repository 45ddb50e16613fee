import type { ApiServer } from '../../api';
import type { DaemonSet, Pod } from '../../api/types';
import { scaled } from '../common/percent';
import { isAvailable } from '../common/pods';
import { REVISION_LABEL } from '../common/revisions';

export interface Update {
  readonly remove: readonly Pod[];
  /** Nodes that get a new pod beside the old one. */
  readonly surge: readonly string[];
}

/**
 * What a rolling update does next: old pods that do not work are replaced at once, others within the budget; with surge the
 * new pod comes first and the old one goes when the new one works.
 * @param byNode pods of each eligible node, those that have ended and are being deleted left out
 */
export function nextUpdate(
  set: DaemonSet,
  byNode: ReadonlyMap<string, readonly Pod[]>,
  hash: string,
  api: ApiServer,
): Update {
  const { maxSurge, maxUnavailable } = limitsOf(set, byNode.size);
  const sorted = [...byNode].map(([node, pods]) => situationOf(node, pods, set, hash, api.wallMs()));
  if (maxSurge > 0) return bySurge(sorted, maxSurge);
  return byRemoval(sorted, maxUnavailable, api.release.has('daemonSetOverlooksBrokenPods'));
}

function limitsOf({ spec }: DaemonSet, nodes: number): { maxSurge: number; maxUnavailable: number } {
  const { maxSurge: surge, maxUnavailable: missing = 1 } = spec.updateStrategy?.rollingUpdate ?? {};
  const maxSurge = scaled(surge, nodes, 'up');
  const maxUnavailable = scaled(missing, nodes, 'up');
  return maxSurge === 0 && maxUnavailable === 0 ? { maxSurge, maxUnavailable: 1 } : { maxSurge, maxUnavailable };
}

interface OnNode {
  readonly node: string;
  readonly old: Pod | undefined;
  readonly fresh: Pod | undefined;
  readonly oldWorks: boolean;
  readonly freshWorks: boolean;
}

function situationOf(node: string, pods: readonly Pod[], set: DaemonSet, hash: string, nowMs: number): OnNode {
  const works = (pod: Pod | undefined): boolean =>
    pod !== undefined && !pod.metadata.deletionTimestamp && isAvailable(pod, set.spec.minReadySeconds ?? 0, nowMs);
  const isFresh = (pod: Pod): boolean => pod.metadata.labels?.[REVISION_LABEL] === hash;
  const fresh = pods.find((pod) => isFresh(pod) && !pod.metadata.deletionTimestamp);
  const old = pods.find((pod) => !isFresh(pod));
  return { node, old, fresh, oldWorks: works(old), freshWorks: works(fresh) };
}

/** @param overlooks old pods that do not work take nothing from what may be missing */
function byRemoval(nodes: readonly OnNode[], maxUnavailable: number, overlooks: boolean): Update {
  const lame: Pod[] = [];
  const candidates: Pod[] = [];
  let unavailable = 0;
  for (const { old, fresh, oldWorks, freshWorks } of nodes) {
    const goes = !fresh && old && !old.metadata.deletionTimestamp;
    if (fresh ? !freshWorks : !oldWorks && !(goes && overlooks)) unavailable++;
    if (!goes) continue;
    (oldWorks ? candidates : lame).push(old);
  }
  return { remove: [...lame, ...candidates.slice(0, Math.max(0, maxUnavailable - unavailable))], surge: [] };
}

function bySurge(nodes: readonly OnNode[], maxSurge: number): Update {
  const remove: Pod[] = [];
  const lame: string[] = [];
  const candidates: string[] = [];
  let surging = 0;
  for (const { node, old, fresh, oldWorks, freshWorks } of nodes) {
    if (!old || old.metadata.deletionTimestamp) continue;
    if (fresh) {
      if (freshWorks || !oldWorks) remove.push(old);
      else surging++;
    } else (oldWorks ? candidates : lame).push(node);
  }
  return { remove, surge: [...lame, ...candidates.slice(0, Math.max(0, maxSurge - surging))] };
}
