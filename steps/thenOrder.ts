import type { ContainerRun } from '../src/index';
import {
  assertOrder,
  firstStart,
  lastEnd,
  lastGot,
  lastStart,
  type Moment,
  type MomentOf,
  momentsOf,
} from './containerMoments';
import { hookRunsOf, runsOf } from './known';
import { fail } from './observation';
import type { ContainerName } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** What several containers of a pod do one after the other, or at the same time. */

const named = (words: readonly string[]): ContainerName[] => words.map((container) => ({ container }));

/** Of all pods that there are. */
Then('all/both (the )init containers {ending}', function (this: PodwrightWorld, _: string) {
  const names = [
    ...new Set(this.cluster.podsEver().flatMap(({ spec }) => (spec.initContainers ?? []).map(({ name }) => name))),
  ];
  if (names.length === 0) fail('by now', 'a pod with init containers', 'none has any');
  assertCompleted(this, names);
});

/** `init containers "one" and "two" have completed`. */
Then('(the )(init )containers {words} {ending}', function (this: PodwrightWorld, names: string[], _: string) {
  assertCompleted(this, names);
});

function assertCompleted(world: PodwrightWorld, names: readonly string[]): void {
  const open = named(names).find((name) => !runsOf(world, name).some(({ exitCode }) => exitCode === 0));
  if (open) fail('by now', `container "${open.container}" ended with exit code 0`, 'it did not');
}

Then('(the )containers {words} {never} started/start/starts', function (this: PodwrightWorld, names: string[]) {
  const started = momentsOf(this, named(names), firstStart).find(({ t }) => t !== undefined);
  if (started) fail('by now', 'none of them has started', started.text);
});

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

for (const order of [
  '(the )containers {words} (were )started in this order',
  '(the )(init )containers start/started in the order {words}',
])
  Then(order, function (this: PodwrightWorld, names: string[]) {
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
