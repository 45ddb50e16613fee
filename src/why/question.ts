import { findResource, isReady, type Pod } from '../api/index';
import type { Cluster } from '../cluster';
import type { Fact } from '../kernel/index';
import { podRow } from '../kubectl/index';
import { nearest } from '../observe/nearest';
import { isWrite, nameOf, objectOf } from './past';
import type { Moment } from './types';
import { workloadMoment } from './workloads';

/** What somebody wants to know: of an object, how it came to a state, by a time. */
export interface Question {
  /** `pod`, `deploy` … any word that kubectl takes. */
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** `restarted`, `NotReady`, `deleted`, or a word of the STATUS column. Absent: why it is as it is. */
  readonly state?: string | undefined;
  /** Virtual time at which it is asked. */
  readonly atMs: number;
}

/** The moment that a question is about, and what the object looked like then, as a person would say it. */
export interface Found {
  readonly moment: Moment;
  /** `pod/web was 0/1 CrashLoopBackOff with 3 restarts`. */
  readonly seen: string;
}

/** A question that has no answer: nothing of that name, or never in that state. The message says what there was. */
export class NoSuchMoment extends Error {
  override readonly name = 'NoSuchMoment';
}

/** @throws NoSuchMoment */
export function momentOf(cluster: Cluster, question: Question): Found {
  if (question.kind === 'request') return lostRequest(cluster, question);
  const resource = findResource(question.kind);
  if (!resource)
    throw new NoSuchMoment(`the API has no kind "${question.kind}"; ask for a pod, deployment, job, node …`);
  const object = [resource.kind, ...(resource.namespaced ? [question.namespace] : []), question.name].join('/');
  const writes = cluster.journal.about(object).filter((fact) => isWrite(fact) && fact.t <= question.atMs);
  if (writes.length === 0) throw new NoSuchMoment(unknown(cluster, resource.kind, question));
  const life = writes.slice(Math.max(0, lastCreation(writes)));
  return resource.kind === 'Pod'
    ? podMoment(cluster, object, life, question)
    : workloadMoment(cluster, object, life, question);
}

/** The first request that was lost. */
function lostRequest(cluster: Cluster, { atMs }: Question): Found {
  const all = cluster.journal.ofType('request').filter(({ t }) => t <= atMs);
  const lost = all.filter(({ detail }) => detail['ok'] !== true);
  const [first] = lost;
  if (!first) throw new NoSuchMoment(all.length > 0 ? `no request of ${all.length} was lost` : 'nobody sent a request');
  return { moment: { fact: first, about: 'fact' }, seen: `${lost.length} of ${all.length} requests were lost` };
}

function lastCreation(writes: readonly Fact[]): number {
  return writes.findLastIndex(({ detail }) => detail['verb'] === 'create');
}

function unknown(cluster: Cluster, kind: string, { name, atMs }: Question): string {
  const ever = [
    ...new Set(
      cluster.journal
        .ofKind(kind)
        .filter((fact) => isWrite(fact) && fact.t <= atMs)
        .map((fact) => nameOf(fact.object)),
    ),
  ];
  return `there is no ${kind.toLowerCase()} "${name}"; ${nearest(name, ever)}`;
}

function podMoment(cluster: Cluster, object: string, writes: readonly Fact[], { state, atMs }: Question): Found {
  const last = writes.at(-1) as Fact;
  const seen = `${object.replace(/^Pod\/[^/]+\//, 'pod/')} ${seenText(cluster, last, atMs)}`;
  if (state !== undefined) return { moment: momentOfState(cluster, object, writes, { state, atMs }), seen };
  const cells = cellsOf(cluster, last);
  const [now, all] = cells.ready.split('/');
  const restart = lastRestart(cluster, object, writes, atMs);
  if (cells.status === 'Running' && now === all && restart && last.detail['verb'] !== 'removed')
    return { moment: restart, seen };
  return {
    moment: { fact: sinceWhen(cluster, writes, (fact) => wordOf(cluster, fact)), about: 'status', untilMs: atMs },
    seen,
  };
}

