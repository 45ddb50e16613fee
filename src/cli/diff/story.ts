import type { PlayResult } from '../play/play';

/** Something that a play showed of one object, without what chance and names make. */
export interface Line {
  readonly t: number;
  /** `0/1 CrashLoopBackOff, 3 restarts`, `Warning BackOff: Back-off restarting …`. */
  readonly text: string;
}

/** What became of each object, by a name that is the same in every release: `Pod web-* (2)`. */
export type Story = ReadonlyMap<string, readonly Line[]>;

/** The story of a play: the course of every pod, and the first appearance of each of its events. */
export function storyOf({ watch, events }: PlayResult): Story {
  const story = new Map<string, Line[]>();
  const labels = labelsOf(watch.map((row) => `${row.namespace}/${row.name}`));
  for (const { namespace, name, t, type, ready, status, restarts } of watch) {
    const count = Number.parseInt(restarts, 10);
    const end = type === 'DELETED' ? ', gone' : '';
    add(story, `Pod ${labels.get(`${namespace}/${name}`)}`, {
      t,
      text: `${ready} ${status}, ${count} restart${count === 1 ? '' : 's'}${end}`,
    });
  }
  const seen = new Set<string>();
  for (const { namespace, object, t, type, reason, message } of events) {
    const [kind = '', name = ''] = object.split('/');
    const label = kind === 'Pod' ? (labels.get(`${namespace}/${name}`) ?? pattern(name)) : pattern(name);
    const text = `${type} ${reason}: ${withoutChance(message)}`;
    if (seen.has(`${kind} ${label} ${text}`)) continue;
    seen.add(`${kind} ${label} ${text}`);
    add(story, `Events of ${kind} ${label}`, { t, text });
  }
  return story;
}

function add(story: Map<string, Line[]>, label: string, line: Line): void {
  story.set(label, [...(story.get(label) ?? []), line]);
}

/** Pods of one workload are told apart by the order in which they came. */
function labelsOf(pods: readonly string[]): Map<string, string> {
  const labels = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const pod of new Set(pods)) {
    const name = pattern(pod.slice(pod.indexOf('/') + 1));
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    labels.set(pod, name.includes('*') ? `${name} (${count})` : name);
  }
  return labels;
}

/** `web-7d9c6b8f4-x2v9q` → `web-*`: hashes and the letters that a controller draws. */
function pattern(name: string): string {
  return name.replace(/-[a-f0-9]{8,10}(-[bcdfghjklmnpqrstvwxz2456789]{5})?$|-[bcdfghjklmnpqrstvwxz2456789]{5}$/, '-*');
}

function withoutChance(message: string): string {
  return message
    .replace(/-[a-f0-9]{8,10}(-[bcdfghjklmnpqrstvwxz2456789]{5})?\b/g, '-*')
    .replace(/\b\d+\.\d+\.\d+\.\d+\b/g, 'IP')
    .replace(/[0-9a-f]{64}/g, 'ID')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
    .replace(/\b\d+(\.\d+)?m?s\b/g, 'SOME TIME');
}
