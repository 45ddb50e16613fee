import type { PlayedCommand, PlayResult } from '../play/play';
import { pattern, plain } from './plain';

/** Something that a play showed of one object, without what chance and names make. */
export interface Line {
  readonly t: number;
  /** `0/1 CrashLoopBackOff, 3 restarts`, `Warning BackOff: Back-off restarting …`. */
  readonly text: string;
}

/** What became of each object, by a name that is the same in every release: `Pod web-* (2)`. */
export type Story = ReadonlyMap<string, readonly Line[]>;

/**
 * The story of a play: what kubectl refused, the course of every pod, and the first appearance of each of its events.
 * @param withMessages whether an event is told with its message, or by its type and reason alone
 */
export function storyOf({ watch, events, commands, createErrors }: PlayResult, withMessages: boolean): Story {
  const story = new Map<string, Line[]>();
  const labels = labelsOf(watch.map((row) => `${row.namespace}/${row.name}`));
  for (const refusal of createErrors.split('\n')) {
    if (refusal) add(story, 'kubectl create', { t: 0, text: plain(refusal) });
  }
  for (const command of commands) add(story, command.command, { t: command.t, text: plain(outcome(command)) });
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
    const text = `${type} ${reason}${withMessages ? `: ${plain(message)}` : ''}`;
    if (seen.has(`${kind} ${label} ${text}`)) continue;
    seen.add(`${kind} ${label} ${text}`);
    add(story, `Events of ${kind} ${label}`, { t, text });
  }
  return story;
}

/** What a command prints may change with every second; whether it does what it should, and why not, may not. */
function outcome({ exitCode, stderr }: PlayedCommand): string {
  if (exitCode === null) return 'still running at the end';
  return exitCode === 0 ? 'exit code 0' : `exit code ${exitCode}: ${stderr.trim().split('\n')[0] ?? ''}`;
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
