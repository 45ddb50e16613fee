import { defineParameterType } from '@cucumber/cucumber';
import { assertContainerIsKnown, type ContainerEnd, type ContainerRun, lastEndOf } from '../src/index';
import { runText } from './containerTexts';
import { runsOf } from './known';
import { unquoted } from './names';
import { assertSpan, fail, type Observed, observable } from './observation';
import { type ContainerName, type Span, STATUS } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** How the runs of a container ended, and how long they lasted. */

/** How its last run ended: with this exit code. */
export function endedWith(world: PodwrightWorld, name: ContainerName, code: number): Observed {
  const end = lastEnd(world, name);
  return { holds: end?.exitCode === code, expected: `exit code ${code}`, seen: endText(world, name, end) };
}

observable('{container} {lastEnded} with (exit )code {int}', endedWith);
observable('the (last )exit code of {container} {is} {int}', endedWith);
observable(
  '{container} {lastEnded} {because} {status} and (with )(exit )code {int}',
  (world: PodwrightWorld, name: ContainerName, reason: string, code: number) => {
    const [one, other] = [endedFor(world, name, reason), endedWith(world, name, code)];
    return { holds: one.holds && other.holds, expected: `${one.expected}, ${other.expected}`, seen: one.seen };
  },
);
observable('{container} {has} (the )exit code {int}', endedWith);

function endedFor(world: PodwrightWorld, name: ContainerName, reason: string): Observed {
  const end = lastEnd(world, name);
  return { holds: end?.reason === reason, expected: `reason ${reason}`, seen: endText(world, name, end) };
}

/** No signal: `was killed with SIGKILL` says who ended it, not what its status calls that. */
defineParameterType({
  name: 'endReason',
  regexp: new RegExp(`(?!["']?SIG[A-Z])${STATUS}`),
  transformer: unquoted,
  useForSnippets: false,
});

observable('{container} {lastEnded} {because} {status}', endedFor);
observable('{container} {lastEnded} with {endReason}', endedFor);
observable('{container} is/gets killed {because} {status}', endedFor);
observable('the (last )(termination )reason of {container} {is} {status}', endedFor);

/** Whatever comes after: a container that is restarted has ended before. */
observable('{container} {has} ended/exited/finished/stopped/terminated', (world: PodwrightWorld, name: ContainerName) =>
  hasSomeEnd(world, name, 'ended', () => true),
);
for (const completed of ['{container} {has} completed/succeeded', '{container} completed/succeeded'])
  observable(completed, hasEndedWell);

/** Whether some run of it has, by now. */
export function hasEndedWell(world: PodwrightWorld, name: ContainerName): Observed {
  return hasSomeEnd(world, name, 'ended with exit code 0', ({ exitCode }) => exitCode === 0);
}

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
observable('{container} {is} {oomKilled}', wasOomKilled);

/** By now, in its last run. */
export function wasOomKilled(world: PodwrightWorld, name: ContainerName): Observed {
  const end = lastEnd(world, name);
  return { holds: end?.reason === 'OOMKilled', expected: 'reason OOMKilled', seen: endText(world, name, end) };
}

/** By anybody: SIGKILL ends with 128 + 9, whoever sent it. A shell whose child was killed so ends with the same number. */
const KILLED = 137;

/** Whether it has been, by now. */
export function wasKilled(world: PodwrightWorld, name: ContainerName): Observed {
  const ends = runsOf(world, name).filter(({ exitCode }) => exitCode === KILLED);
  return {
    holds: ends.length > 0,
    expected: `container "${name.container}" was killed (exit code ${KILLED})`,
    seen: endText(world, name, lastEnd(world, name)),
  };
}

observable('{container} {never} killed', (world: PodwrightWorld, name: ContainerName) => {
  const end = runsOf(world, name).find(({ exitCode }) => exitCode === KILLED);
  return {
    holds: !end,
    expected: `container "${name.container}" was never killed`,
    seen: end ? `it was, at ${world.moment(end.endedMs ?? 0)}` : 'it never was',
  };
});

/** Of the run that ended last. */
for (const ran of ['ran for', 'lasted'])
  Then(`{container} ${ran} {span}`, function (this: PodwrightWorld, name: ContainerName, span: Span) {
    const run = runsOf(this, name).findLast(({ endedMs }) => endedMs !== undefined);
    if (run?.endedMs === undefined) fail('by now', `a run of container "${name.container}" has ended`, 'none has');
    assertSpan('its last run', run.endedMs - run.startedMs, span);
  });

function lastEnd(world: PodwrightWorld, name: ContainerName): ContainerEnd | undefined {
  assertContainerIsKnown(world.cluster, name.container);
  return lastEndOf(world.cluster, name);
}

function endText(world: PodwrightWorld, name: ContainerName, end: ContainerEnd | undefined): string {
  return runText(world, end ?? runsOf(world, name).at(-1));
}
