import {
  assertContainerIsKnown,
  type ContainerEnd,
  type ContainerRun,
  containerNames,
  containerRuns,
  containerStatus,
  describeState,
  formatDuration,
  lastEndOf,
  pausesMs,
} from '../src/index';
import { runsOf } from './known';
import { assertSpan, fail, inBrackets, type Observed, observable } from './observation';
import { AT_LEAST_ONCE, type ContainerName, type Count, type Span, type Times } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** As many are named in a message. */
const LAST_STARTS = 5;

/** The last starts, each with the rule by which it came. */
function list(world: PodwrightWorld, runs: readonly ContainerRun[]): string {
  const last = runs.slice(-LAST_STARTS);
  const times = last.map(({ startedMs, rule }) => `${world.moment(startedMs)}${inBrackets(rule)}`);
  const pods = new Set(runs.map(({ pod }) => pod)).size;
  return `${runs.length} starts${pods > 1 ? ` in ${pods} pods` : ''}${last.length > 0 ? `, ${last.length < runs.length ? 'the last ' : ''}at ${times.join(', ')}` : ''}`;
}

function runs(world: PodwrightWorld, name: ContainerName): Observed {
  const run = runsOf(world, name).at(-1);
  return {
    holds: run !== undefined && run.endedMs === undefined,
    expected: `container "${name.container}" is running`,
    seen: describe(world, run),
  };
}

observable('{container} {is} running( again)', runs);
observable('{container} {isNot} running', (world: PodwrightWorld, name: ContainerName) => {
  const { holds, expected, seen } = runs(world, name);
  return { holds: !holds, expected: expected.replace(' is ', ' is not '), seen };
});

/** As READY counts it: `ready` in its status. */
function isReady(world: PodwrightWorld, name: ContainerName, wanted: boolean): Observed {
  assertContainerIsKnown(world.cluster, name.container);
  const status = containerStatus(world.cluster, name);
  return {
    holds: status !== undefined && status.ready === wanted,
    expected: `container "${name.container}" is ${wanted ? '' : 'not '}ready`,
    seen: status ? `it is ${status.ready ? '' : 'not '}ready: ${describeState(status.state)}` : 'its pod is gone',
  };
}

observable('{container} {is} ready', (world: PodwrightWorld, name: ContainerName) => isReady(world, name, true));
observable('{container} {isNot} ready', (world: PodwrightWorld, name: ContainerName) => isReady(world, name, false));

/** Each run of it is a start. */
for (const started of ['{has} started', '{has} run', 'starts/started/runs/ran'])
  observable(`{container} ${started} {times}`, (world: PodwrightWorld, name: ContainerName, times: Times) => {
    const all = runsOf(world, name);
    return {
      holds: times.accepts(all.length),
      expected: `container "${name.container}" started ${times.text}`,
      seen: list(world, all),
    };
  });

observable('{container} {never} started/starts/start', (world: PodwrightWorld, name: ContainerName) => {
  const first = runsOf(world, name)[0];
  return {
    holds: !first,
    expected: `container "${name.container}" has never started`,
    seen: first ? `it started at ${world.moment(first.startedMs)}` : 'no start',
  };
});

/** In each pod that has it: another pod's container of that name is not a restart. */
observable('{container} {never} restarted/restarts/restart', (world: PodwrightWorld, name: ContainerName) => {
  const all = runsOf(world, name);
  return {
    holds: all.every((run) => run.attempt === 0),
    expected: `container "${name.container}" has never restarted`,
    seen: list(world, all),
  };
});

Then(
  '{container} never starts before {container} {has} succeeded',
  function (this: PodwrightWorld, later: ContainerName, earlier: ContainerName) {
    const [second, first] = [runsOf(this, later), runsOf(this, earlier)];
    for (const run of second) {
      const done = first.some((r) => r.pod === run.pod && r.exitCode === 0 && (r.endedMs as number) <= run.startedMs);
      if (!done)
        fail(
          `at ${this.moment(run.startedMs)}`,
          `container "${earlier.container}" of ${run.pod} has succeeded`,
          `container "${later.container}" started before`,
        );
    }
  },
);

/** How its last run ended: with this exit code. */
export function endedWith(world: PodwrightWorld, name: ContainerName, code: number): Observed {
  const end = lastEnd(world, name);
  return { holds: end?.exitCode === code, expected: `exit code ${code}`, seen: endText(world, name, end) };
}

observable('{container} {lastEnded} with (exit )code {int}', endedWith);
observable('{container} {has} ended/exited/completed/finished/failed with (exit )code {int}', endedWith);
observable('the (last )exit code of {container} {is} {int}', endedWith);
observable('{container} {has} (the )exit code {int}', endedWith);

function endedFor(world: PodwrightWorld, name: ContainerName, reason: string): Observed {
  const end = lastEnd(world, name);
  return { holds: end?.reason === reason, expected: `reason ${reason}`, seen: endText(world, name, end) };
}

observable('{container} {lastEnded} with reason {status}', endedFor);
observable('{container} {is} killed with reason {status}', endedFor);

