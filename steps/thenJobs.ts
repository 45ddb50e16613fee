import { fieldOf, madeForNow, type ObjectName, objectNow } from '../src/index';
import { assertSpan, fail, happening, type Observed, observable } from './observation';
import type { Count, Span, Times } from './parameters';
import { Then } from './sentence';
import { inState, type Status, seenOf } from './states';
import { jobField, replicas } from './thenReplicas';
import type { PodwrightWorld } from './world';

/** How Jobs end, and how often they try. */

observable('{object} completes/completed', (world: PodwrightWorld, object: ObjectName) =>
  inState(world, object, 'complete', true),
);
observable('{markable} fails/failed', (world: PodwrightWorld, object: ObjectName) =>
  inState(world, object, 'failed', true),
);
for (const failed of [
  'fails/failed {because} {status}',
  '{has} failed {because} {status}',
  'fails/failed with {status}',
])
  observable(`{object} ${failed}`, failedBecause);

function failedBecause(world: PodwrightWorld, object: ObjectName, reason: string): Observed {
  const status: Status = objectNow(world.cluster, object)?.status ?? {};
  const condition = status.conditions?.find((one) => one.type === 'Failed' && one.status === 'True');
  return {
    holds: condition?.reason === reason,
    expected: `${object.kind} ${object.name} failed with reason ${reason}`,
    seen: condition ? `${condition.reason} (${condition.message})` : `it has not failed: ${seenOf(status, 'Failed')}`,
  };
}
observable('{object} succeeds/succeeded', (world: PodwrightWorld, object: ObjectName) =>
  inState(world, object, 'succeeded', true),
);

for (const state of ['complete', 'fail', 'succeed'])
  happening(`{object} eventually ${state}s`, (world: PodwrightWorld, object: ObjectName) =>
    inState(world, object, state === 'complete' ? state : `${state}ed`, true),
  );
/** It has tried as often as it may, or its failure policy ended it. */
observable('{object} gives up', (world: PodwrightWorld, object: ObjectName) => inState(world, object, 'failed', true));
for (const late of ['{object} exceeds/exceeded its (active )deadline', '{object} times/timed out'])
  observable(late, (world: PodwrightWorld, object: ObjectName) => failedBecause(world, object, 'DeadlineExceeded'));
/** Its pods are counted: each that failed is an attempt. */
observable('{object} {has} failed {times}', failedTimes);
observable('{object} fails/failed {times}', failedTimes);

function failedTimes(world: PodwrightWorld, object: ObjectName, times: Times): Observed {
  return replicas(world, object, times, jobField('failed'), `failed ${times.text}`);
}

observable('{object} {has} {count} completion(s)', (world: PodwrightWorld, object: ObjectName, count: Count) =>
  replicas(world, object, count, jobField('succeeded'), `${count.text} completions`),
);

/** Of a CronJob. */
for (const [said, state] of [
  ['succeeds/succeeded/completes/completed', 'succeeded'],
  ['fails/failed', 'failed'],
] as const)
  observable(`the last/latest job of {object} ${said}`, (world: PodwrightWorld, owner: ObjectName) => {
    const last = madeForNow(world.cluster, owner, 'jobs').at(-1);
    const { namespace = 'default' } = owner;
    if (last === undefined) return { holds: false, expected: `a job of ${owner.kind} ${owner.name}`, seen: 'none' };
    return inState(world, { kind: 'Job', name: last, namespace }, state, true);
  });

/** From its start to its completion. */
for (const took of ['took/takes', 'ran/runs for'])
  Then(`{object} ${took} {span}`, function (this: PodwrightWorld, object: ObjectName, span: Span) {
    const job = objectNow(this.cluster, object);
    const [from, to] = ['status.startTime', 'status.completionTime'].map((path) => fieldOf(job, path));
    if (from === undefined || to === undefined) fail('by now', `${object.name} is complete`, 'no completionTime');
    assertSpan(`${object.kind} ${object.name}`, Date.parse(to) - Date.parse(from), span);
  });
