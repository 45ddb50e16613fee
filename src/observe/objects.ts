import {
  findResource,
  isReady,
  type KubeObject,
  type ObjectMeta,
  type Pod,
  parseLabelSelector,
  type Service,
} from '../api/index';
import type { Cluster } from '../cluster';
import type { Fact } from '../kernel/index';
import { matches } from '../kernel/index';
import { type Progress, podRow, progressOf } from '../kubectl/index';
import { type EventRow, eventRows } from './eventRows';
import { nearest } from './nearest';

/** An object of the API as a sentence names it: `deployment "web"`, `job "pi" in namespace "dev"`. */
export interface ObjectName {
  readonly kind: string;
  readonly name: string;
  /** Absent for kinds that live outside namespaces. */
  readonly namespace: string | undefined;
}

type AnyObject = KubeObject & {
  readonly metadata: ObjectMeta;
  readonly status?: { readonly conditions?: readonly StatusCondition[] };
};

/** A condition of any kind of object. */
export interface StatusCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** @throws Error when the API has no such kind */
export function objectName(word: string, name: string, namespace = 'default'): ObjectName {
  const resource = findResource(word);
  if (!resource) throw new Error(`the API has no kind "${word}"`);
  return { kind: resource.kind, name, namespace: resource.namespaced ? namespace : undefined };
}

/** The object as it is now. @throws Error with the near names when there never was one */
export function objectNow(cluster: Cluster, { kind, name, namespace }: ObjectName): AnyObject | undefined {
  const object = cluster.api.find<AnyObject>(kind, namespace, name);
  if (object) return object;
  const ever = namesEver(cluster, kind);
  const wanted = namespace === undefined ? name : `${namespace}/${name}`;
  if (!ever.includes(wanted)) throw new Error(`there never was a ${kind} "${wanted}"; ${nearest(wanted, ever)}`);
  return undefined;
}

/** Every version of the objects that had this name, oldest first. @throws Error when there never was one */
export function versionsOf(cluster: Cluster, name: ObjectName): KubeObject[] {
  objectNow(cluster, name);
  return versionsEver(cluster, name);
}

function versionsEver(cluster: Cluster, name: ObjectName): KubeObject[] {
  return writesOf(cluster, name).map((fact) => fact.detail['object'] as KubeObject);
}

/** Each write of it that the API server has taken, the removal too. */
export function writesOf(cluster: Cluster, { kind, namespace, name }: ObjectName): Fact[] {
  const ref = [kind, ...(namespace === undefined ? [] : [namespace]), name].join('/');
  return cluster.journal.about(ref).filter((fact) => fact.type === 'api-write');
}

