import { matchesName, type ObjectName } from '../src/index';
import { haveObject, lackService } from './givenCluster';
import { podsCalled } from './known';
import { awaited, type Observed, observable, observableOfAnyName } from './observation';
import type { PodName, Times } from './parameters';
import type { Pods } from './pods';
import { isShownAs, type ShownState, stateOf } from './shownStates';
import type { PodwrightWorld } from './world';

/** What there is, and what there is not: a name may be one that nothing ever had. */

const called = ({ kind, name }: ObjectName) => `${kind.toLowerCase()} "${name}"`;

function isThere({ cluster }: PodwrightWorld, object: ObjectName, wanted: boolean): Observed {
  const { kind, name, namespace } = object;
  const names = cluster.api
    .list(kind, { ...(namespace !== undefined && { namespace }) })
    .map((one) => one.metadata.name);
  const found = names.filter((one) => matchesName(name, one));
  const others = names.length === 0 ? `there is no ${kind} at all` : `there is ${names.join(', ')}`;
  return {
    holds: found.length > 0 === wanted,
    expected: `${wanted ? '' : 'no '}${called(object)}`,
    seen: found.length > 0 ? `there is ${found.join(', ')}` : others,
  };
}

observableOfAnyName('there {is} a {pod}', (world: PodwrightWorld, pod: PodName) => isThere(world, pod, true));
observableOfAnyName('there {is} no {pod}', (world: PodwrightWorld, pod: PodName) => isThere(world, pod, false));

/** Under Given some are made; what somebody else has to make is waited for. */
observableOfAnyName(
  'there {is} a/an {object}',
  (world: PodwrightWorld, object: ObjectName) => isThere(world, object, true),
  (world: PodwrightWorld, object: ObjectName) => {
    if (!haveObject(world, object)) awaited(world, () => isThere(world, object, true));
  },
);
/** Under Given a service is taken away, if there is one. */
observableOfAnyName(
  'there {is} no {object}',
  (world: PodwrightWorld, object: ObjectName) => isThere(world, object, false),
  (world: PodwrightWorld, object: ObjectName) => {
    const { kind, name, namespace = 'default' } = object;
    if (kind === 'Service') lackService.call(world, { name, namespace });
    else awaited(world, () => isThere(world, object, false));
  },
);

/** One at least, whichever: `a pod of deployment "web" is pending`. */
observable(
  'a/any {pods} {is} (in )(the )(status )(state ){status}',
  (world: PodwrightWorld, pods: Pods, wanted: string) =>
    someShown(world, pods, { word: `"${wanted}"`, is: (pod) => isShownAs(pod, wanted) }),
);
observable('a/any {pods} {is} {shown}', (world: PodwrightWorld, pods: Pods, word: string) =>
  someShown(world, pods, stateOf(word)),
);
observable('there {is} a {pods}', (world: PodwrightWorld, pods: Pods) =>
  someShown(world, pods, { word: 'there', is: () => true }),
);

function someShown(world: PodwrightWorld, pods: Pods, { word, is }: ShownState): Observed {
  const all = pods.in(world);
  return {
    holds: all.some(is),
    expected: `a ${pods.text} that is ${word}`,
    seen: all.map(({ name, ready, status }) => `${name} ${ready} ${status}`).join(', ') || 'no pods',
  };
}

/** By one name, as the pods of a StatefulSet come again. */
observable('{pod} {is} created {times}', (world: PodwrightWorld, pod: PodName, times: Times) => {
  const ever = podsCalled(world, pod).length;
  return { holds: times.accepts(ever), expected: `pod "${pod.name}" created ${times.text}`, seen: `${ever} times` };
});
