import type { Condition, Job, KubeObject } from '../api/index';
import type { Cluster } from '../cluster';
import type { Fact } from '../kernel/index';
import { nameOf, objectOf } from './past';
import type { Found, Question } from './question';

/** The moment that a question about anything but a pod is about. */
export function workloadMoment(_cluster: Cluster, object: string, writes: readonly Fact[], { atMs }: Question): Found {
  const last = writes.at(-1) as Fact;
  const seen = `${object.split('/')[0]?.toLowerCase()}/${nameOf(object)} ${seenText(last)}`;
  const first =
    writes.find(
      ({ detail }) => detail['object'] && stateOf(objectOf({ detail } as Fact)) === stateOf(objectOf(last)),
    ) ?? last;
  const isGone = last.detail['verb'] === 'removed' || objectOf(last).metadata.deletionTimestamp !== undefined;
  const going = isGone
    ? writes.find(
        (fact) => objectOf(fact).metadata.deletionTimestamp !== undefined || fact.detail['verb'] === 'removed',
      )
    : undefined;
  return { moment: going ? { fact: going, about: 'fact' } : { fact: first, about: 'status', untilMs: atMs }, seen };
}

/** What a workload says of itself, as far as it makes a difference. */
function stateOf(object: KubeObject): string {
  const conditions = (object as Job).status?.conditions ?? [];
  return conditions.map(({ type, status, reason }) => `${type} ${status} ${reason ?? ''}`).join();
}

function seenText(fact: Fact): string {
  const object = objectOf(fact) as KubeObject & { status?: { conditions?: Condition[] }; spec?: object };
  if (fact.detail['verb'] === 'removed') return 'is gone';
  const conditions: readonly Condition[] = object.status?.conditions ?? [];
  if (object.kind === 'Node')
    return conditions.find(({ type }) => type === 'Ready')?.status === 'True' ? 'is Ready' : 'is NotReady';
  const met = conditions.filter(({ status }) => status === 'True').map(({ type }) => type);
  const { replicas, readyReplicas = 0 } = (object.status ?? {}) as { replicas?: number; readyReplicas?: number };
  const wanted = (object.spec as { replicas?: number } | undefined)?.replicas ?? replicas;
  const ready = wanted === undefined ? '' : `has ${readyReplicas} of ${wanted} pods ready`;
  return [ready, met.length > 0 ? `is ${met.join(', ')}` : ''].filter(Boolean).join(' and ') || 'is there';
}
