import { defineParameterType } from '@cucumber/cucumber';
import { type ContainerRun, formatDuration } from '../src/index';
import { hookRunsOf, runsOf, signalsOf } from './known';
import { fail } from './observation';
import type { ContainerName } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** What several containers of a pod do one after the other, or at the same time. */

/** @throws Error unless every container has such a moment and they come in the order of the names */
function assertOrder(
  names: readonly string[],
  what: string,
  momentOf: (container: string) => number | undefined,
): void {
  const moments = names.map((name) => ({ name, t: momentOf(name) }));
  const seen = moments.map(({ name, t }) => `${name} ${t === undefined ? 'never' : `at ${formatDuration(t)}`}`);
  const ordered = moments.every(({ t }, i) => t !== undefined && t >= (moments[i - 1]?.t ?? 0));
  if (!ordered) fail(`as the order in which they ${what}`, names.join(', '), seen.join(', '));
}

function lastSignalMs(world: PodwrightWorld, container: string, signal: string): number | undefined {
  return signalsOf(world, { container }).findLast((sent) => sent.signal === signal)?.t;
}

Then('the containers {words} started in this order', function (this: PodwrightWorld, names: string[]) {
  assertOrder(names, 'started', (name) => runsOf(this, { container: name })[0]?.startedMs);
});

Then('the containers {words} last started in this order', function (this: PodwrightWorld, names: string[]) {
  assertOrder(names, 'last started', (name) => runsOf(this, { container: name }).at(-1)?.startedMs);
});

Then('the containers {words} ended in this order', function (this: PodwrightWorld, names: string[]) {
  assertOrder(
    names,
    'ended',
    (name) => runsOf(this, { container: name }).findLast((run) => run.endedMs !== undefined)?.endedMs,
  );
});

Then(
  'the containers {words} got {signal} in this order',
  function (this: PodwrightWorld, names: string[], signal: string) {
    assertOrder(names, `got ${signal}`, (container) => lastSignalMs(this, container, signal));
  },
);

Then(
  'the containers {words} got {signal} at the same time',
  function (this: PodwrightWorld, names: string[], signal: string) {
    assertTogether(names, `got ${signal}`, (container) => lastSignalMs(this, container, signal));
  },
);

Then(
  'the {word} hooks of the containers {words} started at the same time',
  function (this: PodwrightWorld, hook: string, names: string[]) {
    assertTogether(
      names,
      `started their ${hook} hooks`,
      (container) => hookRunsOf(this, hook, { container }).at(-1)?.startedMs,
    );
  },
);

Then(
  '{container} and {container} have run at the same time',
  function (this: PodwrightWorld, one: ContainerName, other: ContainerName) {
    const others = runsOf(this, { container: other.container });
    const endOf = (run: ContainerRun) => run.endedMs ?? this.cluster.now;
    const together = runsOf(this, { container: one.container }).some((a) =>
      others.some((b) => a.startedMs < endOf(b) && b.startedMs < endOf(a)),
    );
    if (!together) fail('at some time', `${one.container} and ${other.container} run`, 'never both');
  },
);

/** The first start in some pod, and whether the other container had ended there before, with success where that is meant. */
function startedAfterEnd(world: PodwrightWorld, later: ContainerName, how: string, earlier: ContainerName): void {
  const first = runsOf(world, { container: later.container })[0];
  if (!first) fail('by now', `container "${later.container}" started`, 'it has never started');
  const succeeded = /succeeded|completed/.test(how);
  const ends = runsOf(world, { container: earlier.container }).filter(
    ({ pod, exitCode }) => pod === first.pod && (!succeeded || exitCode === 0),
  );
  const end = ends.find(({ endedMs }) => endedMs !== undefined);
  if (end?.endedMs === undefined || end.endedMs > first.startedMs)
    fail(
      `at ${formatDuration(first.startedMs)}, when container "${later.container}" started,`,
      `container "${earlier.container}" had ${how}`,
      end?.endedMs === undefined ? 'it has not by now' : `it did at ${formatDuration(end.endedMs)}`,
    );
}

defineParameterType({
  name: 'ending',
  regexp: /(?:(?:has|had) )?(?:succeeded|completed|finished|ended|terminated|exited|stopped)/,
  transformer: (text: string) => text.replace(/^ha[sd] /, ''),
  useForSnippets: false,
});

Then(
  '{container} starts/started/runs/ran (only )after {container} {ending}',
  function (this: PodwrightWorld, later: ContainerName, earlier: ContainerName, how: string) {
    startedAfterEnd(this, later, how, earlier);
  },
);

Then(
  '{container} {ending} before {container} started',
  function (this: PodwrightWorld, earlier: ContainerName, how: string, later: ContainerName) {
    startedAfterEnd(this, later, how, earlier);
  },
);

const firstStart = (world: PodwrightWorld, { container }: ContainerName) => runsOf(world, { container })[0]?.startedMs;
const lastEnd = (world: PodwrightWorld, { container }: ContainerName) =>
  runsOf(world, { container }).findLast((run) => run.endedMs !== undefined)?.endedMs;

function inTurn(
  world: PodwrightWorld,
  [first, second]: readonly [ContainerName, ContainerName],
  what: string,
  momentOf: (world: PodwrightWorld, name: ContainerName) => number | undefined,
): void {
  assertOrder([first.container, second.container], what, (container) => momentOf(world, { container }));
}

Then(
  '{container} starts/started before {container}',
  function (this: PodwrightWorld, first: ContainerName, second: ContainerName) {
    inTurn(this, [first, second], 'started', firstStart);
  },
);

Then(
  '{container} starts/started after {container}',
  function (this: PodwrightWorld, second: ContainerName, first: ContainerName) {
    inTurn(this, [first, second], 'started', firstStart);
  },
);

Then(
  '{container} {ending} before {container}',
  function (this: PodwrightWorld, first: ContainerName, _: string, second: ContainerName) {
    inTurn(this, [first, second], 'ended', lastEnd);
  },
);

Then(
  '{container} {ending} after {container}',
  function (this: PodwrightWorld, second: ContainerName, _: string, first: ContainerName) {
    inTurn(this, [first, second], 'ended', lastEnd);
  },
);

/** Moments that a program on one machine would call the same. */
const TOGETHER_MS = 500;

function assertTogether(
  names: readonly string[],
  what: string,
  momentOf: (container: string) => number | undefined,
): void {
  const moments = names.map(momentOf);
  const times = moments.filter((t): t is number => t !== undefined);
  if (times.length < names.length || Math.max(...times) - Math.min(...times) > TOGETHER_MS)
    fail(
      'at one moment',
      `${names.join(', ')} ${what}`,
      moments.map((t, i) => `${names[i]} ${t === undefined ? 'never' : `at ${formatDuration(t)}`}`).join(', '),
    );
}
