import type { KubeEvent } from '../api/index';
import type { Cluster } from '../cluster';

/** One write of an Event object. */
export interface EventRow {
  /** Milliseconds since the beginning of the play. */
  t: number;
  /** Of the Event object: what similar events are combined into keeps its name while its message changes. */
  name: string;
  type: string;
  reason: string;
  message: string;
  count: number;
  namespace: string;
  /** `Kind/name`. */
  object: string;
  fieldPath: string | null;
  component: string;
}

/** Every change of every Event from virtual time `sinceMs` on, read from the journal. */
export function eventRows(cluster: Cluster, sinceMs = 0): EventRow[] {
  const rows: EventRow[] = [];
  for (const fact of cluster.journal.ofKind('Event')) {
    if (fact.type !== 'api-write' || fact.t < sinceMs) continue;
    if (fact.detail['verb'] === 'removed') continue;
    rows.push(rowOf(fact.detail['object'] as KubeEvent, fact.t - sinceMs));
  }
  return rows;
}

/** How often something happened: each Event object counts what was combined into it, and its last write counts most. */
export function timesHappened(rows: readonly EventRow[], reason: string, message = ''): number {
  const counts = new Map<string, number>();
  for (const row of rows) if (row.reason === reason && row.message.includes(message)) counts.set(row.name, row.count);
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

function rowOf(event: KubeEvent, t: number): EventRow {
  return {
    t,
    name: event.metadata.name,
    type: event.type ?? 'Normal',
    reason: event.reason ?? '',
    message: event.message ?? '',
    count: event.series?.count ?? event.count ?? 1,
    namespace: event.involvedObject.namespace ?? '',
    object: `${event.involvedObject.kind}/${event.involvedObject.name}`,
    fieldPath: event.involvedObject.fieldPath ?? null,
    component: event.source?.component || event.reportingComponent || '',
  };
}
