import { type Pod, parseTime } from '../../api/index';
import type { Cluster } from '../../cluster';
import { describePod } from '../../kubectl/index';
import { MAX_VERSIONS, shortened } from './limits';
import { LineDeltas } from './lineDeltas';
import type { ObjectHistory, ObjectVersion } from './types';

interface Growing {
  readonly deltas: LineDeltas;
  readonly versions: ObjectVersion[];
}

/** What `kubectl describe` showed of each pod, version by version, without the events: those are told apart. */
export function descriptions(cluster: Cluster, startMs: number): ObjectHistory[] {
  const histories = new Map<string, Growing>();
  for (const fact of cluster.journal.all()) {
    if (fact.type !== 'api-write' || !fact.object.startsWith('Pod/')) continue;
    const known = histories.get(fact.object) ?? { deltas: new LineDeltas(), versions: [] };
    histories.set(fact.object, known);
    if (known.versions.length >= MAX_VERSIONS) continue;
    const t = Math.max(0, fact.t - startMs);
    const pod = fact.detail['object'] as Pod;
    const gone = fact.detail['verb'] === 'removed';
    const context = { nowMs: cluster.wallMs(fact.t), release: cluster.release };
    const lines = gone ? [] : linesOf(describePod(pod, undefined, context));
    const delta = known.deltas.next(lines);
    if (!delta) continue;
    const deletionMs = parseTime(pod.metadata.deletionTimestamp) - cluster.wallMs(startMs);
    known.versions.push({ t, ...delta, ...(gone && { gone }), ...(!Number.isNaN(deletionMs) && { deletionMs }) });
  }
  return [...histories].map(([object, { deltas, versions }]) => {
    const [kind = '', namespace = '', name = ''] = object.split('/');
    return { kind, namespace, name, lines: deltas.lines, versions };
  });
}

function linesOf(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => shortened(line));
}
