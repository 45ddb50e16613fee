import { defineParameterType } from '@cucumber/cucumber';
import { assertContainerIsKnown, type ContainerRun, probeRuns } from '../src/index';
import { hookRunsOf, runsOf, signalsOf } from './known';
import { assertSpan, fail } from './observation';
import type { ContainerName, Span } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** What several containers of a pod do one after the other, or at the same time. */

/** When something happened to a container, if it did. */
type MomentOf = (world: PodwrightWorld, name: ContainerName) => number | undefined;

const firstStart: MomentOf = (world, name) => runsOf(world, name)[0]?.startedMs;
const lastStart: MomentOf = (world, name) => runsOf(world, name).at(-1)?.startedMs;
const lastEnd: MomentOf = (world, name) => runsOf(world, name).findLast((run) => run.endedMs !== undefined)?.endedMs;

function lastGot(signal: string): MomentOf {
  return (world, name) => signalsOf(world, name).findLast((sent) => sent.signal === signal)?.t;
}

interface Moment {
  readonly name: string;
  readonly t: number | undefined;
  /** As messages say it. */
  readonly text: string;
}

function momentsOf(world: PodwrightWorld, names: readonly ContainerName[], momentOf: MomentOf): Moment[] {
  return names.map((query) => {
    const name = query.pod === undefined ? query.container : `${query.container} of ${query.pod}`;
    const t = momentOf(world, query);
    return { name, t, text: `${name} ${t === undefined ? 'never' : `at ${world.moment(t)}`}` };
  });
}

const named = (words: readonly string[]): ContainerName[] => words.map((container) => ({ container }));

/** @throws Error unless all have such a moment, in this order */
function assertOrder(moments: readonly Moment[], what: string): void {
  const ordered = moments.every(({ t }, i) => t !== undefined && t >= (moments[i - 1]?.t ?? 0));
  if (!ordered)
    fail(
      `as the order in which they ${what}`,
      moments.map(({ name }) => name).join(', '),
      moments.map(({ text }) => text).join(', '),
    );
}

/** Moments that a program on one machine would call the same. */
const TOGETHER_MS = 500;

/** @throws Error unless all have such a moment, and it is the same */
function assertTogether(moments: readonly Moment[], what: string): void {
  const times = moments.flatMap(({ t }) => t ?? []);
  if (times.length < moments.length || Math.max(...times) - Math.min(...times) > TOGETHER_MS)
    fail(
      'at one moment',
      `${moments.map(({ name }) => name).join(', ')} ${what}`,
      moments.map(({ text }) => text).join(', '),
    );
}

Then('(the )containers {words} (were )started in this order', function (this: PodwrightWorld, names: string[]) {
  assertOrder(momentsOf(this, named(names), firstStart), 'started');
});

Then('the containers {words} last started in this order', function (this: PodwrightWorld, names: string[]) {
  assertOrder(momentsOf(this, named(names), lastStart), 'last started');
});

Then('(the )containers {words} ended in this order', function (this: PodwrightWorld, names: string[]) {
  assertOrder(momentsOf(this, named(names), lastEnd), 'ended');
});

Then(
  'the containers {words} got {signal} in this order',
  function (this: PodwrightWorld, names: string[], signal: string) {
    assertOrder(momentsOf(this, named(names), lastGot(signal)), `got ${signal}`);
  },
);

Then(
  'the containers {words} got {signal} at the same time',
  function (this: PodwrightWorld, names: string[], signal: string) {
    assertTogether(momentsOf(this, named(names), lastGot(signal)), `got ${signal}`);
  },
);

Then(
  'the {word} hooks of the containers {words} started at the same time',
  function (this: PodwrightWorld, hook: string, names: string[]) {
    const started: MomentOf = (world, name) => hookRunsOf(world, hook, name).at(-1)?.startedMs;
    assertTogether(momentsOf(this, named(names), started), `started their ${hook} hooks`);
  },
);

