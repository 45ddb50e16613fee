import type { Cluster } from '../cluster';
import { matches } from '../kernel/index';
import { type ContainerQuery, containerRuns } from './containers';

/** One run of a probe; an errored run could not be done at all and counts for nothing. */
export interface ProbeRun {
  /** `namespace/name` of the pod. */
  readonly pod: string;
  /** When the verdict was there. */
  readonly t: number;
  readonly result: 'success' | 'warning' | 'failure' | 'error';
  readonly output: string;
}

/** Every run of one kind of probe (`liveness`, `readiness`, `startup`) of the containers that the query means, oldest first. */
export function probeRuns(cluster: Cluster, kind: string, query: ContainerQuery): ProbeRun[] {
  const runs: ProbeRun[] = [];
  for (const fact of cluster.journal.ofType('probe')) {
    if (fact.detail['probe'] !== kind) continue;
    if (fact.detail['container'] !== query.container) continue;
    const [, namespace, pod] = fact.object.split('/');
    if (!matches(query.pod, pod ?? '')) continue;
    if (query.namespace !== undefined && query.namespace !== namespace) continue;
    const result = fact.detail['result'] as ProbeRun['result'];
    runs.push({ pod: `${namespace}/${pod}`, t: fact.t, result, output: String(fact.detail['output'] ?? '') });
  }
  return runs;
}

/** For each instance of the container: the time from its start to each run of the probe, in milliseconds. */
export function probeTimesMs(cluster: Cluster, kind: string, query: ContainerQuery): number[][] {
  const probes = probeRuns(cluster, kind, query);
  const instances = containerRuns(cluster, query);
  return instances.map((instance, i) => {
    const next = instances.slice(i + 1).find((later) => later.pod === instance.pod);
    return probes
      .filter((p) => p.pod === instance.pod && p.t >= instance.startedMs && p.t < (next?.startedMs ?? Infinity))
      .map((p) => p.t - instance.startedMs);
  });
}
