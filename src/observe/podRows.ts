import type { Pod } from '../api/index';
import type { Cluster } from '../cluster';
import type { Fact } from '../kernel/index';
import { podRow } from '../kubectl/index';

/** One line of `kubectl get pods -w --output-watch-events`, as the API server would render it at that moment. */
export interface WatchRow {
  /** Milliseconds since the beginning of the play. */
  t: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  kind: 'Pod';
  namespace: string;
  name: string;
  ready: string;
  status: string;
  restarts: string;
}

/** Every change of every pod's row from virtual time `sinceMs` on, read from the journal. */
export function podRows(cluster: Cluster, sinceMs = 0): WatchRow[] {
  const last = new Map<string, string>();
  const rows: WatchRow[] = [];
  for (const fact of cluster.journal.ofKind('Pod')) {
    if (fact.type !== 'api-write') continue;
    const row = rowOf(cluster, fact, sinceMs, last.has(fact.object));
    const seen = `${row.ready} ${row.status} ${Number.parseInt(row.restarts, 10)}`;
    if (row.type === 'MODIFIED' && last.get(fact.object) === seen) continue;
    if (row.type === 'DELETED') last.delete(fact.object);
    else last.set(fact.object, seen);
    if (fact.t >= sinceMs) rows.push(row);
  }
  return rows;
}

function rowOf(cluster: Cluster, fact: Fact, sinceMs: number, known: boolean): WatchRow {
  const pod = fact.detail['object'] as Pod;
  const cells = podRow(pod, cluster.wallMs(fact.t), cluster.release);
  const type = fact.detail['verb'] === 'removed' ? 'DELETED' : known ? 'MODIFIED' : 'ADDED';
  const { namespace = '', name } = pod.metadata;
  return { t: fact.t - sinceMs, type, kind: 'Pod', namespace, name, ...cells };
}
