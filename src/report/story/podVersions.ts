import { type Pod, parseTime } from '../../api/index';
import type { Cluster } from '../../cluster';
import { podRow } from '../../kubectl/index';
import { MAX_ROWS } from './limits';
import type { PodVersion } from './types';

/** The rows of `kubectl get pods`, version by version. Ages are left to the reader: they change all the time. */
export function podVersions(cluster: Cluster, startMs: number): PodVersion[] {
  const versions: PodVersion[] = [];
  const last = new Map<string, string>();
  const calendarMs = cluster.wallMs(startMs);
  for (const fact of cluster.journal.all()) {
    if (fact.type !== 'api-write' || !fact.object.startsWith('Pod/') || versions.length >= MAX_ROWS) continue;
    const pod = fact.detail['object'] as Pod;
    const t = Math.max(0, fact.t - startMs);
    const version = fact.detail['verb'] === 'removed' ? gone(pod, t) : versionOf(pod, fact.t, cluster, calendarMs, t);
    const { t: _, ...cells } = version;
    const seen = JSON.stringify(cells);
    if (last.get(fact.object) === seen) continue;
    last.set(fact.object, seen);
    versions.push(version);
  }
  return versions;
}

function gone({ metadata }: Pod, t: number): PodVersion {
  const { namespace = '', name } = metadata;
  return { t, namespace, name, gone: true, ready: '', status: '', restarts: 0, createdMs: 0 };
}

function versionOf(pod: Pod, at: number, cluster: Cluster, calendarMs: number, t: number): PodVersion {
  const { namespace = '', name, creationTimestamp } = pod.metadata;
  const { ready, status, restarts } = podRow(pod, cluster.wallMs(at), cluster.release);
  const restartedMs = restarts.includes('(') ? lastEndMs(pod) : Number.NaN;
  return {
    t,
    namespace,
    name,
    ready,
    status,
    restarts: Number.parseInt(restarts, 10),
    ...(!Number.isNaN(restartedMs) && { restartedMs: restartedMs - calendarMs }),
    createdMs: parseTime(creationTimestamp) - calendarMs,
  };
}

function lastEndMs({ status }: Pod): number {
  const ends = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].flatMap(
    ({ lastState }) => (lastState?.terminated ? [parseTime(lastState.terminated.finishedAt)] : []),
  );
  return ends.length > 0 ? Math.max(...ends) : Number.NaN;
}
