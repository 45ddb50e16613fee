import type { EndpointSlice, Pod } from '../api/index';
import type { Cluster } from '../cluster';
import type { Fact } from '../kernel/index';
import { type ObjectName, objectNow, type PodFilter, type ShownPod, shownPod, writesOf } from './objects';
import { fieldOf } from './records';
import { endpointsIn } from './services';

/** How many there were from a moment on. */
export interface CountFrom {
  readonly t: number;
  readonly count: number;
}

/** A number in the status of an object, over time; one that is left out is none. @throws Error when there never was such an object */
export function fieldOver(cluster: Cluster, name: ObjectName, path: string): CountFrom[] {
  objectNow(cluster, name);
  return writesOf(cluster, name)
    .filter((fact) => !isRemoval(fact))
    .map(({ t, detail }) => ({ t, count: Number(fieldOf(detail['object'], path) ?? 0) }));
}

/** How many of these pods were in a state, over time. */
export function podsOver(cluster: Cluster, isMeant: PodFilter, is: (pod: ShownPod) => boolean): CountFrom[] {
  return membersOver(cluster.journal.ofKind('Pod'), (fact) => {
    const pod = fact.detail['object'] as Pod;
    return isMeant(pod) && is(shownPod(cluster, pod)) ? 1 : 0;
  });
}

/** How many ready endpoints a Service had, over time. */
export function endpointsOver(cluster: Cluster, service: string, namespace: string): CountFrom[] {
  return membersOver(cluster.journal.ofKind('EndpointSlice'), (fact) => {
    const slice = fact.detail['object'] as EndpointSlice;
    const { labels, namespace: where } = slice.metadata;
    const isItsOwn = where === namespace && labels?.['kubernetes.io/service-name'] === service;
    return isItsOwn ? endpointsIn(slice).length : 0;
  });
}

/** The sum of what each object counts, after each write. */
function membersOver(facts: Iterable<Fact>, worth: (fact: Fact) => number): CountFrom[] {
  const counts = new Map<string, number>();
  const over: CountFrom[] = [];
  let sum = 0;
  for (const fact of facts) {
    if (fact.type !== 'api-write') continue;
    const count = isRemoval(fact) ? 0 : worth(fact);
    sum += count - (counts.get(fact.object) ?? 0);
    counts.set(fact.object, count);
    over.push({ t: fact.t, count: sum });
  }
  return over;
}

function isRemoval({ detail }: Fact): boolean {
  return detail['verb'] === 'removed';
}
