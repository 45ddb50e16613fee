import { containerNames, containerRuns, formatDuration, pausesMs } from '../src/index';
import { startsText } from './containerTexts';
import { runsOf } from './known';
import { fail, type Observed, observable } from './observation';
import { AT_LEAST_ONCE, type ContainerName, type Count } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** How often a container was restarted, and how long it paused before. */

/** In each pod that has it: another pod's container of that name is not a restart. */
observable('{container} {never} restarted/restarts/restart', (world: PodwrightWorld, name: ContainerName) => {
  const all = runsOf(world, name);
  return {
    holds: all.every((run) => run.attempt === 0 || run.startedMs < world.lookingSinceMs),
    expected: `container "${name.container}" has never restarted`,
    seen: startsText(world, all),
  };
});

/** `for 5m container "app" is not restarted again`: whatever came before that time. Without a time, once was enough. */
observable('{container} {never} restarted/restarts/restart again', (world: PodwrightWorld, name: ContainerName) => {
  const all = runsOf(world, name);
  const again = all.filter(({ attempt, startedMs }) => attempt > 0 && startedMs >= world.lookingSinceMs);
  return {
    holds: again.length <= (world.lookingSinceMs > 0 ? 0 : 1),
    expected: `container "${name.container}" is not restarted again`,
    seen: startsText(world, all),
  };
});

/** Of each pod that has it: a container of that name in another pod is not a restart. */
function restarts(world: PodwrightWorld, name: ContainerName, times: Count): Observed {
  const all = runsOf(world, name);
  const restarted = all.filter(({ attempt }) => attempt > 0);
  return {
    holds: times.accepts(restarted.length),
    expected: `container "${name.container}" restarted ${times.text}`,
    seen: `${restarted.length} restarts: ${startsText(world, all)}`,
  };
}

observable('{container} {restarted} {times}', restarts);
observable('{container} {has} {count} restart(s)', restarts);
observable('{container} {has} (a )restart count (of ){count}', restarts);
observable('the {restartCount} of {container} {is} {count}', restarts);
observable('{container} {restarted}', (world: PodwrightWorld, name: ContainerName) =>
  restarts(world, name, AT_LEAST_ONCE),
);

observable('no container {restarted}', ({ cluster, lookingSinceMs }: PodwrightWorld) => {
  const again = containerNames(cluster).filter((container) =>
    containerRuns(cluster, { container }).some((run) => run.attempt > 0 && run.startedMs >= lookingSinceMs),
  );
  return { holds: again.length === 0, expected: 'no container restarted', seen: again.join(', ') };
});

Then(
  '{container} started again after pauses of at least {durations}',
  function (this: PodwrightWorld, name: ContainerName, atLeast: number[]) {
    const pauses = pausesMs(runsOf(this, name));
    atLeast.forEach((minMs, i) => {
      const pause = pauses[i];
      if (pause === undefined || pause < minMs)
        fail(
          `before start ${i + 2}`,
          `a pause of at least ${formatDuration(minMs)}`,
          `pauses of ${pauses.map(formatDuration).join(', ')}: ${startsText(this, runsOf(this, name))}`,
        );
    });
  },
);

Then(
  '{container} never paused longer than {duration}',
  function (this: PodwrightWorld, name: ContainerName, maxMs: number) {
    const pauses = pausesMs(runsOf(this, name));
    const longest = Math.max(0, ...pauses);
    if (longest > maxMs)
      fail('at any time', `no pause over ${formatDuration(maxMs)}`, `a pause of ${formatDuration(longest)}`);
  },
);

Then(
  '{container} paused shorter than {duration} before start {int}',
  function (this: PodwrightWorld, name: ContainerName, maxMs: number, start: number) {
    const pause = pausesMs(runsOf(this, name))[start - 2];
    if (pause === undefined || pause >= maxMs)
      fail(
        `before start ${start}`,
        `a pause shorter than ${formatDuration(maxMs)}`,
        pause === undefined ? 'no such start' : formatDuration(pause),
      );
  },
);
