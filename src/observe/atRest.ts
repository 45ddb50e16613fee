import type { Deployment, KubeObject, Pod, ReplicaSet } from '../api/index';
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
  ];
}

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
  const has = cluster.api.list<Pod>('Pod', { namespace: metadata.namespace ?? 'default' }).filter((pod) => {
    const mine = pod.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid);
    return mine && !pod.metadata.deletionTimestamp && !['Succeeded', 'Failed'].includes(pod.status?.phase ?? '');
  }).length;
  return has === wanted ? [] : stuck(nameOf('ReplicaSet', set), `it has ${has} pods and should have ${wanted}`);
}

function deployment(object: Deployment): Waiting[] {
  const { metadata, status } = object;
  if ((status?.observedGeneration ?? 0) >= (metadata.generation ?? 0)) return [];
  return stuck(nameOf('Deployment', object), 'its controller has not looked at its last change');
}
