import { assertPodIsKnown, mostRunning, type ObjectName, onNode, podsNow, podsOver, type ShownPod } from '../src/index';
import { fail, type Observed, observable } from './observation';
import { AT_LEAST_ONCE, type Count, NEVER, type PodName } from './parameters';
import { type AllPods, type Pods, podsOf } from './pods';
import { Then } from './sentence';
import { isShownAs, type ShownState, stateOf } from './shownStates';
import type { PodwrightWorld } from './world';

/** Pods counted: the members of a Deployment, a Job and the like, whose names chance makes up. */

/** `2 pods with label "app=web" are "1/1 Running"`, `3 pods of deployment "web" are ready`: as `kubectl get pods` shows them. */
observable(
  '{count} {pods} {is} (in )(the )(status )(state ){status}( again)',
  (world: PodwrightWorld, count: Count, pods: Pods, wanted: string) =>
    countShown(world, pods, count, { word: wanted, is: (pod) => isShownAs(pod, wanted) }),
);
observable('{count} {pods} {is} {shown}( again)', (world: PodwrightWorld, count: Count, pods: Pods, word: string) =>
  countShown(world, pods, count, stateOf(word)),
);
observable(
  '{all} {is} (in )(the )(status )(state ){status}( again)',
  (world: PodwrightWorld, pods: AllPods, wanted: string) =>
    allShown(world, pods, { word: `"${wanted}"`, is: (pod) => isShownAs(pod, wanted) }),
);
observable('the status of {all} {is} {status}', (world: PodwrightWorld, pods: AllPods, wanted: string) =>
  allShown(world, pods, { word: `"${wanted}"`, is: (pod) => isShownAs(pod, wanted) }),
);
observable('{all} {is} {shown}( again)', (world: PodwrightWorld, pods: AllPods, word: string) =>
  allShown(world, pods, stateOf(word)),
);

observable('{all} {is} {shown} and {shown}', (world: PodwrightWorld, pods: AllPods, one: string, other: string) => {
  const [a, b] = [stateOf(one), stateOf(other)];
  return allShown(world, pods, { word: `${one} and ${other}`, is: (pod) => a.is(pod) && b.is(pod) });
});

observable(
  '{int} of (the ){int} {pods} {is} {shown}( again)',
  (world: PodwrightWorld, wanted: number, all: number, pods: Pods, word: string) => {
    const found = pods.in(world);
    const hits = found.filter(stateOf(word).is);
    return {
      holds: hits.length === wanted && found.length === all,
      expected: `${wanted} of ${all} ${word}`,
      seen: `${hits.length} of ${found.length}: ${found.map(({ name, ready, status }) => `${name} ${ready} ${status}`).join(', ')}`,
    };
  },
);

/** At no time since each was made. */
observable('{all} {neverIs} {shown}', (world: PodwrightWorld, pods: AllPods, word: string) => {
  const { is } = stateOf(word);
  const first = podsOver(world.cluster, pods.filter(world), is).find(({ count }) => count > 0);
  const all = pods.in(world);
  return {
    holds: pods.fits(all.length) && !first,
    expected: `${pods.text} are never ${word}`,
    seen: first ? `one is, at ${world.moment(first.t)}` : list(all),
  };
});

