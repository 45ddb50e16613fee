import { findResource, isReady, type Job, type Pod } from '../api/index';
import type { Cluster } from '../cluster';
import type { Fact } from '../kernel/index';
import { podRow } from '../kubectl/index';
import { nearest } from '../observe/nearest';
import { isWrite, nameOf, objectOf, Past } from './past';
import { resizeWord } from './pods/resize';
import type { Moment } from './types';
import { podsOf } from './workloadPods';
import { workloadMoment } from './workloads';

/** What somebody wants to know: of an object, how it came to a state, by a time. */
export interface Question {
  /** `pod`, `deploy` … any word that kubectl takes. */
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** `restarted`, `NotReady`, `deleted`, `resize`, or a word of the STATUS column. Absent: why it is as it is. */
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
  const life = lastLife(cluster, object, question.atMs);
  if (life.length === 0) throw new NoSuchMoment(unknown(cluster, resource.kind, question));
  if (resource.kind === 'Pod') return podMoment(cluster, object, life, question);
  return isAboutPods(resource.kind, life, question)
    ? momentOfPods(cluster, object, question)
    : workloadMoment(cluster, object, life, question);
}

/** Whether a state is one of the pods of a workload: it is none of its own, such as that a Job is Complete. */
function isAboutPods(kind: string, writes: readonly Fact[], { state }: Question): boolean {
  if (state === undefined || !HAS_PODS.has(kind)) return false;
  const last = writes.at(-1) as Fact;
  const { conditions = [] } = (objectOf(last) as Job).status ?? {};
  const isMet = conditions.some(({ type, status }) => status === 'True' && type.toLowerCase() === state.toLowerCase());
  return !isMet && !(GOING.has(wordFor(state)) && isGoing(last));
}

const HAS_PODS: ReadonlySet<string> = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'ReplicaSet',
  'ReplicationController',
  'Service',
  'StatefulSet',
]);

/** The pod of a workload that came to a state last. */
function momentOfPods(cluster: Cluster, object: string, question: Question): Found {
  const [kind = '', , name = ''] = object.split('/');
  const owner = `${kind.toLowerCase()} "${name}"`;
  const pods = podsOf(new Past(cluster, 0, () => undefined), object, question.atMs);
  const found: Found[] = [];
  let otherwise = `${owner} has had no pod`;
  for (const pod of pods) {
    try {
      found.push(podMoment(cluster, pod, lastLife(cluster, pod, question.atMs), question));
    } catch (error) {
      if (!(error instanceof NoSuchMoment)) throw error;
      otherwise = `no pod of ${owner} was so: ${error.message}`;
    }
  }
  const [last] = found.sort((a, b) => b.moment.fact.seq - a.moment.fact.seq);
  if (!last) throw new NoSuchMoment(otherwise);
  return last;
}

