import type { DataTable } from '@cucumber/cucumber';
import {
  assertPodIsKnown,
  containerLog,
  containerNames,
  eventsOf,
  fieldOf,
  formatDuration,
  pullsOf,
  wasSeen,
} from '../src/index';
import { logOf, podNow } from './known';
import { fail, type Observed, observable } from './observation';
import type { ContainerName, PodName, Times } from './parameters';
import { Then, ThenOfAnyName } from './sentence';
import type { PodwrightWorld } from './world';

observable(
  'the log(s) of {container} {contains} {string}',
  (world: PodwrightWorld, name: ContainerName, text: string) => {
    return hasLine(logOf(world, name), text);
  },
);

/** Of all its containers. */
observable(
  'the log(s) of {pod} {contains} {string}',
  (world: PodwrightWorld, { name, namespace }: PodName, text: string) => {
    assertPodIsKnown(world.cluster, name, namespace);
    const query = { pod: name, namespace };
    return hasLine(
      containerNames(world.cluster).flatMap((container) => containerLog(world.cluster, { ...query, container })),
      text,
    );
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

observable('{pod} {has} the/a/an event {status}', hasEvent);

observable(
  '{pod} {has} the/a/an event {status} with message {string}',
  (world: PodwrightWorld, pod: PodName, reason: string, message: string) => {
    const events = eventsOf(world.cluster, pod);
    const same = events.filter((e) => e.reason === reason);
    return {
      holds: same.some((e) => e.message.includes(message)),
      expected: `event ${reason} with "${message}"`,
      seen: same.length ? same.map((e) => `"${e.message}"`).join(', ') : reasons(events),
    };
  },
);

observable('there {is} a/an event {status} for/about {pod}', (world: PodwrightWorld, reason: string, pod: PodName) =>
  hasEvent(world, pod, reason),
);
observable(
  'the event {status} {is} seen/recorded/reported for {pod}',
  (world: PodwrightWorld, reason: string, pod: PodName) => hasEvent(world, pod, reason),
);
observable('{pod} {has} a/the warning/Warning event {status}', hasEvent);

Then('{pod} {has} no event {status}', function (this: PodwrightWorld, pod: PodName, reason: string) {
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
  assertPodIsKnown(this.cluster, pod.name, pod.namespace);
  const events = eventsOf(this.cluster, pod);
  const columns = table.raw()[0] ?? [];
  const rows = table.hashes();
  let from = 0;
  for (const row of rows) {
    const found = events.findIndex(
      (e, i) => i >= from && columns.every((c) => String(e[c as 'reason']).includes(row[c] as string)),
    );
    if (found < 0) fail('in this order', JSON.stringify(row), reasons(events.slice(from)));
    from = found + 1;
  }
});

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
