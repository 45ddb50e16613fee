import { type Job, type KubeObject, type Pod, type ReplicaSet, sameJson } from '../api/index';
import type { Fact } from '../kernel/index';
import { deed, doneText, objectText } from './deeds';
import { nodeWrite } from './nodes';
import { isCreation, isWrite, objectOf, type Past, shortened } from './past';
import type { Moment, Said } from './types';

/** Why somebody wrote an object: a person's deed, or what a controller wanted. */
export function apiWrite(past: Past, fact: Fact): Said {
  const by = String(fact.detail['by']);
  if (PEOPLE.has(by)) return deed(past, fact);
  const kind = fact.object.slice(0, fact.object.indexOf('/'));
  if (kind === 'Node') return nodeWrite(past, fact);
  if (fact.detail['verb'] === 'bind') {
    const chosen = past.latest(fact.object, fact.seq, ({ type }) => type === 'pod-scheduled');
    if (chosen) return { says: '', because: { fact: chosen, about: 'fact' } };
  }
  const isPod = kind === 'Pod';
  if (isPod && by.startsWith('kubelet/') && ['status', 'update', 'patch'].includes(String(fact.detail['verb'])))
    return { says: '', because: { fact, about: 'status' } };
  if (isCreation(fact)) return created(past, fact, by);
  if (isGoing(fact)) return deleted(past, fact, by);
  return changed(past, fact, by);
}

/** Names under which people write. */
const PEOPLE: ReadonlySet<string> = new Set(['kubectl', 'system:anonymous', 'anonymous', '']);

function created(past: Past, fact: Fact, by: string): Said {
  const owner = ownerOf(fact);
  if (!owner) return { says: `The ${by} created ${objectText(fact.object)}.` };
  const because = trigger(past, fact, owner);
  return {
    says: `The ${by} created ${objectText(fact.object)}, as ${objectText(owner)} wants ${wishText(past, owner, fact.seq)}.`,
    because,
  };
}

/** A deletion by some component. */
interface Deletion {
  readonly past: Past;
  readonly fact: Fact;
  readonly by: string;
  readonly owner: string | undefined;
  /** `The job-controller deleted pod pi-x7k2p`, the beginning of the sentence. */
  readonly what: string;
}

/** Whom a deletion by each component follows from, besides the owner. */
const DELETERS: Readonly<Record<string, (deletion: Deletion) => Said | undefined>> = {
  'garbage-collector': collected,
  'taint-eviction-controller': ({ past, fact, what, by }) => drivenAway(past, fact, what, by),
  'pod-garbage-collector': ({ past, fact, what, by }) => drivenAway(past, fact, what, by),
  'node-controller': ({ past, fact, what, by }) => drivenAway(past, fact, what, by),
  'namespace-controller': emptied,
  'kube-scheduler': preempted,
  'job-controller': overJob,
};

function deleted(past: Past, fact: Fact, by: string): Said {
  if (by.startsWith('kubelet/')) return takenAway(past, fact, by.slice(by.indexOf('/') + 1));
  const what = `The ${by} ${fact.detail['verb'] === 'evict' ? 'evicted' : 'deleted'} ${objectText(fact.object)}`;
  const owner = ownerOf(fact);
  const known = DELETERS[by]?.({ past, fact, by, owner, what });
  if (known) return known;
  if (!owner) return { says: `${what}.` };
  const because = trigger(past, fact, owner);
  return { says: `${what}: ${objectText(owner)} wants ${wishText(past, owner, fact.seq)}.`, because };
}

function takenAway(past: Past, fact: Fact, node: string): Said {
  return {
    says: `The kubelet of node ${node} took ${objectText(fact.object)} away: all of it has ended.`,
    rule: 'pod/goes-when-stopped',
    because: { fact: firstOf(past, fact), about: 'fact' },
  };
}

function collected({ past, fact, owner, what }: Deletion): Said | undefined {
  if (!owner) return undefined;
  const gone = past.journal.about(owner).findLast((f) => f.seq < fact.seq && isWrite(f) && isGoing(f));
  const first = gone && firstOf(past, gone);
  return {
    says: `${what}, as its owner ${objectText(owner)} was deleted.`,
    rule: 'gc/background',
    because: first && { fact: first, about: 'fact' },
  };
}

