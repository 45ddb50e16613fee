import { fieldOf, type ObjectName, objectName, objectNow, rolloutOf } from '../src/index';
import { awaited, type Observed, observable } from './observation';
import { When } from './sentence';
import { type Status, seenOf } from './states';
import { replicaField } from './thenReplicas';
import { told } from './told';
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

When('I wait for the rollout( to finish)( to complete)( to be complete)', function (this: PodwrightWorld) {
  awaited(this, () => isRolledOut(this, onlyRollout(this)));
});
When('I wait for {object} to be rolled out', function (this: PodwrightWorld, object: ObjectName) {
  awaited(this, () => isRolledOut(this, object));
});

/** All its pods are of its template: the column UP-TO-DATE of `kubectl get`. */
observable('{object} {is} up to date', (world: PodwrightWorld, object: ObjectName) => {
  const found = objectNow(world.cluster, object);
  const updated = fieldOf(found, `status.${replicaField(object, 'updated')}`) ?? '0';
  const wanted = fieldOf(found, object.kind === 'DaemonSet' ? 'status.desiredNumberScheduled' : 'spec.replicas') ?? '0';
  return {
    holds: found !== undefined && updated === wanted,
    expected: `all pods of ${object.kind} ${object.name} are of its template`,
    seen: found ? `${updated} of ${wanted}` : 'it is gone',
  };
});

/** Of the only workload that has one. */
const OF_THE_ONLY_ONE: Readonly<Record<string, typeof isRolledOut>> = {
  'the rollout {is} complete/completed/finished/done': isRolledOut,
  'the rollout finishes/completes/succeeds/finished/completed/succeeded': isRolledOut,
  'the rollout {is} stuck': exceededDeadline,
  'the rollout fails/failed': exceededDeadline,
};
for (const [sentence, look] of Object.entries(OF_THE_ONLY_ONE))
  observable(sentence, (world: PodwrightWorld) => look(world, onlyRollout(world)));

const ROLLED_OUT = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** @throws Error where there are several */
export function onlyRollout({ cluster }: PodwrightWorld): ObjectName {
  const all = ROLLED_OUT.flatMap((kind) => cluster.api.list(kind)).map(({ kind, metadata }) => ({
    ...objectName(kind, metadata.name),
    namespace: metadata.namespace,
  }));
  const [one, ...others] = all;
  if (!one) throw told('there is no Deployment, StatefulSet or DaemonSet by now, so there is no rollout');
  if (others.length > 0)
    throw told(
      `there are ${all.length} rollouts: say which, such as the rollout of ${one.kind.toLowerCase()} "${one.name}"`,
    );
  return one;
}
