import { defineParameterType } from '@cucumber/cucumber';
import { findResource, nearest } from '../src/index';
import { type Observed, observable } from './observation';
import type { Count } from './parameters';
import { inState } from './states';
import type { PodwrightWorld } from './world';

/** Objects of other kinds than pods, counted. */

/** What people count most. */
const COUNTED = ['pods', 'jobs', 'replicasets', 'services', 'nodes', 'configmaps', 'secrets', 'events'];

/** Any word but those for pods, of which there are more sentences. */
defineParameterType({
  name: 'kinds',
  regexp: /(?!pods?\b|[Ww]arnings?\b|requests?\b)[A-Za-z]+/,
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
