import { type KubeObject, manifestYaml } from '../api/index';
import { Cluster, type ClusterOptions } from '../cluster';
import { rememberedFor } from '../kernel/index';
import { slowed } from '../slowness';
import { applyCircumstance } from './circumstances';
import { performDeed, type Stage } from './deeds';
import { dependencyManifests } from './dependencies';
import type { Setting, Story } from './story';
import { nodeNames } from './targets';

/** The cluster could not even be given what the story begins with: the manifests are not valid. */
export class RefusedManifest extends Error {}

export const MANIFEST_FILE = 'manifest.yaml';

/** Called with the cluster before anything happens in it. */
export type Watcher = (cluster: Cluster) => void;

/**
 * Plays a story on a fresh cluster, step by step as its feature would.
 * @param stop asked after each event; once it says so nothing more happens
 * @throws RefusedManifest when kubectl refuses what the story creates
 */
export function play(story: Story, watch: Watcher = () => {}, stop: () => boolean = () => false): Cluster {
  const files = filesOf(story);
  const cluster = new Cluster({ ...clusterOptions(story.setting), readFile: (path) => fileNamed(files, path) });
  const stage: Stage = { cluster, clients: [] };
  watch(cluster);
  for (const label of labelsOf(story.setting)) cluster.execute(`kubectl label node ${label.node} ${label.text}`);
  for (const circumstance of story.circumstances) applyCircumstance(cluster, circumstance);
  if (story.manifests.length) create(cluster);
  const startMs = cluster.now;
  for (const { atMs, deed } of story.deeds) {
    if (wait(cluster, startMs + atMs, stop)) return cluster;
    performDeed(stage, deed);
  }
  wait(cluster, cluster.now + story.quietMs, stop);
  return cluster;
}

/** The options of the cluster that a setting means; the sentences of a feature lead to the same ones. */
function clusterOptions({ seed, kubernetes, nodes, machine, slowness, anyOrder }: Setting): ClusterOptions {
  const node = machine ? { capacity: { ...machine } } : {};
  return {
    seed,
    kubernetes,
    ...((nodes > 1 || machine) && { nodes: Array.from({ length: nodes }, () => node) }),
    ...(slowness !== 1 && { latencies: slowed(slowness) }),
    ...(anyOrder && { permuteTies: true }),
  };
}

/** The labels of nodes that a setting asks for, one by one. */
export function labelsOf({
  nodes,
  nodeLabels = {},
}: Pick<Setting, 'nodes' | 'nodeLabels'>): { readonly node: string; readonly text: string }[] {
  return nodeNames(nodes).flatMap((node, i) =>
    Object.entries(nodeLabels).map(([key, value]) => ({ node, text: `${key}=${value.replace('{n}', `${i + 1}`)}` })),
  );
}

/** The files that a story needs, by name: its manifest, and the things outside that come by themselves. */
export function filesOf(story: Story): ReadonlyMap<string, string> {
  return new Map([[MANIFEST_FILE, manifestText(story.manifests)], ...dependencyManifests(story)]);
}

/** The manifests that a campaign was given are the same in each of its runs. */
const manifestText = rememberedFor((objects: readonly KubeObject[]) => manifestYaml(objects));

function fileNamed(files: ReadonlyMap<string, string>, path: string): string {
  const content = files.get(path);
  if (content === undefined) throw new Error(`there is no file ${path}`);
  return content;
}

function create(cluster: Cluster): void {
  const { exitCode, stderr } = cluster.execute(`kubectl create -f ${MANIFEST_FILE}`);
  if (exitCode !== 0) throw new RefusedManifest(stderr.trim());
}

function wait(cluster: Cluster, untilMs: number, stop: () => boolean): boolean {
  return cluster.kernel.runUntil(untilMs, stop);
}
