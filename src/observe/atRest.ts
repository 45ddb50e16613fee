import {
  type DaemonSet,
  type Deployment,
  isReady,
  type KubeEvent,
  type KubeNode,
  type KubeObject,
  type Pod,
  type ReplicaSet,
  type StatefulSet,
} from '../api/index';
import type { Cluster } from '../cluster';
import { type Waiting, waitingPods } from './waiting';

/**
 * What has not come to rest although nobody has touched the cluster for minutes: a deadlock, or a controller that forgot
 * something. Crash loops, pulls that fail and pods that no node takes are at rest: they can stay so for ever.
 */
export function atRest(cluster: Cluster): Waiting[] {
  return [
    ...waitingPods(cluster).filter(({ stable }) => !stable),
    ...cluster.api.list<ReplicaSet>('ReplicaSet').flatMap((set) => replicaSet(cluster, set)),
    ...cluster.api.list<Deployment>('Deployment').flatMap(deployment),
    ...cluster.api.list<StatefulSet>('StatefulSet').flatMap((set) => statefulSet(cluster, set)),
    ...cluster.api.list<DaemonSet>('DaemonSet').flatMap((set) => daemonSet(cluster, set)),
  ];
}

/** Times in statuses are whole seconds, and a controller takes its turn. */
const REACTION_MS = 5000;

function nameOf(kind: string, { metadata }: KubeObject): string {
  return `${kind}/${metadata.namespace}/${metadata.name}`;
}

function stuck(object: string, why: string): Waiting[] {
  return [{ object, why, stable: false }];
}

/** As many pods as asked for, as long as the API server lets it create them. */
function replicaSet(cluster: Cluster, set: ReplicaSet): Waiting[] {
  const { metadata, spec, status } = set;
  if (metadata.deletionTimestamp) return [];
  if (status?.conditions?.some(({ type, status: is }) => type === 'ReplicaFailure' && is === 'True')) return [];
  const wanted = spec.replicas ?? 1;
  const has = podsOf(cluster, set).filter(
    ({ metadata: { deletionTimestamp }, status: is }) =>
      !deletionTimestamp && !['Succeeded', 'Failed'].includes(is?.phase ?? ''),
  ).length;
  return has === wanted ? [] : stuck(nameOf('ReplicaSet', set), `it has ${has} pods and should have ${wanted}`);
}

function podsOf(cluster: Cluster, { metadata }: KubeObject): Pod[] {
  return cluster.api
    .list<Pod>('Pod', { namespace: metadata.namespace ?? 'default' })
    .filter((pod) => pod.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid));
}

/** Whether the API server did not let its controller create a pod: a quota, a policy. */
function isRefused(cluster: Cluster, { kind, metadata }: KubeObject): boolean {
  return cluster.api
    .list<KubeEvent>('Event', { namespace: metadata.namespace ?? 'default' })
    .some(({ reason, involvedObject: { kind: of, name } }) => {
      return reason === 'FailedCreate' && of === kind && name === metadata.name;
    });
}

/** A pod for each ordinal, as far as they need not wait for one before them. */
function statefulSet(cluster: Cluster, set: StatefulSet): Waiting[] {
  const { metadata, spec } = set;
  if (metadata.deletionTimestamp || isRefused(cluster, set)) return [];
  const pods = new Map(podsOf(cluster, set).map((pod) => [pod.metadata.name, pod]));
  const first = spec.ordinals?.start ?? 0;
  for (let ordinal = first; ordinal < first + (spec.replicas ?? 1); ordinal++) {
    const name = `${metadata.name}-${ordinal}`;
    const pod = pods.get(name);
    if (!pod) return stuck(nameOf('StatefulSet', set), `nobody has made its pod ${name}`);
    if (!hasBeenReady(cluster, pod, spec.minReadySeconds) && spec.podManagementPolicy !== 'Parallel') return [];
  }
  return [];
}

/** Pods in a crash loop are ready now and then: what waits for one has to see it available first. */
function hasBeenReady(cluster: Cluster, pod: Pod, minReadySeconds = 0): boolean {
  const since = pod.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '';
  return isReady(pod) && cluster.wallMs() - Date.parse(since) > minReadySeconds * 1000 + REACTION_MS;
}

/** A pod on each node that takes any. */
function daemonSet(cluster: Cluster, set: DaemonSet): Waiting[] {
  const { metadata, spec } = set;
  const isChoosy = spec.template.spec.nodeSelector ?? spec.template.spec.affinity;
  if (metadata.deletionTimestamp || isChoosy || isRefused(cluster, set)) return [];
  const served = new Set(podsOf(cluster, set).map((pod) => pod.spec.nodeName));
  // One that no node has taken yet tells itself what it waits for.
  if (served.has(undefined)) return [];
  const bare = cluster.api
    .list<KubeNode>('Node')
    .find((node) => !node.spec?.taints?.length && !served.has(node.metadata.name));
  return bare ? stuck(nameOf('DaemonSet', set), `it has no pod on ${bare.metadata.name}`) : [];
}

function deployment(object: Deployment): Waiting[] {
  const { metadata, status } = object;
  if ((status?.observedGeneration ?? 0) >= (metadata.generation ?? 0)) return [];
  return stuck(nameOf('Deployment', object), 'its controller has not looked at its last change');
}
