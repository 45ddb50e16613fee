import type { Pod } from '../api/index';
import type { Cluster } from '../cluster';
import { matches } from '../kernel/index';
import { podRow } from '../kubectl/index';
import { nearest } from './nearest';
import { podRows, type WatchRow } from './podRows';

/** What `kubectl get pods` would show of a pod right now; undefined when there is no such pod. */
export function podCells(cluster: Cluster, name: string, namespace: string) {
  const pod = cluster.api.find<Pod>('Pod', namespace, name);
  return pod && podRow(pod, cluster.wallMs(), cluster.release);
}

/** The rows that a watcher of this pod saw so far. */
export function podStory(cluster: Cluster, name: string, namespace: string): WatchRow[] {
  return podRows(cluster).filter((row) => row.name === name && row.namespace === namespace);
}

/** Whether the words appear in this order; others may stand between them. Returns the first word that is missing. */
export function firstMissing(statuses: readonly string[], words: readonly string[]): string | undefined {
  let from = 0;
  for (const word of words) {
    const found = statuses.findIndex((status, i) => i >= from && status === word);
    if (found < 0) return word;
    from = found + 1;
  }
  return undefined;
}

/** @throws Error with the near names when there never was such a pod: a misspelt name must not pass a check. */
export function assertPodIsKnown(cluster: Cluster, name: string, namespace: string): void {
  if (wasSeen(cluster, name, namespace)) return;
  const near = nearest(`${namespace}/${name}`, podNamesEver(cluster));
  throw new Error(`there is no pod "${name}" in namespace "${namespace}"; ${near}`);
}

/** Whether any pod ever had this name, which may have stars in it. */
export function wasSeen(cluster: Cluster, name: string, namespace: string): boolean {
  return podNamesEver(cluster).some((one) => matches(`${namespace}/${name}`, one));
}

/** `namespace/name` of every pod that there ever was. */
function podNamesEver(cluster: Cluster): string[] {
  return [...new Set(cluster.podsEver().map(({ metadata }) => `${metadata.namespace}/${metadata.name}`))];
}

/** Who wrote a pod (`namespace/name`), oldest write first; several writes in a row count once. */
export function writersOf(cluster: Cluster, pod: string): string[] {
  const writers: string[] = [];
  for (const fact of cluster.journal.about(`Pod/${pod}`)) {
    if (fact.type !== 'api-write') continue;
    const by = String(fact.detail['by']);
    if (writers.at(-1) !== by) writers.push(by);
  }
  return writers;
}