/** `there are 3 ready pods`, `there is 1 running pod of job "pi"`. */
observable(
  'there {is} {count} {shown} {pods}( again)',
  (world: PodwrightWorld, count: Count, word: string, pods: Pods) => countShown(world, pods, count, stateOf(word)),
);
for (const are of ['there {is} {count} {pods}', '{count} {pods} {is} left/there'])
  observable(are, (world: PodwrightWorld, count: Count, pods: Pods) =>
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
function allShown(world: PodwrightWorld, pods: AllPods, { word, is }: ShownState): Observed {
  const all = pods.in(world);
  return { holds: pods.fits(all.length) && all.every(is), expected: `all ${pods.text} are ${word}`, seen: list(all) };
}

function list(pods: ReturnType<Pods['in']>): string {
  return pods.map((pod) => `${pod.name} ${pod.ready} ${pod.status}`).join(', ') || 'no pods';
}

observable('{all} {restarted} {times}', (world: PodwrightWorld, pods: AllPods, times: Count) =>
  eachRestarted(world, pods, times),
);
observable('{all} {restarted}', (world: PodwrightWorld, pods: AllPods) => eachRestarted(world, pods, AT_LEAST_ONCE));
const noneThere = (world: PodwrightWorld, pods: Pods): Observed =>
  countShown(world, pods, { text: 'no', accepts: (count) => count === 0 }, { word: 'there', is: () => true });
observable('no {pods} runs/run/exists/exist', noneThere);
observable('{all} {is} gone', (world: PodwrightWorld, pods: AllPods) => noneThere(world, pods));

/** By now, gone or not. */
observable('{count} {pods} {existed}( in total)', (world: PodwrightWorld, count: Count, pods: Pods) => {
  const isMeant = pods.filter(world);
  const names = world.cluster
    .podsEver()
    .filter(isMeant)
    .map(({ metadata }) => metadata.name);
  const seen = `${names.length}${names.length ? `: ${names.join(', ')}` : ''}`;
  return { holds: count.accepts(names.length), expected: `${count.text} ${pods.text} created`, seen };
});

/** On each node that takes pods: one that is cordoned counts where it has some. */
for (const each of ['there {is} {count} {pods} on each/every node', 'each/every node has/runs {count} {pods}'])
  observable(each, (world: PodwrightWorld, count: Count, pods: Pods) => {
    const isMeant = pods.filter(world);
    const nodes = world.cluster.api.list('Node').map(({ metadata }) => metadata.name);
    const counts = nodes.map((node) => {
      const isThere = onNode(world.cluster, node);
      return { node, number: podsNow(world.cluster, (pod) => isThere(pod) && isMeant(pod)).length };
    });
    return {
      holds: counts.length > 0 && counts.every(({ number }) => count.accepts(number)),
      expected: `${count.text} ${pods.text} on each node`,
      seen: counts.map(({ node, number }) => `${node}: ${number}`).join(', '),
    };
  });
observable('{all} {runOn} {node}', (world: PodwrightWorld, pods: AllPods, node: string) => {
  const isThere = onNode(world.cluster, node);
  const isMeant = pods.filter(world);
  const all = podsNow(world.cluster, isMeant);
  const elsewhere = podsNow(world.cluster, (pod) => isMeant(pod) && !isThere(pod));
  return {
    holds: pods.fits(all.length) && elsewhere.length === 0,
    expected: `all ${pods.text} on node "${node}"`,
    seen: elsewhere.length > 0 ? `elsewhere: ${list(elsewhere)}` : list(all),
  };
});
observable('{count} {pods} {runOn} {node}', (world: PodwrightWorld, count: Count, pods: Pods, node: string) => {
  const isThere = onNode(world.cluster, node);
  const isMeant = pods.filter(world);
  const found = podsNow(world.cluster, (pod) => isThere(pod) && isMeant(pod));
  return {
    holds: count.accepts(found.length),
    expected: `${count.text} ${pods.text} on node "${node}"`,
    seen: list(found),
  };
});
observable('no {pods} {restarted}', (world: PodwrightWorld, pods: Pods) => eachRestarted(world, pods, NEVER));
observable('{all} {never} restarted/restart', (world: PodwrightWorld, pods: AllPods) =>
  eachRestarted(world, pods, NEVER),
);

/** In every container, as the pods say they run it. */
observable('{all} have/has/run/runs/use/uses {image}', (world: PodwrightWorld, pods: AllPods, image: string) =>
  runOnly(image, pods.text, pods.in(world)),
);
/** Its pods that go are none of its any more. */
observable('{object} runs/uses {image}', (world: PodwrightWorld, object: ObjectName, image: string) => {
  const pods = podsOf(object);
  const isMeant = pods.filter(world);
  const staying = podsNow(world.cluster, (pod) => isMeant(pod) && !pod.metadata.deletionTimestamp);
  return runOnly(image, pods.text, staying);
});

function runOnly(image: string, what: string, pods: readonly ShownPod[]): Observed {
  const seen = pods.map(({ name, images }) => ({ name, images: [...new Set(images)].join(', ') }));
  return {
    holds: seen.length > 0 && seen.every(({ images }) => images === image),
    expected: `all ${what} run image "${image}"`,
    seen: seen.map(({ name, images }) => `${name}: ${images}`).join(', ') || 'no pods',
  };
}

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
    holds: all.length > 0 && all.every((pod) => times.accepts(restartsOf(world, pod))),
    expected: `each of the ${pods.text} restarted ${times.text}`,
    seen: all.map((pod) => `${pod.name}: ${restartsOf(world, pod)}`).join(', ') || 'no pod',
  };
}

/** Within the time that the sentence looks at, if it names one. */
function restartsOf({ cluster, lookingSinceMs }: PodwrightWorld, { name, namespace, restarts }: ShownPod): number {
  if (lookingSinceMs === 0) return restarts;
  return cluster.journal
    .about(`Pod/${namespace}/${name}`)
    .filter(
      ({ type, t, detail }) =>
        type === 'container-started' && t >= lookingSinceMs && Number(detail['attempt'] ?? 0) > 0,
    ).length;
}

Then(
  'no more than {int} pod(s) with {label} ever ran at once',
  function (this: PodwrightWorld, most: number, label: string) {
    const { count, t } = mostRunning(this.cluster, label);
    if (count > most) fail('at any time', `at most ${most} running pods`, `${count} at ${this.moment(t)}`);
  },
);
