import { conditionTransitions, type ObjectName, objectName, objectNow } from '../src/index';
import { pathOf } from './known';
import { awaited, type Observed, observable } from './observation';
import type { PodName } from './parameters';
import { When } from './sentence';
import { inState, type Status, seenOf } from './states';
import type { PodwrightWorld } from './world';

/** How objects and pods are: by a condition, by their phase, or as one speaks of them. */

/** `deployment "web" is available`, `job "pi" has completed`, `node "n" is ready`, `persistentvolumeclaim "data" is bound`. */
observable('{object} {is} {state}( again)', (world: PodwrightWorld, object: ObjectName, state: string) =>
  inState(world, object, state, true),
);

observable('{object} {isNot} {state}( again)', (world: PodwrightWorld, object: ObjectName, state: string) =>
  inState(world, object, state, false),
);

/** `pod "web" is ready`: its condition. What `kubectl get pods` shows stands in quotes: `pod "web" is "Running"`. */
observable('{pod} {is} {state}( again)', (world: PodwrightWorld, { name, namespace }: PodName, state: string) =>
  inState(world, objectName('pod', name, namespace), state, true),
);

observable('{pod} {isNot} {state}( again)', (world: PodwrightWorld, { name, namespace }: PodName, state: string) =>
  inState(world, objectName('pod', name, namespace), state, false),
);

observable('{pod} {is} {state} and {state}', (world: PodwrightWorld, name: PodName, one: string, other: string) => {
  const pod = objectName('pod', name.name, name.namespace);
  const [a, b] = [inState(world, pod, one, true), inState(world, pod, other, true)];
  return { holds: a.holds && b.holds, expected: `${a.expected} and ${other}`, seen: a.holds ? b.seen : a.seen };
});

/** As `kubectl get -o yaml` tells of what is being deleted. */
for (const what of ['{pod}', '{object}'])
  observable(`${what} {has} a deletion timestamp`, (world: PodwrightWorld, object: ObjectName) =>
    inState(world, object, 'terminating', true),
  );

observable('{pod} {is} {state} but/and not ready', (world: PodwrightWorld, name: PodName, state: string) => {
  const pod = objectName('pod', name.name, name.namespace);
  const [is, isReady] = [inState(world, pod, state, true), inState(world, pod, 'ready', true)];
  return {
    holds: is.holds && !isReady.holds,
    expected: `${is.expected} and not ready`,
    seen: is.holds ? isReady.seen : is.seen,
  };
});

observable('{pod} {is} scheduled on/to a node', (world: PodwrightWorld, { name, namespace }: PodName) =>
  inState(world, objectName('pod', name, namespace), 'scheduled', true),
);

/** `I wait for pod "web" to become ready`. */
When(
  'I wait for {object} to be/become/get {state}',
  function (this: PodwrightWorld, object: ObjectName, state: string) {
    awaited(this, () => inState(this, object, state, true));
  },
);
When('I wait for {object} to complete/finish/succeed', function (this: PodwrightWorld, object: ObjectName) {
  awaited(this, () => inState(this, object, 'complete', true));
});
When('I wait for {pod} to be/become/get {state}', function (this: PodwrightWorld, pod: PodName, state: string) {
  awaited(this, () => inState(this, objectName('pod', pod.name, pod.namespace), state, true));
});

/** By its phase or a condition, as it is written there: `persistentvolumeclaim "data" is Bound`, `node "n" is NotReady`. */
observable('{object} {is} {status}( again)', (world: PodwrightWorld, object: ObjectName, wanted: string) => {
  const found = objectNow(world.cluster, object);
  const status: Status | undefined = found?.status;
  const type = wanted.replace(/^Not(?=[A-Z])/, '');
  const not = type !== wanted;
  const condition = status?.conditions?.find((one) => one.type === type);
  return {
    holds: status?.phase === wanted || (condition !== undefined && (condition.status === 'True') !== not),
    expected: `${object.kind} ${object.name} is ${wanted}`,
    seen: found ? seenOf(status, type) : 'it is gone',
  };
});

/** What is never so is not so in any state of the journal. */
observable('{pod} {neverIs} ready', neverReady);

function neverReady(world: PodwrightWorld, pod: PodName): Observed {
  const first = conditionTransitions(world.cluster, pathOf(world, pod), 'Ready').find(({ value }) => value === 'True');
  return {
    holds: !first,
    expected: `pod "${pod.name}" is never ready`,
    seen: first ? `ready at ${world.moment(first.t)}` : 'never',
  };
}
