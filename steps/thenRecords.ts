import type { DataTable } from '@cucumber/cucumber';
import {
  assertPodIsKnown,
  containerLog,
  containerNames,
  eventRows,
  eventsOf,
  fieldOf,
  formatDuration,
  nearest,
  pullsOf,
  wasSeen,
} from '../src/index';
import { logOf, podNow } from './known';
import { fail, type Observed, observable } from './observation';
import type { ContainerName, Count, PodName, Times } from './parameters';
import { assertSameText } from './printed';
import { Then, ThenOfAnyName } from './sentence';
import type { PodwrightWorld } from './world';

observable(
  'the log(s) of {container} {contains} {string}',
  (world: PodwrightWorld, name: ContainerName, text: string) => {
    return hasLine(logOf(world, name), text);
  },
);

observable(
  '{container} logs/logged/prints/printed {string}',
  (world: PodwrightWorld, name: ContainerName, text: string) => hasLine(logOf(world, name), text),
);

/** Of all its containers. */
function logsOfPod(world: PodwrightWorld, { name, namespace }: PodName): ReturnType<typeof containerLog> {
  assertPodIsKnown(world.cluster, name, namespace);
  const query = { pod: name, namespace };
  return containerNames(world.cluster).flatMap((container) => containerLog(world.cluster, { ...query, container }));
}

observable('the log(s) of {pod} {contains} {string}', (world: PodwrightWorld, pod: PodName, text: string) =>
  hasLine(logsOfPod(world, pod), text),
);

Then('the log(s) of {pod} do/does not contain {string}', function (this: PodwrightWorld, pod: PodName, text: string) {
  const line = logsOfPod(this, pod).find((l) => l.text.includes(text));
  if (line) fail('in the logs', `no line with "${text}"`, `"${line.text}" at ${this.moment(line.timeMs)}`);
});

Then('the log(s) of {container} {is}(:)', function (this: PodwrightWorld, name: ContainerName, expected: string) {
  assertSameText(written(logOf(this, name)), expected);
});
Then('the log(s) of {pod} {is}(:)', function (this: PodwrightWorld, pod: PodName, expected: string) {
  assertSameText(written(logsOfPod(this, pod)), expected);
});

function written(log: ReturnType<typeof containerLog>): string {
  return log.map((line) => line.text).join('\n');
}

observable(
  'the log(s) of {container} {has} {count} line(s)',
  (world: PodwrightWorld, name: ContainerName, count: Count) => {
    const lines = logOf(world, name).map((line) => line.text);
    return {
      holds: count.accepts(lines.length),
      expected: `${count.text} lines`,
      seen: `${lines.length}: ${tail(lines)}`,
    };
  },
);

observable(
  'the log(s) of {container} ends/end with {string}',
  (world: PodwrightWorld, name: ContainerName, text: string) => {
    const lines = logOf(world, name).map((line) => line.text);
    return { holds: (lines.at(-1) ?? '').includes(text), expected: `"${text}" in the last line`, seen: tail(lines) };
  },
);

function hasLine(log: readonly { readonly text: string }[], text: string): Observed {
  const lines = log.map((line) => line.text);
  return { holds: lines.some((line) => line.includes(text)), expected: `a line with "${text}"`, seen: tail(lines) };
}

Then(
  'the log(s) of {container} do/does not contain {string}',
  function (this: PodwrightWorld, name: ContainerName, text: string) {
    const line = logOf(this, name).find((l) => l.text.includes(text));
    if (line) fail('in the log', `no line with "${text}"`, `"${line.text}" at ${this.moment(line.timeMs)}`);
  },
);

Then(
  'the log of {container} says {string} every {duration}',
  function (this: PodwrightWorld, name: ContainerName, text: string, everyMs: number) {
    const times = logOf(this, name)
      .filter((line) => line.text.includes(text))
      .map((line) => line.timeMs);
    if (times.length < 3) fail('in the log', `"${text}" again and again`, `${times.length} times`);
    const gaps = times.slice(1).map((t, i) => t - (times[i] as number));
    const odd = gaps.find((gap) => Math.abs(gap - everyMs) > Math.max(100, everyMs / 10));
    if (odd !== undefined)
      fail('in the log', `"${text}" every ${formatDuration(everyMs)}`, `a gap of ${formatDuration(odd)}`);
  },
);

