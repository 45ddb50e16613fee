import { sameJson } from '../json';
import type { Release } from '../release/index';
import type { KubeObject } from '../types/index';

/**
 * metadata.generation: which kinds have one, and which change makes it grow. It tells controllers that the wish
 * (not the state) has changed. Source: the registry strategy of each kind.
 */
const COUNTED = new Set([
  'DaemonSet',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'Job',
  'CronJob',
  'PodDisruptionBudget',
  'EndpointSlice',
  'Ingress',
  'NetworkPolicy',
  'ReplicationController',
  'PriorityClass',
]);

/** The generation of a new object; `undefined` where the kind has none. */
export function firstGeneration(kind: string, release: Release): number | undefined {
  if ((kind === 'Job' || kind === 'CronJob') && !release.has('jobGeneration')) return undefined;
  if (COUNTED.has(kind)) return 1;
  return kind === 'Pod' && release.has('podGeneration') ? 1 : undefined;
}

/** The generation after an update of everything but the status. */
export function nextGeneration(now: KubeObject, old: KubeObject): number | undefined {
  const { generation } = old.metadata;
  if (generation === undefined) return undefined;
  return wishChanged(now, old) ? generation + 1 : generation;
}

function wishChanged(now: KubeObject, old: KubeObject): boolean {
  if (now.kind === 'EndpointSlice') {
    const content = ({ metadata: _, ...rest }: KubeObject) => rest;
    return !sameJson(content(now), content(old)) || !sameJson(now.metadata.labels, old.metadata.labels);
  }
  if (now.kind === 'Deployment' && !sameJson(now.metadata.annotations, old.metadata.annotations)) return true;
  return !sameJson(specOf(now), specOf(old));
}

function specOf(object: KubeObject): unknown {
  return (object as { spec?: unknown }).spec;
}
