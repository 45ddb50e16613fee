import {
  assertFieldIsKnown,
  assertPodIsKnown,
  containerLog,
  containerNames,
  fieldOf,
  formatDuration,
  type ObjectName,
  objectName,
  objectNow,
  ofOwner,
  podsNow,
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
  'the log(s) of {container} {contains} (the line ){string}',
  (world: PodwrightWorld, name: ContainerName, text: string) => {
    return hasLine(logOf(world, name), text);
  },
);

observable('{container} {logged} {string}', (world: PodwrightWorld, name: ContainerName, text: string) =>
  hasLine(logOf(world, name), text),
);

/** Of all its containers. */
export function logsOfPod(world: PodwrightWorld, { name, namespace }: PodName): ReturnType<typeof containerLog> {
  assertPodIsKnown(world.cluster, name, namespace);
  const query = { pod: name, namespace };
  return containerNames(world.cluster).flatMap((container) => containerLog(world.cluster, { ...query, container }));
}

for (const logs of ['the log(s) of {pod} {contains} (the line ){string}', '{pod} {logged} {string}'])
  observable(logs, (world: PodwrightWorld, pod: PodName, text: string) => hasLine(logsOfPod(world, pod), text));

Then('the log(s) of {pod} {lacks} {string}', function (this: PodwrightWorld, pod: PodName, text: string) {
  const line = logsOfPod(this, pod).find((l) => l.text.includes(text));
  if (line) fail('in the logs', `no line with "${text}"`, `"${line.text}" at ${this.moment(line.timeMs)}`);
});

Then('the log(s) of {container} {is}(:)', function (this: PodwrightWorld, name: ContainerName, expected: string) {
  assertSameText(written(logOf(this, name)), expected);
});
Then('the log(s) of {pod} {is} {string}', function (this: PodwrightWorld, pod: PodName, expected: string) {
  assertSameText(written(logsOfPod(this, pod)), expected);
});
Then('the log(s) of {container} {is} {string}', function (this: PodwrightWorld, name: ContainerName, expected: string) {
  assertSameText(written(logOf(this, name)), expected);
});
Then('the log(s) of {pod} {is}(:)', function (this: PodwrightWorld, pod: PodName, expected: string) {
  assertSameText(written(logsOfPod(this, pod)), expected);
});

/** Of all the pods that it has now: what those wrote that are gone went with them. */
function logsOf(world: PodwrightWorld, owner: ObjectName): ReturnType<typeof containerLog> {
  objectNow(world.cluster, owner);
  const pods = podsNow(world.cluster, ofOwner(world.cluster, owner));
  return pods.flatMap(({ name, namespace }) => logsOfPod(world, { ...objectName('pod', name), namespace }));
}

observable(
  'the log(s) of {object} {contains} (the line ){string}',
  (world: PodwrightWorld, owner: ObjectName, text: string) => hasLine(logsOf(world, owner), text),
);
Then('the log(s) of {object} {lacks} {string}', function (this: PodwrightWorld, owner: ObjectName, text: string) {
  const line = logsOf(this, owner).find((l) => l.text.includes(text));
  if (line) fail('in the logs', `no line with "${text}"`, `"${line.text}" at ${this.moment(line.timeMs)}`);
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

export function hasLine(log: readonly { readonly text: string }[], text: string): Observed {
  const lines = log.map((line) => line.text);
  return { holds: lines.some((line) => line.includes(text)), expected: `a line with "${text}"`, seen: tail(lines) };
}

export function lacksLine(log: readonly { readonly text: string }[], text: string): Observed {
  const line = log.find((one) => one.text.includes(text));
  return { holds: !line, expected: `no line with "${text}"`, seen: `"${line?.text}"` };
}

Then('the log(s) of {container} {lacks} {string}', function (this: PodwrightWorld, name: ContainerName, text: string) {
  const line = logOf(this, name).find((l) => l.text.includes(text));
  if (line) fail('in the log', `no line with "${text}"`, `"${line.text}" at ${this.moment(line.timeMs)}`);
});

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

observable('{image} {is} pulled', (world: PodwrightWorld, image: string) => {
  const pulls = pullsOf(world.cluster, image);
  return { holds: pulls.length > 0, expected: `image "${image}" was pulled`, seen: 'it never was' };
});

Then('{image} {is} pulled {times}', function (this: PodwrightWorld, image: string, times: Times) {
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
  '(the )field {string} of {pod} {is} {fieldValue}',
  (world: PodwrightWorld, path: string, pod: PodName, expected: string) => {
    assertFieldIsKnown('Pod', path);
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