function hasEvent(world: PodwrightWorld, pod: PodName, reason: string): Observed {
  const events = eventsOf(world.cluster, pod);
  return { holds: events.some((e) => e.reason === reason), expected: `event ${reason}`, seen: reasons(events) };
}

observable('{pod} {has} (the )(a )(an )event {status}', hasEvent);

for (const which of ['with (the )(a )message( containing)', 'whose message contains', 'that says'])
  observable(`{pod} {has} (the )(a )(an )event {status} ${which} {string}`, hasEventWith);

function hasEventWith(world: PodwrightWorld, pod: PodName, reason: string, message: string): Observed {
  const events = eventsOf(world.cluster, pod);
  const same = events.filter((e) => e.reason === reason);
  return {
    holds: same.some((e) => e.message.includes(message)),
    expected: `event ${reason} with "${message}"`,
    seen: same.length ? same.map((e) => `"${e.message}"`).join(', ') : reasons(events),
  };
}

observable('there {is} a/an event {status} for/about {pod}', (world: PodwrightWorld, reason: string, pod: PodName) =>
  hasEvent(world, pod, reason),
);
observable(
  'there {is} a/an event {status} for/about {pod} with (the )message {string}',
  (world: PodwrightWorld, reason: string, pod: PodName, message: string) => hasEventWith(world, pod, reason, message),
);
observable(
  '(the )(a )(an )event {status} {is} seen/recorded/reported/emitted for/about {pod}',
  (world: PodwrightWorld, reason: string, pod: PodName) => hasEvent(world, pod, reason),
);
observable(
  '(the )(a )(an )event {status} of/for/about {pod} {contains} {string}',
  (world: PodwrightWorld, reason: string, pod: PodName, message: string) => hasEventWith(world, pod, reason, message),
);
observable('{pod} {has} a/the warning/Warning event {status}', hasEvent);

/** About whatever object. */
observable('there {is} a/an/the (warning )(Warning )event {status}', (world: PodwrightWorld, reason: string) =>
  hasAnyEvent(world, reason, ''),
);
observable(
  '(the )(a )(an )event {status} {is} seen/recorded/reported/emitted',
  (world: PodwrightWorld, reason: string) => hasAnyEvent(world, reason, ''),
);
observable('(the )(a )(an )event {status} {contains} {string}', hasAnyEvent);
observable(
  'there {is} a/an/the (warning )(Warning )event {status} with (the )message {string}',
  (world: PodwrightWorld, reason: string, message: string) => hasAnyEvent(world, reason, message),
);

function hasAnyEvent(world: PodwrightWorld, reason: string, message: string): Observed {
  const same = eventRows(world.cluster).filter((e) => e.reason === reason);
  return {
    holds: same.some((e) => e.message.includes(message)),
    expected: `event ${reason}${message && ` with "${message}"`}`,
    seen: same.map((e) => `"${e.message}"`).join(', ') || `no event ${reason}`,
  };
}

Then('{pod} {has} no event(s) {status}', function (this: PodwrightWorld, pod: PodName, reason: string) {
  assertPodIsKnown(this.cluster, pod.name, pod.namespace);
  const event = eventsOf(this.cluster, pod).find((e) => e.reason === reason);
  if (event) fail('at any time', `no event ${reason}`, `"${event.message}" at ${this.moment(event.t)}`);
});

Then(
  '{pod} {has} no event {status} with message {string}',
  function (this: PodwrightWorld, pod: PodName, reason: string, message: string) {
    assertPodIsKnown(this.cluster, pod.name, pod.namespace);
    const event = eventsOf(this.cluster, pod).find((e) => e.reason === reason && e.message.includes(message));
    if (event) fail('at any time', `no event ${reason} with "${message}"`, `"${event.message}"`);
  },
);

