import { defineParameterType } from '@cucumber/cucumber';
import {
  assertPodIsKnown,
  findResource,
  firstMissing,
  mostRunning,
  nearest,
  onNode,
  podOrder,
  podsNow,
  type WrittenMoment,
} from '../src/index';
import { fail, type Observed, observable } from './observation';
import { type Count, NEVER, type PodName } from './parameters';
import type { Pods } from './pods';
import { Then } from './sentence';
import { isShownAs, type ShownState, stateOf } from './shownStates';
import { inState } from './states';
import type { PodwrightWorld } from './world';

/** Pods and other objects counted: the members of a Deployment, a Job and the like, whose names chance makes up. */

/** `2 pods with label "app=web" are "1/1 Running"`, `3 pods of deployment "web" are ready`: as `kubectl get pods` shows them. */
observable('{count} {pods} {is} {status}', (world: PodwrightWorld, count: Count, pods: Pods, wanted: string) =>
  countShown(world, pods, count, { word: wanted, is: (pod) => isShownAs(pod, wanted) }),
);
observable('{count} {pods} {is} {shown}', (world: PodwrightWorld, count: Count, pods: Pods, word: string) =>
  countShown(world, pods, count, stateOf(word)),
);
observable('{every} {pods} {is} {status}', (world: PodwrightWorld, _: string, pods: Pods, wanted: string) =>
  allShown(world, pods, { word: `"${wanted}"`, is: (pod) => isShownAs(pod, wanted) }),
);
observable('{every} {pods} {is} {shown}', (world: PodwrightWorld, _: string, pods: Pods, word: string) =>
  allShown(world, pods, stateOf(word)),
);

/** `there are 3 ready pods`, `there is 1 running pod of job "pi"`. */
observable('there {is} {count} {shown} {pods}', (world: PodwrightWorld, count: Count, word: string, pods: Pods) =>
  countShown(world, pods, count, stateOf(word)),
);
observable('there {is} {count} {pods}', (world: PodwrightWorld, count: Count, pods: Pods) =>
  countShown(world, pods, count, { word: 'there', is: () => true }),
);

function countShown(world: PodwrightWorld, pods: Pods, count: Count, { word, is }: ShownState): Observed {
  const all = pods.in(world);
  return {
    holds: count.accepts(all.filter(is).length),
    expected: `${count.text} ${pods.text} ${word === 'there' ? '' : 'are '}${word}`,
    seen: list(all),
  };
}

/** Of none nothing is true: a misspelt label must not pass. */
function allShown(world: PodwrightWorld, pods: Pods, { word, is }: ShownState): Observed {
  const all = pods.in(world);
  return { holds: all.length > 0 && all.every(is), expected: `all ${pods.text} are ${word}`, seen: list(all) };
}

function list(pods: ReturnType<Pods['in']>): string {
  return pods.map((pod) => `${pod.name} ${pod.ready} ${pod.status}`).join(', ') || 'no pods';
}

observable('{every} {pods} {has} restarted {times}', (world: PodwrightWorld, _: string, pods: Pods, times: Count) =>
  eachRestarted(world, pods, times),
);
const noneThere = (world: PodwrightWorld, pods: Pods): Observed =>
  countShown(world, pods, { text: 'no', accepts: (count) => count === 0 }, { word: 'there', is: () => true });
observable('no {pods} runs/run/exists/exist', noneThere);
observable('{every} {pods} {is} gone', (world: PodwrightWorld, _: string, pods: Pods) => noneThere(world, pods));
observable('{count} {pods} runs/run on {node}', (world: PodwrightWorld, count: Count, pods: Pods, node: string) => {
  const isThere = onNode(world.cluster, node);
  const isMeant = pods.filter(world);
  const found = podsNow(world.cluster, (pod) => isThere(pod) && isMeant(pod));
  return {
    holds: count.accepts(found.length),
    expected: `${count.text} ${pods.text} on node "${node}"`,
    seen: list(found),
  };
});
observable('no {pods} {has} restarted', (world: PodwrightWorld, pods: Pods) => eachRestarted(world, pods, NEVER));
observable('{every} {pods} {never} restarted', (world: PodwrightWorld, _: string, pods: Pods) =>
  eachRestarted(world, pods, NEVER),
);

/** In every container, as the pods say they run it. */
observable(
  '{every} {pods} have/has/run/runs/use/uses {image}',
  (world: PodwrightWorld, _: string, pods: Pods, image: string) => {
    const seen = pods.in(world).map(({ name, images }) => ({ name, images: [...new Set(images)].join(', ') }));
    return {
      holds: seen.length > 0 && seen.every(({ images }) => images === image),
      expected: `all ${pods.text} run image "${image}"`,
      seen: seen.map(({ name, images }) => `${name}: ${images}`).join(', ') || 'no pods',
    };
  },
);

