import type { Pod } from '../api/index';
import type { Cluster } from '../cluster';
import { matches } from '../kernel/index';
import type { ContainerQuery } from './containers';
import { eventRows } from './eventRows';

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

/** A container that the kubelet stopped because a probe of it had failed. */
export interface ProbeKill {
  readonly probe: 'liveness' | 'startup';
  readonly t: number;
}

/** `Container web failed liveness probe, will be restarted`: the event Killing says why (pkg/kubelet/kuberuntime/kuberuntime_manager.go). */
const FAILED = /^(?:Init c|C)ontainer (\S+) failed (liveness|startup) probe/;

/** Such ends of the containers of the query, oldest first. */
export function probeKillsOf(cluster: Cluster, query: ContainerQuery): ProbeKill[] {
  return eventRows(cluster)
    .filter(({ reason, object, namespace }) => {
      const [kind, pod = ''] = object.split('/');
      const isHere = query.namespace === undefined || query.namespace === namespace;
      return reason === 'Killing' && kind === 'Pod' && isHere && matches(query.pod, pod);
    })
    .flatMap(({ message, t }) => {
      const [, container, probe] = FAILED.exec(message) ?? [];
      return container === query.container ? [{ probe: probe as ProbeKill['probe'], t }] : [];
    });
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
