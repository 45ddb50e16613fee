import { defineParameterType } from '@cucumber/cucumber';
import { assertContainerIsKnown, probeRuns } from '../src/index';
import { assertOrder, firstStart, lastEnd, momentsOf } from './containerMoments';
import { runText } from './containerTexts';
import { runsOf } from './known';
import { assertSpan, fail } from './observation';
import type { ContainerName, Span } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** What one container did before or after another one. */

/**
 * The first start in some pod, and whether the other container had ended before, with success where that is meant: in the same pod,
 * unless a sentence names another.
 */
export function startedAfterEnd(
  world: PodwrightWorld,
  later: ContainerName,
  how: string,
  earlier: ContainerName,
): void {
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

function outlived(world: PodwrightWorld, longer: ContainerName, shorter: ContainerName): void {
  const end = runsOf(world, shorter).findLast(({ endedMs }) => endedMs !== undefined);
  if (end?.endedMs === undefined) fail('by now', `container "${shorter.container}" ended`, 'it has not');
  const { endedMs, pod } = end;
  const runs = runsOf(world, longer).filter((run) => longer.pod !== undefined || run.pod === pod);
  if (runs.some((run) => run.startedMs <= endedMs && (run.endedMs ?? Infinity) > endedMs)) return;
  fail(
    `at ${world.moment(endedMs)}, when container "${shorter.container}" ended,`,
    `container "${longer.container}" ran`,
    runText(
      world,
      runs.findLast(({ startedMs }) => startedMs <= endedMs),
    ),
  );
}

defineParameterType({
  name: 'ending',
  regexp:
    /(?:(?:has|had|have|is|was) )?(?:succeeded|completed|finished|ended|terminated|exited|stopped)|(?:succeed|complete|finishe|end|terminate|exit|stop)s/,
  transformer: (text: string) => (/succe/.test(text) ? 'succeeded' : text.replace(/^(?:ha(?:s|d|ve)|is|was) /, '')),
  useForSnippets: false,
});

/** It still ran when the other ended for the last time, in the same pod. */
for (const outlives of [
  '{container} outlives/outlived {container}',
  '{container} is/was still running when {container} {ending}',
])
  Then(outlives, function (this: PodwrightWorld, longer: ContainerName, shorter: ContainerName) {
    outlived(this, longer, shorter);
  });

Then(
  '{container} starts/started/runs/ran (only )after {container} {ending}',
  function (this: PodwrightWorld, later: ContainerName, earlier: ContainerName, how: string) {
    startedAfterEnd(this, later, how, earlier);
  },
);

Then(
  '{container} runs/ran before {container}',
  function (this: PodwrightWorld, earlier: ContainerName, later: ContainerName) {
    startedAfterEnd(this, later, 'ended', earlier);
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
    `{container} ${started} before {container}( started)( starts)( has started)`,
    function (this: PodwrightWorld, first: ContainerName, second: ContainerName) {
      assertOrder(momentsOf(this, [first, second], firstStart), 'started');
    },
  );

  Then(
    `{container} ${started} after {container}( started)( has started)( is running)( was started)`,
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
