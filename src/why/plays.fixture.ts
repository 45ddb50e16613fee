import { expect } from 'chai';
import { Cluster } from '../cluster';
import { applyBehaviours } from '../described/index';
import { answersTo, askedBy } from './index';

/** A play in a few words: a manifest, what is done to it, and what is asked. */
export interface Play {
  readonly manifest: string;
  readonly behaviours?: string;
  readonly nodes?: number;
  /** `1.33`; default the newest. */
  readonly kubernetes?: string;
  /** At these seconds. */
  readonly deeds?: readonly (readonly [seconds: number, deed: string | ((cluster: Cluster) => void)])[];
  readonly seconds: number;
}

/** Plays. @returns the cluster, and when the story began */
export function played({ manifest, behaviours, nodes = 1, kubernetes, deeds = [], seconds }: Play): {
  readonly cluster: Cluster;
  readonly startMs: number;
} {
  const cluster = new Cluster({
    nodes: Array.from({ length: nodes }, () => ({})),
    readFile: () => manifest,
    ...(kubernetes && { kubernetes }),
  });
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
  const words = question
    .replace('OLDEST', all[0] ?? '')
    .replace('NEWEST', all.at(-1) ?? '')
    .replace('GONE', gone[0] ?? '');
  const asked = words ? askedBy(words.split(' ')) : undefined;
  const [answer] = answersTo(cluster, { startMs, atMs: cluster.now, asked });
  return (answer?.chain ?? []).map(({ says, rule, root }) =>
    `${says}${rule ? ` [${rule}]` : ''}${root ? ` → ${root}` : ''}`
      .replace(/\b(web|j|db)-[a-z0-9]{5,10}(-[a-z0-9]{5})?\b/g, '$1-…')
      .replace(/(\d)\.\d+s\b/g, '$1s'),
  );
}

/** `chain`: newest first, each sentence with its rule in brackets, the last with what kind of beginning it is. */
export interface Case extends Play {
  readonly what: string;
  readonly asked: string;
  readonly chain: readonly string[];
}

export function describeChains(title: string, cases: readonly Case[]): void {
  describe(`why: ${title}`, () => {
    for (const { what, asked, chain, ...play } of cases)
      it(what, () => expect(chainOf(play, asked)).to.deep.equal(chain)).timeout(20_000);
  });
}

/** @param metadata more of it than the name, as `, finalizers: [a/b]` */
export function pod(spec: string, metadata = ''): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: web${metadata}}\nspec: ${spec}\n`;
}

/** @param container more of it than name and image, `spec` more than size and selector */
export function deployment({ replicas = 2, container = '', spec = '' } = {}): string {
  const template = `{metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx${container}}]}}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: ${replicas}${spec}, selector: {matchLabels: {app: web}}, template: ${template}}
`;
}

export function job(command: string, spec = ''): string {
  const container = `{name: c, image: busybox, command: ${command}}`;
  return `apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec: {${spec}template: {spec: {restartPolicy: Never, containers: [${container}]}}}
`;
}

/** What container c of any pod does. */
export function behaves(how: string): string {
  return `containers:\n- container: c\n  ${how}\n`;
}
