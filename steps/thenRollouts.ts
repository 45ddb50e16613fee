import { type ObjectName, objectNow, rolloutOf } from '../src/index';
import { type Observed, observable } from './observation';
import { type Status, seenOf } from './states';
import type { PodwrightWorld } from './world';

/** How rollouts go. */

/** One that has failed is not done. */
function progressOf(object: Parameters<typeof rolloutOf>[0]): { done: boolean; text: string } {
  try {
    return rolloutOf(object);
  } catch (error) {
    return { done: false, text: error instanceof Error ? error.message : String(error) };
  }
}

/** What `kubectl rollout status` waits for. */
function isRolledOut(world: PodwrightWorld, object: ObjectName): Observed {
  const found = objectNow(world.cluster, object);
  const { done, text } = found ? progressOf(found) : { done: false, text: 'it is gone' };
  return { holds: done, expected: `${object.kind} ${object.name} is rolled out`, seen: text };
}

observable('{object} {is} rolled out', isRolledOut);
observable('the rollout of {object} {is} complete/completed/finished/done', isRolledOut);
observable('the rollout of {object} finishes/completes/succeeds/finished/completed/succeeded', isRolledOut);
observable(
  'the rollout of {object} {isNot} complete/completed/finished/done',
  (world: PodwrightWorld, object: ObjectName) => {
    const { holds, expected, seen } = isRolledOut(world, object);
    return { holds: !holds, expected: expected.replace(' is ', ' is not '), seen };
  },
);

/** As `kubectl rollout status` gives up. */
for (const late of [
  '{object} {has} exceeded its progress deadline',
  'the rollout of {object} {is} stuck',
  'the rollout of {object} fails/failed',
])
  observable(late, exceededDeadline);

function exceededDeadline(world: PodwrightWorld, object: ObjectName): Observed {
  const status: Status | undefined = objectNow(world.cluster, object)?.status;
  return {
    holds: status?.conditions?.some(({ reason }) => reason === 'ProgressDeadlineExceeded') === true,
    expected: `${object.kind} ${object.name} has exceeded its progress deadline`,
    seen: seenOf(status, 'Progressing'),
  };
}