Then(
  '{container} and {container} have run at the same time',
  function (this: PodwrightWorld, one: ContainerName, other: ContainerName) {
    const others = runsOf(this, other);
    const endOf = (run: ContainerRun) => run.endedMs ?? this.cluster.now;
    const together = runsOf(this, one).some((a) =>
      others.some((b) => a.startedMs < endOf(b) && b.startedMs < endOf(a)),
    );
    if (!together) fail('at some time', `${one.container} and ${other.container} run`, 'never both');
  },
);

/**
 * The first start in some pod, and whether the other container had ended before, with success where that is meant: in the same pod,
 * unless a sentence names another.
 */
function startedAfterEnd(world: PodwrightWorld, later: ContainerName, how: string, earlier: ContainerName): void {
  const first = runsOf(world, later)[0];
  if (!first) fail('by now', `container "${later.container}" started`, 'it has never started');
  const succeeded = /succeeded|completed/.test(how);
  const ends = runsOf(world, earlier).filter(
    ({ pod, exitCode }) => (earlier.pod !== undefined || pod === first.pod) && (!succeeded || exitCode === 0),
  );
  const end = ends.find(({ endedMs }) => endedMs !== undefined);
  if (end?.endedMs === undefined || end.endedMs > first.startedMs)
    fail(
      `at ${world.moment(first.startedMs)}, when container "${later.container}" started,`,
      `container "${earlier.container}" had ${how}`,
      end?.endedMs === undefined ? 'it has not by now' : `it did at ${world.moment(end.endedMs)}`,
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

for (const started of ['starts/started', 'is/was started']) {
  Then(
    `{container} ${started} before {container}`,
    function (this: PodwrightWorld, first: ContainerName, second: ContainerName) {
      assertOrder(momentsOf(this, [first, second], firstStart), 'started');
    },
  );

  Then(
    `{container} ${started} after {container}`,
    function (this: PodwrightWorld, second: ContainerName, first: ContainerName) {
      assertOrder(momentsOf(this, [first, second], firstStart), 'started');
    },
  );
}

Then(
  '{container} starts/started (only )after the {probe} of {container} {has} succeeded',
  function (this: PodwrightWorld, later: ContainerName, probe: string, name: ContainerName) {
    assertContainerIsKnown(this.cluster, name.container);
    const first = runsOf(this, later)[0];
    if (!first) fail('by now', `container "${later.container}" started`, 'it has never started');
    const success = probeRuns(this.cluster, probe, name).find(({ result }) => result === 'success');
    if (!success || success.t > first.startedMs)
      fail(
        `at ${this.moment(first.startedMs)}, when container "${later.container}" started,`,
        `the ${probe} probe of container "${name.container}" had succeeded`,
        success ? `it did at ${this.moment(success.t)}` : 'it has not by now',
      );
  },
);

Then(
  '{container} {ending} before {container} {ending}',
  function (this: PodwrightWorld, first: ContainerName, _: string, second: ContainerName) {
    assertOrder(momentsOf(this, [first, second], lastEnd), 'ended');
  },
);

Then(
  '{container} {ending} after {container} {ending}',
  function (this: PodwrightWorld, second: ContainerName, _: string, first: ContainerName) {
    assertOrder(momentsOf(this, [first, second], lastEnd), 'ended');
  },
);

/** `container "b" ended 5s after container "a"`: the last end of each. */
Then(
  '{container} {ending} {span} after {container}',
  function (this: PodwrightWorld, second: ContainerName, _: string, span: Span, first: ContainerName) {
    const [from, to] = momentsOf(this, [first, second], lastEnd);
    if (from?.t === undefined || to?.t === undefined) fail('by now', 'both have ended', `${from?.text}, ${to?.text}`);
    assertSpan(`the time between the end of ${from.name} and that of ${to.name}`, to.t - from.t, span);
  },
);

Then(
  '{container} {ending} before {container}',
  function (this: PodwrightWorld, first: ContainerName, _: string, second: ContainerName) {
    assertOrder(momentsOf(this, [first, second], lastEnd), 'ended');
  },
);

Then(
  '{container} {ending} after {container}',
  function (this: PodwrightWorld, second: ContainerName, _: string, first: ContainerName) {
    assertOrder(momentsOf(this, [first, second], lastEnd), 'ended');
  },
);
