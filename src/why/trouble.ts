import { isReady, type Pod } from '../api/index';
import type { Cluster } from '../cluster';
import type { Fact } from '../kernel/index';
import { isWrite, nameOf, objectOf } from './past';
import { resizeWord } from './pods/resize';
import { type Found, momentOf, type Question } from './question';

/** Pods that are not well at a time, have been restarted since the story began, or wait for a resize; those that are worst off come first. */
export function troubles(cluster: Cluster, { startMs, atMs }: { startMs: number; atMs: number }): Found[] {
  return podsAt(cluster, { startMs, atMs })
    .map(({ fact, weight }) => ({ fact, weight }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.fact.seq - b.fact.seq)
    .map(({ fact }) => momentOf(cluster, questionAbout(fact.object, atMs)));
}

/** Words of a sentence that name something: what is quoted, and the words of a command. */
const NAMES = /"([^"]+)"|`([^`]+)`/g;

/**
 * What a sentence speaks of, so that its failure can be explained: the pod, container or workload that it names; where it names
 * nothing that ever was, the pod that is worst off.
 */
export function subjectOf(
  cluster: Cluster,
  sentence: string,
  { startMs, atMs }: { startMs: number; atMs: number },
): Found | undefined {
  const words = [...sentence.matchAll(NAMES)].flatMap(([, quoted, command]) =>
    quoted ? [quoted] : (command ?? '').split(/[\s/=]+/),
  );
  const pods = podsAt(cluster, { startMs, atMs });
  const byName = pods.filter(({ fact }) => words.includes(nameOf(fact.object)));
  const byContainer = pods.filter(({ fact }) => containersOf(fact).some((name) => words.includes(name)));
  const [worst] = [byName, byContainer].map((found) => worstOf(found)).filter((found) => found !== undefined);
  if (worst) return momentOf(cluster, questionAbout(worst.object, atMs));
  const workload = cluster.journal
    .all()
    .findLast(
      ({ type, object, t }) =>
        t <= atMs && t >= startMs && type === 'api-write' && WORKLOADS.test(object) && words.includes(nameOf(object)),
    );
  if (workload) return momentOf(cluster, questionAbout(workload.object, atMs));
  return troubles(cluster, { startMs, atMs })[0];
}

const WORKLOADS = /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|Service|Node)\//;

interface PodNow {
  readonly fact: Fact;
  /** 0: all is well. */
  readonly weight: number;
}

function podsAt(cluster: Cluster, { startMs, atMs }: { startMs: number; atMs: number }): PodNow[] {
  const newest = new Map<string, Fact>();
  for (const fact of cluster.journal.ofKind('Pod'))
    if (isWrite(fact) && fact.t >= startMs && fact.t <= atMs) newest.set(fact.object, fact);
  return [...newest.values()].map((fact) => ({ fact, weight: weightOf(fact) }));
}

function weightOf(fact: Fact): number {
  if (fact.detail['verb'] === 'removed') return 0;
  const pod = objectOf(fact) as Pod;
  const { status, metadata } = pod;
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const restarts = statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
  const isWell = isReady(pod) || status?.phase === 'Succeeded';
  if (isWell) return restarts > 0 || resizeWord(pod) !== undefined ? 1 : 0;
  return metadata.deletionTimestamp ? 2 : restarts > 0 ? 4 : 3;
}

function worstOf(pods: readonly PodNow[]): Fact | undefined {
  return [...pods].sort((a, b) => b.weight - a.weight || b.fact.seq - a.fact.seq)[0]?.fact;
}

function containersOf(fact: Fact): string[] {
  const { initContainers = [], containers } = (objectOf(fact) as Pod).spec;
  return [...initContainers, ...containers].map(({ name }) => name);
}

function questionAbout(object: string, atMs: number): Question {
  const [kind = '', ...rest] = object.split('/');
  return { kind, name: rest.at(-1) ?? '', namespace: rest.length > 1 ? (rest[0] ?? '') : 'default', atMs };
}
