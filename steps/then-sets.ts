import { defineParameterType } from '@cucumber/cucumber';
import {
  findResource,
  formatDuration,
  mostRunning,
  nearest,
  type ObjectName,
  type PodMoment,
  podOrder,
  podsOfNamespace,
  podsOfOwner,
  podsWithLabel,
  type ShownPod,
} from '../src/index';
import { fail, type Observed, observable } from './observation';
import { Then } from './then';
import type { PodwrightWorld } from './world';

/** Pods and other objects counted: the members of a Deployment, a Job and the like, whose names chance makes up. */
export interface Count {
  readonly text: string;
  accepts(count: number): boolean;
}

defineParameterType({
  name: 'count',
  regexp: /(?:at least |at most )?\d+|no/,
  transformer: (text: string): Count => {
    const n = Number(/\d+/.exec(text)?.[0] ?? 0);
    if (text.startsWith('at least')) return { text, accepts: (count) => count >= n };
    if (text.startsWith('at most')) return { text, accepts: (count) => count <= n };
    return { text, accepts: (count) => count === n };
  },
  useForSnippets: false,
});

/** `2 pods with label "app=web" are "1/1 Running"`: READY, STATUS or both, as `kubectl get pods` shows them. */
observable(
  '{count} pod(s) with label {string} is/are {string}',
  (world: PodwrightWorld, count: Count, label: string, wanted: string) =>
    countShown(podsWithLabel(world.cluster, label), count, wanted),
);

/** In namespace `default`. */
observable('{count} pod(s) is/are {string}', (world: PodwrightWorld, count: Count, wanted: string) =>
  countShown(podsOfNamespace(world.cluster, 'default'), count, wanted),
);

/** Its own, or those of its ReplicaSets and Jobs. */
observable(
  '{count} pod(s) of {object} is/are {string}',
  (world: PodwrightWorld, count: Count, owner: ObjectName, wanted: string) =>
    countShown(podsOfOwner(world.cluster, owner), count, wanted),
);

function countShown(pods: readonly ShownPod[], count: Count, wanted: string): Observed {
  const found = pods.filter(({ ready, status }) => [ready, status, `${ready} ${status}`].includes(wanted));
  return {
    holds: count.accepts(found.length),
    expected: `${count.text} pods are "${wanted}"`,
    seen: pods.map((pod) => `${pod.name} ${pod.ready} ${pod.status}`).join(', ') || 'no pods',
  };
}

/** What people count most. */
const COUNTED = ['pods', 'jobs', 'replicasets', 'services', 'nodes', 'configmaps', 'secrets', 'events'];

function countObjects(world: PodwrightWorld, count: Count, word: string, labelSelector?: string): Observed {
  const resource = findResource(word);
  if (!resource) throw new Error(`the API has no "${word}"; ${nearest(word, COUNTED)}`);
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

/** In namespace `default`: `there are 3 pods`, `there is 1 job`. */
observable('there is/are {count} {word}', (world: PodwrightWorld, count: Count, word: string) =>
  countObjects(world, count, word),
);

observable(
  'there is/are {count} {word} with label {string}',
  (world: PodwrightWorld, count: Count, word: string, label: string) => countObjects(world, count, word, label),
);

Then(
  /^the pods with label "([^"]+)" were (created|ready|deleted|gone) in the order ((?:"[^"]*"(?:, )?)+)$/,
  function (this: PodwrightWorld, label: string, moment: PodMoment, list: string) {
    const words = [...list.matchAll(/"([^"]*)"/g)].map((match) => match[1] as string);
    const seen = podOrder(this.cluster, moment, label);
    if (seen.join() !== words.join())
      fail(`as the order in which pods were ${moment}`, words.join(', '), seen.join(', '));
  },
);

Then(
  'no more than {int} pod(s) with label {string} ever ran at once',
  function (this: PodwrightWorld, most: number, label: string) {
    const { count, t } = mostRunning(this.cluster, label);
    if (count > most) fail('at any time', `at most ${most} running pods`, `${count} at ${formatDuration(t)}`);
  },
);
