import {
  assertContainerIsKnown,
  type ContainerRun,
  containerRuns,
  formatDuration,
  hookRuns,
  signalsTo,
} from '../src/index';
import { fail } from './observation';
import type { ContainerName } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** What several containers of a pod do one after the other, or at the same time. */

function runsOf(world: PodwrightWorld, container: string): ContainerRun[] {
  assertContainerIsKnown(world.cluster, container);
  return containerRuns(world.cluster, { container });
}

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

Then('the containers {words} started in this order', function (this: PodwrightWorld, names: string[]) {
  assertOrder(names, 'started', (name) => runsOf(this, name)[0]?.startedMs);
});

Then('the containers {words} last started in this order', function (this: PodwrightWorld, names: string[]) {
  assertOrder(names, 'last started', (name) => runsOf(this, name).at(-1)?.startedMs);
});

Then('the containers {words} ended in this order', function (this: PodwrightWorld, names: string[]) {
  assertOrder(names, 'ended', (name) => runsOf(this, name).findLast((run) => run.endedMs !== undefined)?.endedMs);
});

Then(
  'the containers {words} got {signal} in this order',
  function (this: PodwrightWorld, names: string[], signal: string) {
    assertOrder(names, `got ${signal}`, (container) => {
      assertContainerIsKnown(this.cluster, container);
      return signalsTo(this.cluster, { container }).findLast((sent) => sent.signal === signal)?.t;
    });
  },
);

Then(
  'the containers {words} got {signal} at the same time',
  function (this: PodwrightWorld, names: string[], signal: string) {
    assertTogether(names, `got ${signal}`, (container) => {
      assertContainerIsKnown(this.cluster, container);
      return signalsTo(this.cluster, { container }).findLast((sent) => sent.signal === signal)?.t;
    });
  },
);

Then(
  'the {word} hooks of the containers {words} started at the same time',
  function (this: PodwrightWorld, hook: string, names: string[]) {
    assertTogether(names, `started their ${hook} hooks`, (container) => {
      assertContainerIsKnown(this.cluster, container);
      return hookRuns(this.cluster, hook, { container }).at(-1)?.startedMs;
    });
  },
);

Then(
  '{container} and {container} have run at the same time',
  function (this: PodwrightWorld, one: ContainerName, other: ContainerName) {
    const others = runsOf(this, other.container);
    const endOf = (run: ContainerRun) => run.endedMs ?? this.cluster.now;
    const together = runsOf(this, one.container).some((a) =>
      others.some((b) => a.startedMs < endOf(b) && b.startedMs < endOf(a)),
    );
    if (!together) fail('at some time', `${one.container} and ${other.container} run`, 'never both');
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
