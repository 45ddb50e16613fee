import { type KubeEvent, parseTime } from '../../api/index';
import type { Cluster } from '../../cluster';
import { MAX_ROWS, shortened } from './limits';
import type { EventVersion } from './types';

/** Every version of every Event object that was written since the story began. */
export function eventVersions(cluster: Cluster, startMs: number): EventVersion[] {
  const versions: EventVersion[] = [];
  const ids = new Map<string, number>();
  const calendarMs = cluster.wallMs(startMs);
  for (const fact of cluster.journal.all()) {
    if (fact.t < startMs || fact.type !== 'api-write' || !fact.object.startsWith('Event/')) continue;
    if (versions.length >= MAX_ROWS) break;
    const id = ids.get(fact.object) ?? ids.size;
    ids.set(fact.object, id);
    const event = fact.detail['object'] as KubeEvent;
    const gone = fact.detail['verb'] === 'removed';
    versions.push(versionOf(event, { id, t: fact.t - startMs, calendarMs, gone }));
  }
  return versions;
}

interface Where {
  readonly id: number;
  readonly t: number;
  readonly calendarMs: number;
  readonly gone: boolean;
}

function versionOf(event: KubeEvent, { id, t, calendarMs, gone }: Where): EventVersion {
  const { involvedObject, series } = event;
  const written = parseTime(event.eventTime ?? event.metadata.creationTimestamp);
  const at = (time: string | null | undefined): number => {
    const ms = parseTime(time);
    return (Number.isNaN(ms) ? written : ms) - calendarMs;
  };
  return {
    t,
    id,
    ...(gone && { gone }),
    type: event.type ?? 'Normal',
    reason: event.reason ?? '',
    object: `${involvedObject.kind}/${involvedObject.name}`,
    namespace: involvedObject.namespace ?? '',
    message: shortened((event.message ?? '').trimEnd()),
    count: series?.count ?? event.count ?? 1,
    firstMs: at(event.firstTimestamp),
    lastMs: at(series?.lastObservedTime ?? event.lastTimestamp),
    from: event.source?.component || event.reportingComponent || '',
  };
}