observable('{pod} has/runs/uses {image}', (world: PodwrightWorld, { name, namespace }: PodName, image: string) => {
  assertPodIsKnown(world.cluster, name, namespace);
  const [pod] = podsNow(world.cluster, ({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  const seen = pod ? [...new Set(pod.images)].join(', ') : 'it is gone';
  return { holds: seen === image, expected: `pod "${name}" runs image "${image}"`, seen };
});

/** `pods "db-0" and "db-1" are ready`: in namespace `default`. */
observable('(the )pods {words} {is} {shown}', (world: PodwrightWorld, names: string[], word: string) => {
  for (const name of names) assertPodIsKnown(world.cluster, name, 'default');
  const pods = podsNow(
    world.cluster,
    ({ metadata }) => metadata.namespace === 'default' && names.includes(metadata.name),
  );
  const { is } = stateOf(word);
  return {
    holds: pods.length === names.length && pods.every(is),
    expected: `pods ${names.join(', ')} are ${word}`,
    seen: list(pods),
  };
});

function eachRestarted(world: PodwrightWorld, pods: Pods, times: Count): Observed {
  const all = pods.in(world);
  return {
    holds: all.length > 0 && all.every(({ restarts }) => times.accepts(restarts)),
    expected: `each of the ${pods.text} restarted ${times.text}`,
    seen: all.map(({ name, restarts }) => `${name}: ${restarts}`).join(', ') || 'no pod',
  };
}

/** What people count most. */
const COUNTED = ['pods', 'jobs', 'replicasets', 'services', 'nodes', 'configmaps', 'secrets', 'events'];

/** Any word but those for pods, of which there are more sentences. */
defineParameterType({
  name: 'kinds',
  regexp: /(?!pods?\b)[A-Za-z]+/,
  transformer: (word: string) => word,
  useForSnippets: false,
});

function resourceOf(word: string): NonNullable<ReturnType<typeof findResource>> {
  const resource = findResource(word);
  if (!resource) throw new Error(`the API has no "${word}"; ${nearest(word, COUNTED)}`);
  return resource;
}

function countObjects(world: PodwrightWorld, count: Count, word: string, labelSelector?: string): Observed {
  const resource = resourceOf(word);
  const names = world.cluster.api
    .list(resource.kind, {
      ...(resource.namespaced && { namespace: 'default' }),
      ...(labelSelector && { labelSelector }),
    })
    .map((object) => object.metadata.name);
  return {
    holds: count.accepts(names.length),
    expected: `${count.text} ${word}`,
    seen: `${names.length}${names.length ? `: ${names.join(', ')}` : ''}`,
  };
}

/** Objects of other kinds, in namespace `default`: `there is 1 job`, `there are no secrets with label "app=web"`. */
observable('there {is} {count} {kinds}', (world: PodwrightWorld, count: Count, word: string) =>
  countObjects(world, count, word),
);

observable(
  'there {is} {count} {kinds} with {label}',
  (world: PodwrightWorld, count: Count, word: string, label: string) => countObjects(world, count, word, label),
);

/** `3 jobs are complete`, `there are 3 completed jobs`: by the conditions of each. */
observable('{count} {kinds} {is} {state}', countInState);
observable('there {is} {count} {state} {kinds}', (world: PodwrightWorld, count: Count, state: string, word: string) =>
  countInState(world, count, word, state),
);

function countInState(world: PodwrightWorld, count: Count, word: string, state: string): Observed {
  const { kind, namespaced } = resourceOf(word);
  const namespace = namespaced ? 'default' : undefined;
  const names = world.cluster.api.list(kind, { ...(namespace && { namespace }) }).map(({ metadata }) => metadata.name);
  const inIt = names.filter((name) => inState(world, { kind, name, namespace }, state, true).holds);
  return {
    holds: count.accepts(inIt.length),
    expected: `${count.text} ${word} ${state}`,
    seen: `${inIt.length} of ${names.length}${names.length ? `: ${names.join(', ')}` : ''}`,
  };
}

defineParameterType({
  name: 'moment',
  regexp: /created|ready|deleted|gone/,
  transformer: (word: string) => word as WrittenMoment,
  useForSnippets: false,
});

Then(
  'the pods with {label} {is} {moment} in the order {words}',
  function (this: PodwrightWorld, label: string, moment: WrittenMoment, words: string[]) {
    const seen = podOrder(this.cluster, moment, label);
    if (seen.join() !== words.join())
      fail(`as the order in which pods were ${moment}`, words.join(', '), seen.join(', '));
  },
);

Then(
  '(the )pods {words} were {moment} in this order',
  function (this: PodwrightWorld, words: string[], moment: WrittenMoment) {
    const seen = podOrder(this.cluster, moment).filter((name) => words.includes(name));
    if (firstMissing(seen, words) !== undefined)
      fail(`as the order in which pods were ${moment}`, words.join(', '), seen.join(', ') || 'none of them');
  },
);

Then(
  'no more than {int} pod(s) with {label} ever ran at once',
  function (this: PodwrightWorld, most: number, label: string) {
    const { count, t } = mostRunning(this.cluster, label);
    if (count > most) fail('at any time', `at most ${most} running pods`, `${count} at ${this.moment(t)}`);
  },
);
