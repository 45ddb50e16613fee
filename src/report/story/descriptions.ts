import { type KubeObject, parseTime } from '../../api/index';
import type { Cluster } from '../../cluster';
import type { Fact } from '../../kernel/index';
import { describeAmong } from '../../kubectl/index';
import { MAX_VERSIONS, shortened } from './limits';
import { LineDeltas } from './lineDeltas';
import type { ObjectHistory, ObjectVersion } from './types';

/** In this order people look at them. */
const KINDS = ['Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Service'];

/** Others that descriptions tell of: whenever they change, those that they belong to are described anew. */
const BACKENDS = ['EndpointSlice', 'Endpoints'];

interface Growing {
  readonly deltas: LineDeltas;
  readonly versions: ObjectVersion[];
  /** How often it was described: a controller that writes the same over and over costs no more than that. */
  looks: number;
}

/**
 * What `kubectl describe` showed of each object, version by version, without the events: those are told apart.
 * @param notes takes a sentence for each object that changed too often
 */
export function descriptions(cluster: Cluster, startMs: number, notes: string[] = []): ObjectHistory[] {
  const past = new Past();
  const histories = new Map<string, Growing>();
  for (const fact of cluster.journal.all()) {
    if (fact.type !== 'api-write' || !past.write(fact)) continue;
    const [kind = ''] = fact.object.split('/', 1);
    // The cluster itself is made before the story begins, and it is nobody's interest.
    if (fact.t < startMs && kind !== 'Pod') continue;
    const about = BACKENDS.includes(kind) ? past.serviceOf(fact) : fact.object;
    if (about !== undefined) look(about, fact, { cluster, startMs, past, histories });
  }
  for (const [object, { looks, versions }] of histories)
    if (looks > MAX_VERSIONS)
      notes.push(`${object} changed too often: its description ends at ${versions.at(-1)?.t ?? 0} ms.`);
  return [...histories]
    .map(([object, { deltas, versions }]) => {
      const [kind = '', namespace = '', name = ''] = object.split('/');
      return { kind, namespace, name, lines: deltas.lines, versions };
    })
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

interface Looking {
  readonly cluster: Cluster;
  readonly startMs: number;
  readonly past: Past;
  readonly histories: Map<string, Growing>;
}

function look(about: string, fact: Fact, { cluster, startMs, past, histories }: Looking): void {
  const known = histories.get(about) ?? { deltas: new LineDeltas(), versions: [], looks: 0 };
  const object = past.find(about);
  if (object && known.looks++ >= MAX_VERSIONS) return;
  const context = { nowMs: cluster.wallMs(fact.t), release: cluster.release };
  const text = object && describeAmong(object, (kind) => past.of(kind), context);
  const delta = known.deltas.next(text === undefined ? [] : linesOf(text));
  if (!delta) return;
  histories.set(about, known);
  const deletionMs = parseTime(object?.metadata.deletionTimestamp) - cluster.wallMs(startMs);
  known.versions.push({
    t: Math.max(0, fact.t - startMs),
    ...delta,
    ...(!object && { gone: true }),
    ...(!Number.isNaN(deletionMs) && { deletionMs }),
  });
}

/** The objects of the store as they were while the journal is read from its beginning. */
class Past {
  private readonly kinds = new Map<string, Map<string, KubeObject>>(
    [...KINDS, ...BACKENDS].map((kind) => [kind, new Map<string, KubeObject>()]),
  );

  /** @returns whether it is of a kind that matters here */
  write({ object, detail }: Fact): boolean {
    const objects = this.kinds.get(object.slice(0, object.indexOf('/')));
    if (!objects) return false;
    if (detail['verb'] === 'removed') objects.delete(object);
    else objects.set(object, detail['object'] as KubeObject);
    return true;
  }

  find(object: string): KubeObject | undefined {
    return this.kinds.get(object.slice(0, object.indexOf('/')))?.get(object);
  }

  of<T extends KubeObject>(kind: string): Iterable<T> {
    return (this.kinds.get(kind)?.values() ?? []) as Iterable<T>;
  }

  /** The service that a slice or Endpoints are of, where there is one. */
  serviceOf({ detail }: Fact): string | undefined {
    const { kind, metadata } = detail['object'] as KubeObject;
    const name = kind === 'Endpoints' ? metadata.name : metadata.labels?.['kubernetes.io/service-name'];
    const service = `Service/${metadata.namespace}/${name}`;
    return this.find(service) ? service : undefined;
  }
}

function linesOf(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => shortened(line));
}
