import { defineParameterType } from '@cucumber/cucumber';
import { findResource, madeForNow, type ObjectName } from '../src/index';
import { type Observed, observable } from './observation';
import type { Count } from './parameters';
import { inState } from './states';
import { jobField, replicaField, replicas } from './thenStates';
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
observable('{object} {has} {count} pod(s) {standing}( again)', countMembers);

/** Of a CronJob. */
observable('{object} {has} {count} active/running job(s)', (world: PodwrightWorld, owner: ObjectName, count: Count) => {
  const names = madeForNow(world.cluster, owner, 'jobs');
  const { namespace = 'default' } = owner;
  const active = names.filter((name) => inState(world, { kind: 'Job', name, namespace }, 'active', true).holds);
  const seen = `${active.length} of ${names.length}${names.length ? `: ${names.join(', ')}` : ''}`;
  return { holds: count.accepts(active.length), expected: `${count.text} active jobs`, seen };
});

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