function emptied({ past, fact, what }: Deletion): Said {
  const [, name] = fact.object.split('/');
  const namespace = past.version(`Namespace/${name}`, fact.seq) ?? past.version(`Namespace//${name}`, fact.seq);
  return {
    says: `${what}, as its namespace is being deleted.`,
    rule: 'namespace/emptied-first',
    because: namespace && { fact: firstOf(past, namespace), about: 'fact' },
  };
}

function preempted({ past, fact, what }: Deletion): Said {
  const later = past.journal.all().slice(fact.seq);
  const winner = later.find(
    (f) => isWrite(f) && f.object.startsWith('Pod/') && (objectOf(f) as Pod).status?.nominatedNodeName,
  );
  const whom = winner ? objectText(winner.object) : 'a pod';
  return { says: `${what} to make room for ${whom} of higher priority.`, root: 'manifest' };
}

/** A Job that is over, or has been active for too long, wants no pods. */
function overJob({ past, fact, owner, what }: Deletion): Said | undefined {
  if (!owner) return undefined;
  const deadline = overdue(past, owner, fact);
  if (deadline !== undefined)
    return {
      says: `${what}, as ${objectText(owner)} was active for its activeDeadlineSeconds ${deadline}.`,
      rule: 'job/active-deadline',
      root: 'manifest',
    };
  const ended = past.latest(owner, fact.seq, (f) => isWrite(f) && hasEnded(objectOf(f) as Job));
  return ended && { says: `${what}, as ${objectText(owner)} is over.`, because: { fact: ended, about: 'status' } };
}

/** The deadline of a Job that is over. */
function overdue(past: Past, owner: string, fact: Fact): number | undefined {
  const version = past.version(owner, fact.seq);
  const { spec, status } = (version ? objectOf(version) : {}) as Partial<Job>;
  const deadline = spec?.activeDeadlineSeconds;
  if (deadline === undefined || !status?.startTime) return undefined;
  return past.cluster.wallMs(fact.t) - Date.parse(status.startTime) >= deadline * 1000 ? deadline : undefined;
}

function hasEnded({ status }: Job): boolean {
  return (status?.conditions ?? []).some(({ type, status: is }) => is === 'True' && JOB_ENDS.has(type));
}

const JOB_ENDS: ReadonlySet<string> = new Set(['Failed', 'FailureTarget', 'Complete', 'SuccessCriteriaMet']);

function drivenAway(past: Past, fact: Fact, what: string, by: string): Said {
  const node = (objectOf(fact) as Pod).spec.nodeName;
  const write = past.version(`Node/${node}`, fact.seq);
  const rule = by === 'pod-garbage-collector' ? 'gc/pods-of-lost-nodes' : 'taint/no-execute-evicts';
  const why =
    by === 'pod-garbage-collector'
      ? `as node ${node} is gone`
      : `as it does not tolerate the taints of node ${node} any longer`;
  return { says: `${what}, ${why}.`, rule, because: write && { fact: write, about: 'fact' } };
}

/** A controller changed what one of its objects wants. */
function changed(past: Past, fact: Fact, by: string): Said {
  const before = past.before(fact) as ReplicaSet | undefined;
  const now = objectOf(fact) as ReplicaSet;
  const owner = ownerOf(fact);
  const from = before?.spec?.replicas;
  const to = now.spec?.replicas;
  if (owner && from !== undefined && from !== to) {
    const wish = wishOf(past, owner, fact.seq);
    return {
      says: `The ${by} scaled ${objectText(fact.object)} from ${from} to ${to}.`,
      because: wish && { fact: wish, about: 'fact' },
    };
  }
  const condition = newCondition(before, now);
  const what = condition ? `says ${condition} of` : doneText(fact.detail['verb']);
  return { says: `The ${by} ${what} ${objectText(fact.object)}.` };
}

/** A condition that a write sets to True, or changes the message of, as `Failed (BackoffLimitExceeded: …)`. */
function newCondition(before: KubeObject | undefined, now: KubeObject): string | undefined {
  const had = (before as Job | undefined)?.status?.conditions ?? [];
  const has = (now as Job).status?.conditions ?? [];
  const fresh = has.find(
    ({ type, status, reason }) => !had.some((c) => c.type === type && c.status === status && c.reason === reason),
  );
  if (!fresh) return undefined;
  return `${fresh.type} ${fresh.status}${fresh.reason ? ` (${fresh.reason}${fresh.message ? `: ${shortened(fresh.message)}` : ''})` : ''}`;
}

