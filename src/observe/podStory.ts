import { isReady, type Pod } from '../api/index';
import type { Cluster } from '../cluster';
import { formatDuration } from '../duration';
import type { Fact } from '../kernel/index';

/** What had happened to a pod when something was lost with it. */
interface Chapter {
  name: string;
  node?: string | undefined;
  ready: boolean;
  deletedMs?: number;
  goneMs?: number;
  /** The last end of one of its containers that has not started again. */
  ended?: { readonly container: string; readonly t: number } | undefined;
}

/**
 * What was the matter with a pod at a virtual time, for messages: `web-1 on k8s-node01 was deleted 310ms before, its
 * container "web" ended 280ms before`. Empty when nobody knows such a pod.
 * @param pod its name or its address
 */
export function podStoryAt(cluster: Cluster, pod: string, t: number): string {
  const chapter = read(cluster, pod, t);
  if (!chapter) return '';
  const { name, node, deletedMs, goneMs, ended, ready } = chapter;
  const before = (sinceMs: number) => `${formatDuration(t - sinceMs)} before`;
  const facts = [
    deletedMs !== undefined && `was deleted ${before(deletedMs)}`,
    ended && `its container "${ended.container}" ended ${before(ended.t)}`,
    goneMs !== undefined && `the pod was gone ${before(goneMs)}`,
    deletedMs === undefined && `${ended ? 'it ' : ''}was ${ready ? '' : 'not '}ready`,
  ];
  return `${name}${node ? ` on ${node}` : ''} ${facts.filter(Boolean).join(', ')}`;
}

function read(cluster: Cluster, pod: string, untilMs: number): Chapter | undefined {
  let chapter: Chapter | undefined;
  for (const fact of cluster.journal.ofKind('Pod')) {
    if (fact.t > untilMs) break;
    if (fact.type === 'api-write') {
      const object = fact.detail['object'] as Pod;
      if (object.metadata.name === pod || object.status?.podIP === pod) chapter = written(chapter, fact, object);
    } else if (chapter && fact.object.endsWith(`/${chapter.name}`)) lived(chapter, fact);
  }
  return chapter;
}

function written(before: Chapter | undefined, { t, detail }: Fact, pod: Pod): Chapter {
  const { metadata, spec } = pod;
  const same = detail['verb'] !== 'create' && before?.name === metadata.name;
  const chapter: Chapter = same && before ? before : { name: metadata.name, ready: false };
  chapter.node = spec.nodeName;
  chapter.ready = isReady(pod);
  if (metadata.deletionTimestamp) chapter.deletedMs ??= t;
  if (detail['verb'] === 'removed') chapter.goneMs = t;
  return chapter;
}

function lived(chapter: Chapter, { type, t, detail }: Fact): void {
  const container = String(detail['container']);
  if (type === 'container-exited') chapter.ended = { container, t };
  if (type === 'container-started' && chapter.ended?.container === container) chapter.ended = undefined;
}
