import {
  type EndpointSlice,
  type Endpoints,
  isStatus,
  type KubeEvent,
  type KubeObject,
  type Lease,
  type PersistentVolumeClaim,
  type Pod,
  type ReplicaSet,
  type Service,
  usesClaim,
} from '../../api';
import type { Ingress } from '../../api/types';
import type { Task } from '../../kernel';
import type { DescribeContext } from '../describe/common';
import { type BackendFacts, IMPLIED, type IngressFacts, servicesOf } from '../describe/ingress';
import { podSelector } from '../pods';
import { oneResource } from '../selection';
import type { Session } from '../session';
import { find } from '../waiting';
import { nodeLease } from './nodeLease';

/** What `describe` has to read besides the object. */

/** Events of a node carry its name as uid when the kubelet wrote them. */
export function* eventsOf(session: Session, { kind, metadata }: KubeObject): Task<KubeEvent[]> {
  const namespace = metadata.namespace ?? 'default';
  const selectors = kind === 'Pod' ? [] : [`involvedObject.kind=${kind}`];
  const fieldSelector = [`involvedObject.name=${metadata.name}`, ...selectors].join(',');
  const events = yield* session.client.list<KubeEvent>('Event', { namespace, fieldSelector });
  const uids = [metadata.uid, ...(kind === 'Node' ? [metadata.name] : [])];
  return events.filter((event) => !event.involvedObject.uid || uids.includes(event.involvedObject.uid));
}

/** The pods that mount a claim. */
export function* usersOf(session: Session, { metadata }: PersistentVolumeClaim): Task<Pod[]> {
  const pods = yield* session.client.list<Pod>('Pod', { namespace: metadata.namespace ?? 'default' });
  return pods.filter((pod) => usesClaim(pod, metadata.name));
}

const CONTROLLERS = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet'];

export function* workloadFacts(session: Session, object: KubeObject): Task<{ pods: Pod[]; replicaSets: ReplicaSet[] }> {
  if (!CONTROLLERS.includes(object.kind)) return { pods: [], replicaSets: [] };
  const { uid, namespace } = object.metadata;
  const selection = { namespace, labelSelector: podSelector(object) };
  const owned = (entry: KubeObject): boolean =>
    entry.metadata.ownerReferences?.some((owner) => owner.uid === uid) ?? false;
  const pods = (yield* session.client.list<Pod>('Pod', selection)).filter(owned);
  const replicaSets =
    object.kind === 'Deployment' ? (yield* session.client.list<ReplicaSet>('ReplicaSet', selection)).filter(owned) : [];
  return { pods, replicaSets };
}

export function* backendsOf(session: Session, { metadata }: Service) {
  const { name, namespace = '' } = metadata;
  if (!session.release.has('describeServiceBySlices')) {
    return { slices: [], endpoints: yield* find<Endpoints>(session, oneResource('endpoints'), namespace, name) };
  }
  const labelSelector = `kubernetes.io/service-name=${name}`;
  return {
    slices: yield* session.client.list<EndpointSlice>('EndpointSlice', { namespace, labelSelector }),
    endpoints: undefined,
  };
}

/** Each Service that an Ingress names, with what is behind it. */
export function* ingressFacts(session: Session, ingress: Ingress, context: DescribeContext): Task<IngressFacts> {
  const facts = new Map<string, BackendFacts>();
  for (const name of servicesOf(ingress, context)) {
    const namespace = name === IMPLIED ? 'kube-system' : (ingress.metadata.namespace ?? '');
    try {
      const service = yield* session.client.get<Service>('Service', namespace, name);
      facts.set(name, { service, backends: yield* backendsOf(session, service) });
    } catch (error) {
      if (!isStatus(error)) throw error;
      // Older kubectl reads the endpoints first, and tells of them.
      const isEndpoints = !session.release.has('describeServiceBySlices');
      facts.set(name, { error: isEndpoints ? error.message.replace(/^services/, 'endpoints') : error.message });
    }
  }
  return facts;
}

export function* nodeFacts(session: Session, name: string): Task<{ pods: Pod[]; lease: Lease | undefined }> {
  const fieldSelector = `spec.nodeName=${name},status.phase!=Succeeded,status.phase!=Failed`;
  const pods = yield* session.client.list<Pod>('Pod', { fieldSelector });
  const lease = yield* find<Lease>(session, oneResource('lease'), 'kube-node-lease', name);
  return { pods, lease: lease ?? nodeLease(session, name) };
}