function momentOfState(
  cluster: Cluster,
  object: string,
  writes: readonly Fact[],
  { state, atMs }: { state: string; atMs: number },
): Moment {
  const word = state.toLowerCase().replace(/[^a-z0-9:/]/g, '');
  const never = (what: string) =>
    new NoSuchMoment(`pod "${nameOf(object)}" ${what}; it was ${shownWords(cluster, writes).join(', then ')}`);
  if (['restarted', 'restart', 'restarts', 'killed'].includes(word)) {
    const restart = lastRestart(cluster, object, writes, atMs);
    if (!restart) throw never('never restarted');
    return restart;
  }
  if (['deleted', 'gone', 'terminating', 'evicted'].includes(word)) {
    const going = writes.find((fact) => isGoing(fact));
    if (going) return { fact: going, about: 'fact' };
    if (word !== 'evicted') throw never('was never asked to go');
  }
  if (word === 'notready' || word === 'unready' || word === 'ready') {
    const wanted = word === 'ready';
    const i = writes.findLastIndex((fact) => readyOf(fact) === wanted && fact.detail['verb'] !== 'removed');
    if (i < 0) throw never(wanted ? 'was never ready' : 'was always ready');
    const fact = sinceWhen(cluster, writes.slice(0, i + 1), (write) => String(readyOf(write)));
    const untilMs = i + 1 < writes.length ? (writes[i + 1] as Fact).t - 1 : atMs;
    return { fact, about: 'ready', untilMs: Math.max(untilMs, fact.t) };
  }
  const i = writes.findLastIndex((fact) => wordOf(cluster, fact).toLowerCase() === word);
  if (i < 0) throw never(`was never ${state}`);
  const fact = sinceWhen(cluster, writes.slice(0, i + 1), (write) => wordOf(cluster, write));
  const untilMs = i + 1 < writes.length ? (writes[i + 1] as Fact).t - 1 : atMs;
  return { fact, about: 'status', untilMs: Math.max(untilMs, fact.t) };
}

/** The first of the writes at the end that are all the same. */
function sinceWhen(_cluster: Cluster, writes: readonly Fact[], seen: (fact: Fact) => string): Fact {
  const last = seen(writes.at(-1) as Fact);
  const i = writes.findLastIndex((fact) => seen(fact) !== last);
  return writes[i + 1] as Fact;
}

function lastRestart(cluster: Cluster, object: string, writes: readonly Fact[], atMs: number): Moment | undefined {
  const first = writes[0] as Fact;
  const fact = cluster.journal
    .about(object)
    .findLast(
      (f) => f.type === 'container-started' && f.t <= atMs && f.seq > first.seq && Number(f.detail['attempt']) > 0,
    );
  return fact && { fact, about: 'fact' };
}

function isGoing(fact: Fact): boolean {
  return objectOf(fact).metadata.deletionTimestamp !== undefined || fact.detail['verb'] === 'removed';
}

function readyOf(fact: Fact): boolean {
  return isReady(objectOf(fact) as Pod);
}

function cellsOf(cluster: Cluster, fact: Fact) {
  return podRow(objectOf(fact) as Pod, cluster.wallMs(fact.t), cluster.release);
}

function wordOf(cluster: Cluster, fact: Fact): string {
  return fact.detail['verb'] === 'removed' ? 'gone' : cellsOf(cluster, fact).status;
}

function shownWords(cluster: Cluster, writes: readonly Fact[]): string[] {
  const words = writes.map((fact) => wordOf(cluster, fact)).filter((word, i, all) => word !== all[i - 1]);
  return words.length > 8 ? [...words.slice(0, 3), '…', ...words.slice(-4)] : words;
}

function seenText(cluster: Cluster, fact: Fact, atMs: number): string {
  if (fact.detail['verb'] === 'removed') return 'is gone';
  const { ready, status, restarts } = podRow(objectOf(fact) as Pod, cluster.wallMs(atMs), cluster.release);
  const count = Number.parseInt(restarts, 10);
  return `is ${ready} ${status}${count > 0 ? `, restarts ${restarts}` : ''}`;
}
