import type { RunningCommand } from '../src/index';
import { type Observed, observable } from './observation';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** How the last `kubectl drain` goes, which somebody has begun in another window. */

function theDrain({ drain }: PodwrightWorld): RunningCommand {
  if (!drain) throw told('nobody has drained a node before this sentence: say When node "…" is drained');
  return drain;
}

function wordsOf({ stdout, stderr, exitCode }: RunningCommand): string {
  const [line = 'it has said nothing'] = `${stdout}${stderr}`.trim().split('\n').slice(-1);
  return `${exitCode === undefined ? 'it goes on' : `it ended with exit code ${exitCode}`}: ${line}`;
}

observable('the drain {is} complete/completed/finished/done/over', isDone);
observable('the drain finishes/completes/succeeds/finished/completed/succeeded', isDone);

function isDone(world: PodwrightWorld): Observed {
  const drain = theDrain(world);
  return { holds: drain.exitCode === 0, expected: 'the drain is complete', seen: wordsOf(drain) };
}

observable('the drain {isNot} complete/completed/finished/done/over', (world: PodwrightWorld) => {
  const drain = theDrain(world);
  return { holds: drain.exitCode === undefined, expected: 'the drain goes on', seen: wordsOf(drain) };
});

/** By a budget, as it says itself (kubectl/pkg/drain, Cannot evict pod …). */
for (const blocked of [
  '{is} blocked/stuck',
  '{is} blocked by a/the budget',
  '{is} blocked by a/the pod disruption budget',
])
  observable(`the drain ${blocked}`, isRefused);

function isRefused(world: PodwrightWorld): Observed {
  const drain = theDrain(world);
  const hasHeard = /Cannot evict pod/.test(`${drain.stdout}${drain.stderr}`);
  return {
    holds: drain.exitCode === undefined && hasHeard,
    expected: 'the drain waits for a budget',
    seen: wordsOf(drain),
  };
}