Then('{pod} {has} these events in this order(:)', function (this: PodwrightWorld, pod: PodName, table: DataTable) {
  const events = knownEvents(this, pod);
  let from = 0;
  for (const row of rowsOf(table)) {
    const found = events.findIndex((e, i) => i >= from && isEvent(e, row));
    if (found < 0) fail('in this order', shownRow(row), reasons(events.slice(from)));
    from = found + 1;
  }
});

/** Among others, in whatever order. */
Then('{pod} {has} these/the events(:)', function (this: PodwrightWorld, pod: PodName, table: DataTable) {
  const events = knownEvents(this, pod);
  const missing = rowsOf(table).find((row) => !events.some((e) => isEvent(e, row)));
  if (missing) fail('by now', shownRow(missing), events.map((e) => `\n  ${e.reason}: ${e.message}`).join(''));
});

type EventRow = readonly (readonly [column: (typeof EVENT_COLUMNS)[number], text: string])[];

const EVENT_COLUMNS = ['type', 'reason', 'message', 'fieldPath'] as const;

/** Columns in the words of `kubectl describe` or of kubectl's table; a cell that is empty says nothing. */
function rowsOf(table: DataTable): EventRow[] {
  const columns = (table.raw()[0] ?? []).map((title) => {
    const column = EVENT_COLUMNS.find((one) => one.toLowerCase() === title.toLowerCase());
    if (!column) throw new Error(`events have no column "${title}" here; ${nearest(title, EVENT_COLUMNS)}`);
    return column;
  });
  return table.rows().map((row) => columns.map((column, i) => [column, row[i] ?? ''] as const));
}

function isEvent(event: PodEvent, row: EventRow): boolean {
  return row.every(([column, text]) => (event[column] ?? '').includes(text));
}

function shownRow(row: EventRow): string {
  return row.map(([column, text]) => `${column} "${text}"`).join(', ');
}

type PodEvent = ReturnType<typeof eventsOf>[number];

function knownEvents(world: PodwrightWorld, pod: PodName): PodEvent[] {
  assertPodIsKnown(world.cluster, pod.name, pod.namespace);
  return eventsOf(world.cluster, pod);
}

Then('{image} was pulled {times}', function (this: PodwrightWorld, image: string, times: Times) {
  const tried = pullsOf(this.cluster, image).length;
  if (!times.accepts(tried)) fail('by now', `${times.text}`, `${tried} pulls`);
});

Then(
  '{image} was pulled again after pauses of at least {durations}',
  function (this: PodwrightWorld, image: string, atLeast: number[]) {
    const pulls = pullsOf(this.cluster, image);
    const pauses = pulls.slice(1).map((t, i) => t - (pulls[i] as number));
    if (!atLeast.every((minMs, i) => (pauses[i] ?? -1) >= minMs))
      fail(
        'between pulls',
        atLeast.map(formatDuration).join(', '),
        pauses.map(formatDuration).join(', ') || 'no pulls',
      );
  },
);

observable(
  'the field {string} of {pod} {is} {string}',
  (world: PodwrightWorld, path: string, pod: PodName, expected: string) => {
    const value = fieldOf(podNow(world, pod), path);
    return {
      holds: value === expected,
      expected: `${path} is "${expected}"`,
      seen: value === undefined ? 'no such field' : `"${value}"`,
    };
  },
);

/** Of a name that no pod ever had: it is no mistake here. */
ThenOfAnyName('{pod} was never seen', function (this: PodwrightWorld, { name, namespace }: PodName) {
  if (wasSeen(this.cluster, name, namespace)) fail('at any time', `no pod "${name}"`, 'there was one');
});

function tail(lines: string[]): string {
  return lines.length
    ? `\n${lines
        .slice(-5)
        .map((line) => `  ${line}`)
        .join('\n')}`
    : 'an empty log';
}

function reasons(events: { reason: string; message: string }[]): string {
  return events.length ? events.map((e) => e.reason).join(', ') : 'no events';
}