/** What was written of an object since its last creation. */
function lastLife({ journal }: Cluster, object: string, atMs: number): Fact[] {
  const writes = journal.about(object).filter((fact) => isWrite(fact) && fact.t <= atMs);
  return writes.slice(Math.max(0, lastCreation(writes)));
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

function unknown(cluster: Cluster, kind: string, { name, namespace, atMs }: Question): string {
  const ever = [
    ...new Set(
      cluster.journal
        .ofKind(kind)
        .filter((fact) => isWrite(fact) && fact.t <= atMs)
        .map((fact) => fact.object),
    ),
  ];
  const elsewhere = ever.find((object) => nameOf(object) === name);
  if (elsewhere !== undefined)
    return `there is no ${kind.toLowerCase()} "${name}" in namespace "${namespace}"; one is in "${elsewhere.split('/')[1]}"`;
  return `there is no ${kind.toLowerCase()} "${name}"; ${nearest(name, ever.map(nameOf))}`;
}

function podMoment(cluster: Cluster, object: string, writes: readonly Fact[], { state, atMs }: Question): Found {
  const last = writes.at(-1) as Fact;
  const seen = `${object.replace(/^Pod\/[^/]+\//, 'pod/')} ${seenText(cluster, last, atMs)}`;
  if (state !== undefined) return { moment: momentOfState(cluster, object, writes, { state, atMs }), seen };
  const cells = cellsOf(cluster, last);
  const [now, all] = cells.ready.split('/');
  const isWell = cells.status === 'Running' && now === all && last.detail['verb'] !== 'removed';
  if (isWell && resizeOf(last) !== undefined) {
    const upTo = { i: writes.length - 1, atMs };
    return { moment: lasting('resize', writes, upTo, (write) => String(resizeOf(write))), seen };
  }
  const restart = lastRestart(cluster, object, writes, atMs);
  if (isWell && restart) return { moment: restart, seen };
  return {
    moment: { fact: sinceWhen(writes, (fact) => wordOf(cluster, fact)), about: 'status', untilMs: atMs },
    seen,
  };
}

function momentOfState(
  cluster: Cluster,
  object: string,
  writes: readonly Fact[],
  { state, atMs }: { state: string; atMs: number },
): Moment {
  const word = wordFor(state);
  const never = (what: string) =>
    new NoSuchMoment(`pod "${nameOf(object)}" ${what}; it was ${shownWords(cluster, writes).join(', then ')}`);
  if (['restarted', 'restart', 'restarts', 'killed'].includes(word)) {
    const restart = lastRestart(cluster, object, writes, atMs);
    if (!restart) throw never('never restarted');
    return restart;
  }
  if (GOING.has(word)) {
    const going = writes.find((fact) => isGoing(fact));
    if (going) return { fact: going, about: 'fact' };
    if (word !== 'evicted') throw never('was never asked to go');
  }
  if (word === 'notready' || word === 'unready' || word === 'ready') {
    const wanted = word === 'ready';
    const i = writes.findLastIndex((fact) => readyOf(fact) === wanted && fact.detail['verb'] !== 'removed');
    if (i < 0) throw never(wanted ? 'was never ready' : 'was always ready');
    return lasting('ready', writes, { i, atMs }, (write) => String(readyOf(write)));
  }
  if (RESIZE_WORDS.has(word)) {
    const i = writes.findLastIndex((fact) => resizeOf(fact) && (word === 'resize' || resizeOf(fact) === word));
    if (i < 0) throw never(word === 'resize' ? 'never waited for a resize' : `had no resize that was ${state}`);
    return lasting('resize', writes, { i, atMs }, (write) => String(resizeOf(write)));
  }
  const i = writes.findLastIndex((fact) => wordOf(cluster, fact).toLowerCase() === word);
  if (i < 0) throw never(`was never ${state}`);
  return lasting('status', writes, { i, atMs }, (write) => wordOf(cluster, write));
}

/** A state as people may write it: `Not-Ready`, `crashloopbackoff`. */
function wordFor(state: string): string {
  return state.toLowerCase().replace(/[^a-z0-9:/]/g, '');
}

const GOING: ReadonlySet<string> = new Set(['deleted', 'gone', 'terminating', 'evicted']);

/** Words of a resize that has not been done; `resize` is any of them. */
const RESIZE_WORDS: ReadonlySet<string> = new Set(['resize', 'deferred', 'infeasible', 'inprogress']);

/** What a pod was at write `i`: since when, and until it is written again. */
function lasting(
  about: Moment['about'],
  writes: readonly Fact[],
  { i, atMs }: { i: number; atMs: number },
  seen: (fact: Fact) => string,
): Moment {
  const fact = sinceWhen(writes.slice(0, i + 1), seen);
  const next = writes[i + 1];
  return { fact, about, untilMs: Math.max(next ? next.t - 1 : atMs, fact.t) };
}

/** The first of the writes at the end that are all the same. */
function sinceWhen(writes: readonly Fact[], seen: (fact: Fact) => string): Fact {
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

function resizeOf(fact: Fact): string | undefined {
  return fact.detail['verb'] === 'removed' ? undefined : resizeWord(objectOf(fact) as Pod)?.toLowerCase();
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
  const resize = resizeWord(objectOf(fact) as Pod);
  return `is ${ready} ${status}${count > 0 ? `, restarts ${restarts}` : ''}${resize ? `, resize ${resize}` : ''}`;
}
