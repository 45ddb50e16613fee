import type { LogLine, Pod } from '../api/index';
import type { Cluster } from '../cluster';
import { matches } from '../kernel/index';
import type { ContainerQuery } from './containers';
import { type EventRow, eventRows } from './eventRows';
import { stepsOf } from './fields';

/** What the containers wrote that the query means: every instance whose log is still on its node. */
export function containerLog(cluster: Cluster, query: ContainerQuery): LogLine[] {
  return cluster.api
    .list<Pod>('Pod', query.namespace === undefined ? {} : { namespace: query.namespace })
    .filter((pod) => matches(query.pod, pod.metadata.name))
    .filter((pod) => hasContainer(pod, query.container))
    .flatMap((pod) => linesOf(cluster, pod, query.container));
}

function hasContainer(pod: Pod, name: string): boolean {
  const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec;
  return [...initContainers, ...containers, ...ephemeralContainers].some((container) => container.name === name);
}

function linesOf(cluster: Cluster, pod: Pod, container: string): LogLine[] {
  const node = cluster.api.nodeProxy(pod.spec.nodeName ?? '');
  if (!node) return [];
  return [true, false].flatMap((previous) => {
    try {
      return node.logs(pod, container, { previous });
    } catch {
      return []; // nothing to read yet: the container waits, or has no earlier instance
    }
  });
}

/** Every write of the events of one pod, oldest first. */
export function eventsOf(cluster: Cluster, pod: { name: string; namespace: string }): EventRow[] {
  return eventRows(cluster).filter((row) => row.object === `Pod/${pod.name}` && row.namespace === pod.namespace);
}

/** When an image was asked of its registry. */
export function pullsOf(cluster: Cluster, image: string): number[] {
  return cluster.journal
    .ofType('image-pulling')
    .filter((fact) => fact.detail['image'] === image)
    .map((fact) => fact.t);
}

/** The value at a path such as `status.containerStatuses[0].state` or `metadata.annotations[example.com/owner]` as text; undefined if there is none. */
export function fieldOf(object: unknown, path: string): string | undefined {
  let value = object;
  for (const key of stepsOf(path)) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  if (value === undefined) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
