import { humanDuration } from '../../../api/time';
import type {
  CommandRun,
  ContainerOutput,
  EventVersion,
  Lane,
  ObjectHistory,
  PodVersion,
  Span,
  Story,
} from '../../story/types';

/** Number of the last of some sorted things that is not after `t`; -1 when all are. */
export function lastIndexAt<T>(things: readonly T[], t: number, timeOf: (thing: T) => number): number {
  let low = 0;
  let high = things.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(things[middle] as T) <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const timeOf = (thing: { readonly t: number }): number => thing.t;

export interface PodNow extends PodVersion {
  readonly age: string;
  readonly restartsText: string;
}

/** The rows of `kubectl get pods -A` at a moment, by namespace and name. */
export function podsAt({ pods }: Story, t: number): PodNow[] {
  const rows = new Map<string, PodVersion>();
  for (const version of upTo(pods, t)) rows.set(`${version.namespace}/${version.name}`, version);
  return [...rows.entries()]
    .filter(([, row]) => !row.gone)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => {
      const ago = row.restartedMs === undefined ? '' : ` (${humanDuration(t - row.restartedMs)} ago)`;
      return { ...row, age: humanDuration(t - row.createdMs), restartsText: `${row.restarts}${ago}` };
    });
}

/** The events that there were at a moment, oldest first by their last time. */
export function eventsAt({ events }: Story, t: number): EventVersion[] {
  const rows = new Map<number, EventVersion>();
  for (const version of upTo(events, t)) rows.set(version.id, version);
  return [...rows.values()].filter(({ gone }) => !gone).sort((a, b) => a.lastMs - b.lastMs || a.id - b.id);
}

export interface Description {
  readonly t: number;
  readonly lines: readonly string[];
  /** Numbers of the lines that differ from the version before. */
  readonly changed: ReadonlySet<number>;
}

/** What `kubectl describe` showed at a moment; undefined when there was no such object. */
export function descriptionAt({ versions, lines }: ObjectHistory, t: number): Description | undefined {
  let numbers: number[] = [];
  let before = new Set<number>();
  const last = lastIndexAt(versions, t, timeOf);
  for (const version of versions.slice(0, last + 1)) {
    before = new Set(numbers);
    const tail = version.tail > 0 ? numbers.slice(-version.tail) : [];
    numbers = [...numbers.slice(0, version.keep), ...version.lines, ...tail];
  }
  const version = versions[last];
  if (!version || version.gone) return undefined;
  // Between the first and the last line that changed most are as they were.
  const changed = new Set(last === 0 ? [] : numbers.flatMap((number, i) => (before.has(number) ? [] : [i])));
  const { deletionMs } = version;
  const texts = numbers.map((number) => {
    const line = lines[number] ?? '';
    // How long a pod is terminating is the one thing here that changes without a change of the object.
    return deletionMs === undefined
      ? line
      : line.replace(/\(lasts [^)]*\)/, `(lasts ${humanDuration(t - deletionMs)})`);
  });
  return { t: version.t, lines: texts, changed };
}

/** What containers had written by then; those that had not started yet are left out. */
export function logsAt({ logs }: Story, t: number): ContainerOutput[] {
  return logs.filter(({ startedMs }) => startedMs <= t).map((log) => ({ ...log, lines: upTo(log.lines, t) }));
}

/** Commands that had been typed by then, with what they had printed. */
export function commandsAt({ commands }: Story, t: number): CommandRun[] {
  return upTo(commands, t).map(({ endMs, exitCode, output, ...command }) => ({
    ...command,
    output: upTo(output, t),
    ...(endMs !== undefined && endMs <= t && { endMs, ...(exitCode !== undefined && { exitCode }) }),
  }));
}

/** What a lane shows at a moment: of runs of answers, the last one that had come. */
export function spanAt({ spans, kind }: Lane, t: number): Span | undefined {
  const span = spans[lastIndexAt(spans, t, ({ from }) => from)];
  if (!span || kind === 'probe' || kind === 'client') return span;
  return span.to >= t ? span : undefined;
}

/** Every moment at which something changed, sorted, each once. */
export function changesOf({ lanes, pods, events, steps, endMs }: Story): number[] {
  const times = new Set([0, endMs]);
  for (const lane of lanes) {
    for (const { from, to, count } of lane.spans) {
      times.add(from);
      if (count !== undefined) times.add(to);
    }
    for (const mark of lane.marks) times.add(mark.t);
  }
  for (const { t } of [...pods, ...events]) times.add(t);
  for (const [, to] of steps) times.add(to);
  return [...times].sort((a, b) => a - b);
}

function upTo<T extends { readonly t: number }>(things: readonly T[], t: number): readonly T[] {
  return things.slice(0, lastIndexAt(things, t, timeOf) + 1);
}
