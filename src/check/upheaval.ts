import type { Pod } from '../api/index';
import { type RequestFact, requests } from '../observe/index';
import type { Application, Server } from './application';
import { startsAfter } from './handlers';
import { type Entrance, visitor } from './serving';
import { isReady, otherSeeds, Trial, type TrialSetup } from './trial';

/** How long an app of nobody's takes to start while pods are replaced: long enough for a missing readiness probe to show. */
export const START_UP_MS = 5000;
export const REQUESTS_PER_SECOND = 50;
const PATIENCE_MS = 10 * 60_000;
const SETTLE_MS = 10_000;

/** What a service's visitors noticed of something that replaced pods. */
export interface Upheaval {
  readonly sent: number;
  readonly lost: number;
  /** The most frequent reason. */
  readonly why: string;
  /** Whether visitors got answers that they understand; databases only take their connections. */
  readonly speaksHttp: boolean;
  /** It came to an end in time. */
  readonly finished: boolean;
}

/** What is done to a server: a kubectl command line, made when its pods are there. */
export type Action = (pods: readonly Pod[]) => string;

/**
 * A server on three nodes with a steady stream of requests, to which something is done: the worst of three tries, since a
 * race of milliseconds is lost only now and then.
 */
export function upheaval(
  application: Application,
  server: Server,
  setup: TrialSetup,
  entrance: Entrance,
  action: Action,
): Upheaval {
  const tries = [setup, ...otherSeeds(setup)].map((luck) => upheavalOnce(application, server, luck, entrance, action));
  const worst = (a: Upheaval, b: Upheaval) => (!b.finished || (a.finished && b.lost > a.lost) ? b : a);
  return tries.reduce(worst);
}

function upheavalOnce(
  application: Application,
  server: Server,
  setup: TrialSetup,
  entrance: Entrance,
  action: Action,
): Upheaval {
  const behaviours = application.containers(server).map(({ container }) => ({
    container: container.name,
    behaviour: startsAfter(container, START_UP_MS),
  }));
  const wanted = replicas(application, server);
  // One more than pods, so that pods that keep apart have somewhere to go when a node is drained.
  const trial = new Trial(application, setup, { behaviours, nodes: nodesFor(application, server) });
  const { cluster } = trial;
  const settled = () => {
    const pods = trial.pods(server, application);
    return pods.length === wanted && pods.every((pod) => isReady(pod) && !pod.metadata.deletionTimestamp);
  };
  if (!cluster.advanceUntil(settled, PATIENCE_MS))
    return { sent: 0, lost: 0, why: 'its pods are not ready after 10m', speaksHttp: true, finished: false };
  cluster.advance(SETTLE_MS);
  const before = new Set(trial.pods(server, application).map((pod) => pod.metadata.uid));
  const sinceMs = cluster.now;
  const client = visitor(cluster, entrance, REQUESTS_PER_SECOND);
  cluster.advance(1000);
  const pods = trial.pods(server, application);
  const command = cluster.run(action(pods));
  const over = () => command.exitCode !== undefined && settled() && changed(trial.pods(server, application), before);
  const finished = cluster.advanceUntil(over, PATIENCE_MS);
  cluster.advance(SETTLE_MS);
  client.stop();
  const sent = requests(cluster, { sinceMs });
  const speaksHttp = sent.some((request) => request.status !== undefined);
  const lost = sent.filter(speaksHttp ? (request) => !request.ok : isLostConnection);
  const why = finished
    ? mostFrequent(lost.map((request) => request.why))
    : lastWords(`${command.stdout}\n${command.stderr}`);
  return { sent: sent.length, lost: lost.length, why, speaksHttp, finished };
}

/** Databases take connections and understand nothing of what the visitors say. */
function isLostConnection({ served, reason }: RequestFact): boolean {
  return served === undefined || reason === 'cut';
}

/** What kubectl said last, without the name of the pod. */
function lastWords(output: string): string {
  return /Cannot evict pod.*$/m.exec(output)?.[0] ?? output.trim().split('\n').at(-1) ?? '';
}

function changed(pods: readonly Pod[], before: ReadonlySet<string | undefined>): boolean {
  return pods.some((pod) => !before.has(pod.metadata.uid));
}

const LEAST_NODES = 3;

export function nodesFor(application: Application, server: Server): number {
  return server.kind === 'DaemonSet' ? LEAST_NODES : Math.max(LEAST_NODES, replicas(application, server) + 1);
}

function replicas(application: Application, server: Server): number {
  if (server.kind === 'DaemonSet') return LEAST_NODES;
  const { spec } = application.objectOf(server) as unknown as { spec: { replicas?: number } };
  return server.kind === 'Pod' ? 1 : (spec.replicas ?? 1);
}

/** Names of pods differ, reasons don't. */
function mostFrequent(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) {
    const words = reason
      .replace(/ by \S+, which/, ' by a pod which')
      .replace(/ to \d+\.\d+\.\d+\.\d+/, ' to a pod')
      .replace(/(from|by|while) [\w-]+-[\w-]+/, '$1 a pod');
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}
