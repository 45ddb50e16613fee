import { isReady, type Pod, parseLabelSelector } from '../api/index';
import type { Cluster } from '../cluster';
import type { Fact } from '../kernel/index';

/** What the API server knows of when it happens to a pod. */
export type WrittenMoment = 'created' | 'ready' | 'deleted' | 'gone';

/** What happens once in the life of a pod. `started`: its first container, an init container too. */
export type PodMoment = WrittenMoment | 'started';

/** When that happened first to the newest pod of this name (`namespace/name`), in virtual milliseconds; undefined: not by now. */
export function podMomentMs(cluster: Cluster, pod: string, moment: PodMoment): number | undefined {
  const facts = cluster.journal.about(`Pod/${pod}`);
  const created = facts.findLastIndex((fact) => isAt(fact, 'created'));
  return facts.find((fact, i) => i >= created && isAt(fact, moment))?.t;
}

/**
 * The names of the pods that have these labels, or of all, in the order in which they came to a moment; a later pod of a name counts
 * again.
 */
export function podOrder(cluster: Cluster, moment: WrittenMoment, labelSelector = ''): string[] {
  const matcher = parseLabelSelector(labelSelector);
  const seen = new Set<string>();
  const names: string[] = [];
  for (const fact of cluster.journal.ofKind('Pod')) {
    if (!isAt(fact, moment)) continue;
    const { metadata } = podOf(fact);
    const uid = metadata.uid ?? fact.object;
    if (seen.has(uid) || !matcher.matches(metadata.labels)) continue;
    seen.add(uid);
    names.push(metadata.name);
  }
  return names;
}

function isAt(fact: Fact, moment: PodMoment): boolean {
  if (moment === 'started') return fact.type === 'container-started';
  if (fact.type !== 'api-write') return false;
  const { verb } = fact.detail;
  if (moment === 'created') return verb === 'create';
  if (moment === 'gone') return verb === 'removed';
  if (moment === 'deleted') return podOf(fact).metadata.deletionTimestamp !== undefined || verb === 'removed';
  return isReady(podOf(fact));
}

function podOf({ detail }: Fact): Pod {
  return detail['object'] as Pod;
}
