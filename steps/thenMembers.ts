import { defineParameterType } from '@cucumber/cucumber';
import { findResource, madeForNow, type ObjectName } from '../src/index';
import { type Observed, observable } from './observation';
import type { Count } from './parameters';
import { inState, readyOf } from './states';
import { jobField, replicaField, replicas } from './thenReplicas';
import type { PodwrightWorld } from './world';

/** Replicas, pods and jobs of an object, said the other way round: `3 replicas of deployment "web" are ready`. */

defineParameterType({
  name: 'standing',
  regexp: /ready|available|unavailable|updated|active|running|succeeded|failed/,
  transformer: (word: string) => word,
  useForSnippets: false,
});

function countMembers(world: PodwrightWorld, object: ObjectName, count: Count, word: string): Observed {
  const field = object.kind === 'Job' ? jobField(word) : replicaField(object, word);
  return replicas(world, object, count, field, `${count.text} ${word}`);
}

observable(
  '(all ){count} replica(s) of {object} {is} {standing}( again)',
  (world: PodwrightWorld, count: Count, object: ObjectName, word: string) => countMembers(world, object, count, word),
);
/** What a pod alone is not: its Deployment counts them so. */
defineParameterType({
  name: 'counted',
  regexp: /available|unavailable|updated|active/,
  transformer: (word: string) => word,
  useForSnippets: false,
});
observable(
  '(all ){count} pod(s) of {object} {is} {counted}( again)',
  (world: PodwrightWorld, count: Count, object: ObjectName, word: string) => countMembers(world, object, count, word),
);
observable('{object} {has} {count} pod(s) {standing}( again)', countMembers);
observable('{object} {has} {count} replica(s) {standing}( again)', countMembers);
observable(
  '{object} {has} {int}\\/{int} (replicas )(pods )ready',
  (world: PodwrightWorld, object: ObjectName, ready: number, all: number) => {
    const seen = readyOf(world, object);
    return { holds: seen === `${ready}/${all}`, expected: `${ready}/${all} ready`, seen: seen ?? 'it is gone' };
  },
);

/** Of a CronJob. */
observable('{object} {has} {count} active/running job(s)', (world: PodwrightWorld, owner: ObjectName, count: Count) =>
  countJobs(world, owner, count, 'active', ['active']),
);

function countJobs(
  world: PodwrightWorld,
  owner: ObjectName,
  count: Count,
  word: string,
  states: readonly string[],
): Observed {
  const names = madeForNow(world.cluster, owner, 'jobs');
  const { namespace = 'default' } = owner;
  const meant = names.filter((name) =>
    states.some((state) => inState(world, { kind: 'Job', name, namespace }, state, true).holds),
  );
  const seen = `${meant.length} of ${names.length}${names.length ? `: ${names.join(', ')}` : ''}`;
  return { holds: count.accepts(meant.length), expected: `${count.text} ${word} jobs`, seen };
}

/** Which its history limits keep. */
const FINISHED: Readonly<Record<string, readonly string[]>> = {
  completed: ['complete'],
  succeeded: ['complete'],
  successful: ['complete'],
  failed: ['failed'],
  finished: ['complete', 'failed'],
};
for (const word of Object.keys(FINISHED))
  observable(`{object} {has} {count} ${word} job(s)`, (world: PodwrightWorld, owner: ObjectName, count: Count) =>
    countJobs(world, owner, count, word, FINISHED[word] as string[]),
  );

/** Of none nothing is true: they may still have to come. */
observable('all/every/each (of )(the ){kinds} {is} {state}', (world: PodwrightWorld, word: string, state: string) => {
  const resource = findResource(word);
  if (!resource) throw new Error(`the API has no "${word}"`);
  const { kind, namespaced } = resource;
  const namespace = namespaced ? 'default' : undefined;
  const all = world.cluster.api.list(kind, { ...(namespace && { namespace }) }).map(({ metadata }) => metadata.name);
  const others = all.filter((name) => !inState(world, { kind, name, namespace }, state, true).holds);
  return {
    holds: all.length > 0 && others.length === 0,
    expected: `all ${word} ${state}`,
    seen: all.length === 0 ? `no ${word}` : `not ${others.join(', ')}`,
  };
});
