import { findResource } from '../api/index';
import type { Cluster } from '../cluster';
import { timeText } from './past';
import { type Found, momentOf, NoSuchMoment } from './question';
import { troubles } from './trouble';
import type { CauseLink } from './types';
import { Why } from './why';

/** What is asked about an object: its kind and name, and a state. */
export interface Asked {
  readonly kind: string;
  readonly name: string;
  readonly state?: string | undefined;
}

export interface Circumstances {
  /** When the story began: times of the answer count from there. */
  readonly startMs: number;
  /** The time that is asked about. */
  readonly atMs: number;
  /** Absent: everything that is not well. */
  readonly asked?: Asked | undefined;
  /** Absent: wherever the object is. */
  readonly namespace?: string | undefined;
}

/** A question with its answer. */
export interface Answer {
  /** `pod/web is 0/1 CrashLoopBackOff, restarts 3 at 5m`. */
  readonly seen: string;
  /** Newest first; times count from the beginning of the story. */
  readonly chain: readonly CauseLink[];
}

/** @throws NoSuchMoment when there is no such object, or it never was so */
export function answersTo(cluster: Cluster, { startMs, atMs, asked, namespace }: Circumstances): Answer[] {
  const why = new Why(cluster, { startMs });
  if (asked) {
    const found = momentOf(cluster, { ...asked, namespace: namespace ?? namespaceOf(cluster, asked), atMs });
    return [answerOf(why, found, { startMs, atMs })];
  }
  const found = troubles(cluster, { startMs, atMs });
  if (found.length === 0) return [{ seen: `all is well at ${timeText(atMs - startMs)}`, chain: [] }];
  return found.map((one) => answerOf(why, one, { startMs, atMs }));
}

export function answerOf(
  why: Why,
  { moment, seen }: Found,
  { startMs, atMs }: { startMs: number; atMs: number },
): Answer {
  const chain = why.chain(moment).map((link) => ({ ...link, t: Math.max(0, link.t - startMs) }));
  return { seen: `${seen} at ${timeText(atMs - startMs)}`, chain };
}

/** `pod/web restarted`, `pod web NotReady`, `web`, `request lost`. @throws NoSuchMoment when the API has no such kind */
export function askedBy([first = '', ...rest]: readonly string[]): Asked {
  if (first.includes('/')) {
    const [kind = '', name = ''] = first.split('/', 2);
    if (!findResource(kind))
      throw new NoSuchMoment(`the API has no kind "${kind}"; ask for pod/NAME, deploy/NAME, job/NAME …`);
    return { kind, name, state: rest.join(' ') || undefined };
  }
  if (/^requests?$|^lost$/.test(first)) return { kind: 'request', name: 'lost' };
  const [second, ...others] = rest;
  if (findResource(first) && second !== undefined)
    return { kind: first, name: second, state: others.join(' ') || undefined };
  return { kind: 'pod', name: first, state: rest.join(' ') || undefined };
}

/** Where an object of that name is; the default namespace when there is none. */
function namespaceOf({ journal }: Cluster, { kind, name }: Asked): string {
  const resource = findResource(kind);
  const own = journal
    .ofKind(resource?.kind ?? '')
    .findLast(({ type, object }) => type === 'api-write' && object.endsWith(`/${name}`));
  return own?.object.split('/')[1] ?? 'default';
}