/** Whatever comes after: a container that is restarted has ended before. */
observable('{container} {has} ended/exited/finished/stopped/terminated', (world: PodwrightWorld, name: ContainerName) =>
  hasSomeEnd(world, name, 'ended', () => true),
);
observable('{container} {has} completed/succeeded', (world: PodwrightWorld, name: ContainerName) =>
  hasSomeEnd(world, name, 'ended with exit code 0', ({ exitCode }) => exitCode === 0),
);

function hasSomeEnd(
  world: PodwrightWorld,
  name: ContainerName,
  how: string,
  is: (run: ContainerRun) => boolean,
): Observed {
  return {
    holds: runsOf(world, name).some((run) => run.endedMs !== undefined && is(run)),
    expected: `container "${name.container}" has ${how}`,
    seen: endText(world, name, lastEnd(world, name)),
  };
}

/** Whether it has been, by now. */
observable('{container} {is} OOMKilled/OOM-killed', (world: PodwrightWorld, name: ContainerName) => {
  const end = lastEnd(world, name);
  return { holds: end?.reason === 'OOMKilled', expected: 'reason OOMKilled', seen: endText(world, name, end) };
});

/** By anybody: SIGKILL ends with 128 + 9, whoever sent it. A shell whose child was killed so ends with the same number. */
const KILLED = 137;

/** Whether it has been, by now. */
observable('{container} {is} killed', (world: PodwrightWorld, name: ContainerName) => {
  const ends = runsOf(world, name).filter(({ exitCode }) => exitCode === KILLED);
  return {
    holds: ends.length > 0,
    expected: `container "${name.container}" was killed (exit code ${KILLED})`,
    seen: endText(world, name, lastEnd(world, name)),
  };
});

observable('{container} {never} killed', (world: PodwrightWorld, name: ContainerName) => {
  const end = runsOf(world, name).find(({ exitCode }) => exitCode === KILLED);
  return {
    holds: !end,
    expected: `container "${name.container}" was never killed`,
    seen: end ? `it was, at ${world.moment(end.endedMs ?? 0)}` : 'it never was',
  };
});

/** Of each pod that has it: a container of that name in another pod is not a restart. */
function restarts(world: PodwrightWorld, name: ContainerName, times: Count): Observed {
  const all = runsOf(world, name);
  const restarted = all.filter(({ attempt }) => attempt > 0);
  return {
    holds: times.accepts(restarted.length),
    expected: `container "${name.container}" restarted ${times.text}`,
    seen: `${restarted.length} restarts: ${list(world, all)}`,
  };
}

observable('{container} {has} restarted {times}', restarts);
observable('{container} {has} {count} restart(s)', restarts);
observable('{container} {has} (a )restart count (of ){count}', restarts);
observable('the restart count of {container} {is} {count}', restarts);
observable('{container} {is} restarted', (world: PodwrightWorld, name: ContainerName) =>
  restarts(world, name, AT_LEAST_ONCE),
);

observable('no container {has} restarted', ({ cluster }: PodwrightWorld) => {
  const again = containerNames(cluster).filter((container) =>
    containerRuns(cluster, { container }).some((run) => run.attempt > 0),
  );
  return { holds: again.length === 0, expected: 'no container restarted', seen: again.join(', ') };
});

/** Of the run that ended last. */
for (const ran of ['ran for', 'lasted'])
  Then(`{container} ${ran} {span}`, function (this: PodwrightWorld, name: ContainerName, span: Span) {
    const run = runsOf(this, name).findLast(({ endedMs }) => endedMs !== undefined);
    if (run?.endedMs === undefined) fail('by now', `a run of container "${name.container}" has ended`, 'none has');
    assertSpan('its last run', run.endedMs - run.startedMs, span);
  });

observable('the image of {container} {is} {string}', (world: PodwrightWorld, name: ContainerName, image: string) => {
  assertContainerIsKnown(world.cluster, name.container);
  const seen = containerStatus(world.cluster, name)?.image;
  // As the container runtime tells it: `docker.io/library/nginx:1.25`
  const holds = seen === image || seen?.endsWith(`/${image}`) === true;
  return { holds, expected: `image ${image}`, seen: seen ?? 'none' };
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
          `pauses of ${pauses.map(formatDuration).join(', ')}: ${list(this, runsOf(this, name))}`,
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

function lastEnd(world: PodwrightWorld, name: ContainerName): ContainerEnd | undefined {
  assertContainerIsKnown(world.cluster, name.container);
  return lastEndOf(world.cluster, name);
}

function endText(world: PodwrightWorld, name: ContainerName, end: ContainerEnd | undefined): string {
  return describe(world, end ?? runsOf(world, name).at(-1));
}

function describe(world: PodwrightWorld, run: ContainerRun | ContainerEnd | undefined): string {
  if (!run) return 'it has never started';
  if (!hasEnded(run)) return `it is running since ${world.moment(run.startedMs)}`;
  return `it ended at ${world.moment(run.endedMs)} with exit code ${run.exitCode} (${run.reason})`;
}

function hasEnded(run: ContainerRun | ContainerEnd): run is ContainerEnd {
  return run.endedMs !== undefined;
}
