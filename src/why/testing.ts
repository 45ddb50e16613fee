import { Cluster } from '../cluster';
import { applyBehaviours } from '../described/index';
import { answersTo, askedBy } from './index';

/** A play in a few words: a manifest, what is done to it, and what is asked. */
export interface Play {
  readonly manifest: string;
  readonly behaviours?: string;
  readonly nodes?: number;
  /** At these seconds. */
  readonly deeds?: readonly (readonly [seconds: number, deed: string | ((cluster: Cluster) => void)])[];
  readonly seconds: number;
}

/** Plays. @returns the cluster, and when the story began */
export function played({ manifest, behaviours, nodes = 1, deeds = [], seconds }: Play): {
  readonly cluster: Cluster;
  readonly startMs: number;
} {
  const cluster = new Cluster({ nodes: Array.from({ length: nodes }, () => ({})), readFile: () => manifest });
  const startMs = cluster.now;
  if (behaviours) applyBehaviours(cluster, behaviours, 'behaviours.yaml');
  cluster.execute('kubectl create -f web.yaml');
  const goTo = (s: number) => cluster.advance(Math.max(0, startMs + s * 1000 - cluster.now));
  for (const [s, deed] of deeds) {
    goTo(s);
    if (typeof deed === 'string') cluster.run(deed);
    else deed(cluster);
  }
  goTo(seconds);
  return { cluster, startMs };
}

/** The names of the pods that went, and of all, oldest first. */
export function podNames(cluster: Cluster): { readonly all: string[]; readonly gone: string[] } {
  const writes = cluster.journal.ofKind('Pod').filter(({ type }) => type === 'api-write');
  const names = (facts: typeof writes) => [...new Set(facts.map(({ object }) => object.split('/')[2] ?? ''))];
  return { all: names(writes), gone: names(writes.filter(({ detail }) => detail['verb'] === 'removed')) };
}

/**
 * The sentences of a chain, newest first, each with its rule in brackets and its root behind an arrow. Names that are drawn are
 * `web-…`, figures of seconds are whole: what is left does not depend on the seed.
 */
export function chainOf(play: Play, question: string): string[] {
  const { cluster, startMs } = played(play);
  const { all, gone } = podNames(cluster);
  const words = question.replace('OLDEST', all[0] ?? '').replace('NEWEST', all.at(-1) ?? '').replace('GONE', gone[0] ?? '');
  const asked = words ? askedBy(words.split(' ')) : undefined;
  const [answer] = answersTo(cluster, { startMs, atMs: cluster.now, asked });
  return (answer?.chain ?? []).map(({ says, rule, root }) =>
    `${says}${rule ? ` [${rule}]` : ''}${root ? ` → ${root}` : ''}`
      .replace(/\b(web|j|db)-[a-z0-9]{5,10}(-[a-z0-9]{5})?\b/g, '$1-…')
      .replace(/(\d)\.\d+s\b/g, '$1s'),
  );
}