/** Whether a write is part of an object's going. */
export function isGoing(fact: Fact): boolean {
  return (
    ['removed', 'delete', 'evict'].includes(String(fact.detail['verb'])) ||
    objectOf(fact).metadata.deletionTimestamp !== undefined
  );
}

/** The write by which the going began that a write is part of. */
export function firstOf(past: Past, write: Fact): Fact {
  let first = write;
  past.latest(write.object, write.seq, (fact) => {
    if (!isWrite(fact)) return false;
    if (!isGoing(fact)) return true;
    first = fact;
    return false;
  });
  return first;
}

/** `ReplicaSet/default/web-5c6` of the controller of an object. */
export function ownerOf(fact: Fact): string | undefined {
  const { namespace, ownerReferences } = objectOf(fact).metadata;
  const owner = ownerReferences?.find(({ controller }) => controller) ?? ownerReferences?.[0];
  return owner && [owner.kind, ...(owner.kind === 'Node' ? [] : [namespace]), owner.name].join('/');
}

/** The last write by which an object was told what to be: its creation, a change of its spec, its deletion. */
export function wishOf(past: Past, object: string, upTo: number): Fact | undefined {
  return past.latest(object, upTo, (fact) => isWrite(fact) && isWish(past, fact));
}

/** The last write by which a pod came to ask for other resources than before. */
export function changeOfResources(past: Past, pod: string, upTo: number): Fact | undefined {
  return past.latest(pod, upTo, (fact) => {
    if (!isWrite(fact)) return false;
    const before = past.before(fact);
    return before !== undefined && !sameJson(resourcesOf(before as Pod), resourcesOf(objectOf(fact) as Pod));
  });
}

function resourcesOf({ spec: { resources, containers, initContainers = [] } }: Pod) {
  return [resources, ...[...initContainers, ...containers].map((container) => container.resources)];
}

function isWish(past: Past, fact: Fact): boolean {
  if (isCreation(fact)) return true;
  // A controller that writes what it has done into its own object wishes nothing.
  const [kind = ''] = fact.object.split('/');
  if (fact.detail['by'] === `${kind.toLowerCase()}-controller`) return false;
  const before = past.before(fact);
  const { generation, deletionTimestamp } = objectOf(fact).metadata;
  return (
    before === undefined ||
    before.metadata.generation !== generation ||
    before.metadata.deletionTimestamp !== deletionTimestamp
  );
}

interface Wish {
  readonly replicas?: number;
  readonly completions?: number;
  readonly suspend?: boolean;
}

function wishText(past: Past, owner: string, upTo: number): string {
  const version = past.version(owner, upTo);
  const object = version && (objectOf(version) as KubeObject & { spec?: Wish });
  if (object?.metadata.deletionTimestamp) return 'to go';
  const { replicas, completions, suspend } = object?.spec ?? {};
  if (suspend) return 'none while it is suspended';
  if (replicas !== undefined) return replicas === 1 ? '1 pod' : `${replicas} pods`;
  if (completions !== undefined) return completions === 1 ? '1 completion' : `${completions} completions`;
  if (owner.startsWith('DaemonSet/')) return 'one on each node';
  return owner.startsWith('CronJob/') ? 'one at each of its times' : 'it so';
}

const MOST_HOPS = 60;

/** What made a controller act: one of its pods that went or failed, or a change of what the owner wants. */
function trigger(past: Past, fact: Fact, owner: string): Moment | undefined {
  let at = past.journal.at(fact.cause);
  for (let hops = 0; at && hops < MOST_HOPS; hops++) {
    if (isWrite(at)) {
      if (at.object === owner && isWish(past, at)) break;
      const isSibling = at.object !== fact.object && at.object.startsWith('Pod/') && ownerOf(at) === owner;
      const { phase } = (objectOf(at) as Pod).status ?? {};
      if (isSibling && isGoing(at)) return { fact: firstOf(past, at), about: 'fact' };
      if (isSibling && phase === 'Failed') return { fact: at, about: 'status' };
    }
    at = past.journal.at(at.cause);
  }
  const wish = wishOf(past, owner, fact.seq);
  return wish && { fact: wish, about: 'fact' };
}