/** Every name that an object of this kind ever had. */
export function namesEver(cluster: Cluster, kind: string): string[] {
  const names = new Set<string>();
  for (const fact of cluster.journal.ofKind(kind))
    if (fact.type === 'api-write') names.add(fact.object.slice(kind.length + 1).replace(/^\//, ''));
  return [...names];
}

/** The names of what was created for this object, by it or by what it made, oldest first. @throws Error when the API has no such kind */
export function madeFor(cluster: Cluster, owner: ObjectName, word: string): string[] {
  const { kind } = objectName(word, '');
  const belongs = belongsTo(cluster, owner);
  return [...cluster.journal.ofKind(kind)]
    .filter(({ type, detail }) => type === 'api-write' && detail['verb'] === 'create')
    .map(({ detail }) => detail['object'] as KubeObject)
    .filter(belongs)
    .map(({ metadata }) => metadata.name);
}

/** The names of what is there now of what was created for this object, by it or by what it made. */
export function madeForNow(cluster: Cluster, owner: ObjectName, word: string): string[] {
  const { kind } = objectName(word, '');
  objectNow(cluster, owner);
  return cluster.api
    .list<KubeObject>(kind, { ...(owner.namespace !== undefined && { namespace: owner.namespace }) })
    .filter(belongsTo(cluster, owner))
    .map(({ metadata }) => metadata.name);
}

/** Whether something was made for an object of that name, which may have been deleted and created again, or for what it made. */
function belongsTo(cluster: Cluster, owner: ObjectName): (object: KubeObject) => boolean {
  const uids = new Set([...versionsOf(cluster, owner)].map(({ metadata }) => metadata.uid));
  const { namespace = '' } = owner;
  const belongs = ({ metadata }: KubeObject): boolean =>
    (metadata.ownerReferences ?? []).some(({ uid, kind, name }) => {
      if (uids.has(uid)) return true;
      const between = versionsEver(cluster, { kind, name, namespace }).at(-1);
      return between !== undefined && belongs(between);
    });
  return belongs;
}

/** Every write of the events about one object, oldest first; about several where its name has stars in it. */
export function objectEvents(cluster: Cluster, { kind, name, namespace = 'default' }: ObjectName): EventRow[] {
  return eventRows(cluster).filter(
    (row) => matches(`${kind}/${name}`, row.object) && (row.namespace || 'default') === namespace,
  );
}

/** How far a roll-out is, as `kubectl rollout status` tells it. @throws Error when it has failed, or the kind knows none */
export function rolloutOf(object: KubeObject): Progress {
  return progressOf(object, 0);
}

/** A pod as `kubectl get pods` would show it. */
export interface ShownPod {
  readonly name: string;
  readonly namespace: string;
  readonly ready: string;
  readonly status: string;
  /** Whether its condition Ready is true. */
  readonly isReady: boolean;
  readonly phase: string | undefined;
  /** Of all its containers. */
  readonly restarts: number;
  /** Of its containers, as its spec says. */
  readonly images: readonly string[];
}

/** Which pods are meant. */
export type PodFilter = (pod: Pod) => boolean;

/** The pods of now that are meant. */
export function podsNow(cluster: Cluster, isMeant: PodFilter): ShownPod[] {
  return shown(cluster, cluster.api.list<Pod>('Pod').filter(isMeant));
}

/** With these labels, in any namespace. */
export function withLabel(labelSelector: string): PodFilter {
  const matcher = parseLabelSelector(labelSelector);
  return ({ metadata }) => matcher.matches(metadata.labels);
}

/** Of a namespace. */
export function inNamespace(namespace: string): PodFilter {
  return ({ metadata }) => metadata.namespace === namespace;
}

/** Bound to a node, in any namespace. @throws Error with the near names when there is no such node */
export function onNode(cluster: Cluster, node: string): PodFilter {
  objectNow(cluster, { kind: 'Node', name: node, namespace: undefined });
  return ({ spec }) => spec.nodeName === node;
}

/** Found by the selector of a Service, ready or not. @throws Error with the near names when there never was such a Service */
export function behindService(cluster: Cluster, name: string, namespace: string): PodFilter {
  const service = objectNow(cluster, { kind: 'Service', name, namespace }) as Service | undefined;
  const labels = Object.entries(service?.spec.selector ?? {}).map(([key, value]) => `${key}=${value}`);
  if (labels.length === 0) return () => false;
  const [isHere, hasLabels] = [inNamespace(namespace), withLabel(labels.join())];
  return (pod) => isHere(pod) && hasLabels(pod);
}

/** Of an object: its own, those of its ReplicaSets or its Jobs. @throws Error when there never was such an object */
export function ofOwner(cluster: Cluster, owner: ObjectName): PodFilter {
  objectNow(cluster, owner);
  const { namespace = '' } = owner;
  const belongs = belongsTo(cluster, owner);
  return (pod) => pod.metadata.namespace === namespace && belongs(pod);
}

/** How a pod was shown when it was like this. */
export function shownPod(cluster: Cluster, pod: Pod): ShownPod {
  return shown(cluster, [pod])[0] as ShownPod;
}

function shown(cluster: Cluster, pods: readonly Pod[]): ShownPod[] {
  return pods.map((pod) => {
    const { ready, status, restarts } = podRow(pod, cluster.wallMs(), cluster.release);
    const { name, namespace = 'default' } = pod.metadata;
    return {
      name,
      namespace,
      ready,
      status,
      isReady: isReady(pod),
      phase: pod.status?.phase,
      restarts: Number.parseInt(restarts, 10),
      images: pod.spec.containers.map(({ image }) => image ?? ''),
    };
  });
}

/** How many of the pods with these labels had phase Running at the same time, at most, and when that was first so. */
export function mostRunning(cluster: Cluster, labelSelector: string): { count: number; t: number } {
  const matcher = parseLabelSelector(labelSelector);
  const running = new Set<string>();
  let most = { count: 0, t: 0 };
  for (const fact of cluster.journal.ofKind('Pod')) {
    if (fact.type !== 'api-write') continue;
    const pod = fact.detail['object'] as Pod;
    if (!matcher.matches(pod.metadata.labels)) continue;
    if (pod.status?.phase === 'Running' && fact.detail['verb'] !== 'removed') running.add(fact.object);
    else running.delete(fact.object);
    if (running.size > most.count) most = { count: running.size, t: fact.t };
  }
  return most;
}
