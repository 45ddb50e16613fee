import type { Pod } from '../api/index';
import type { Cluster } from '../cluster';
import { matches } from '../world/index';
import type { ContainerQuery } from './containers';

/** A signal that the runtime sent to the main process of a container. */
export interface SignalSent {
  /** `namespace/name` of the pod. */
  readonly pod: string;
  readonly signal: string;
  /** The rule by which it was sent. */
  readonly rule?: string;
  readonly t: number;
}

/** The signals that the containers of the query were sent, oldest first. */
export function signalsTo(cluster: Cluster, query: ContainerQuery): SignalSent[] {
  const signals: SignalSent[] = [];
  for (const fact of cluster.journal.ofType('signal-sent')) {
    if (fact.detail['container'] !== query.container) continue;
    const [, namespace, pod] = fact.object.split('/');
    if (!matches(query.pod, pod ?? '')) continue;
    if (query.namespace !== undefined && query.namespace !== namespace) continue;
    const rule = fact.detail['rule'] as string | undefined;
    const sent = { pod: `${namespace}/${pod}`, signal: String(fact.detail['signal']), t: fact.t };
    signals.push({ ...sent, ...(rule && { rule }) });
  }
  return signals;
}

/** When a pod was first asked to go, and when its object was gone; the last pod of that name. */
export interface Deletion {
  readonly askedMs?: number;
  readonly goneMs?: number;
}

/** @param pod `namespace/name` */
export function deletionOf(cluster: Cluster, pod: string): Deletion {
  let deletion: { askedMs?: number; goneMs?: number } = {};
  for (const fact of cluster.journal.about(`Pod/${pod}`)) {
    if (fact.type !== 'api-write') continue;
    if (fact.detail['verb'] === 'create') deletion = {};
    const { metadata } = fact.detail['object'] as Pod;
    if (metadata.deletionTimestamp !== undefined) deletion.askedMs ??= fact.t;
    if (fact.detail['verb'] !== 'removed') continue;
    deletion.askedMs ??= fact.t;
    deletion.goneMs = fact.t;
  }
  return deletion;
}
