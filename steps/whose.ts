import { defineParameterType } from '@cucumber/cucumber';
import type { Container } from '../src/index';
import { containersCalled } from './givenProbes';
import type { ContainerName } from './parameters';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** Whose probe or hook a sentence means that names nobody: that of the only container that has one. */

/** No other word: `the job hook …` speaks of a job. */
defineParameterType({
  name: 'hookName',
  regexp: /pre-?[Ss]top|post-?[Ss]tart/,
  transformer: (word: string) => (/^pre/.test(word) ? 'preStop' : 'postStart'),
  useForSnippets: false,
});

/** @throws Error when none has such a probe, or several have */
export function whoseProbe(world: PodwrightWorld, probe: string, said: ContainerName | undefined): ContainerName {
  return (
    said ?? only(world, `${probe} probe`, (container) => container[`${probe}Probe` as 'livenessProbe'] !== undefined)
  );
}

/** @throws Error when none has such a hook, or several have */
export function whoseHook(world: PodwrightWorld, hook: string, said: ContainerName | undefined): ContainerName {
  return (
    said ?? only(world, `${hook} hook`, ({ lifecycle }) => lifecycle?.[hook as 'preStop' | 'postStart'] !== undefined)
  );
}

function only(world: PodwrightWorld, what: string, has: (container: Container) => boolean): ContainerName {
  const names = containersCalled(world).flatMap((container) => (has(container) ? [container.name] : []));
  const [container, ...others] = new Set(names);
  if (container === undefined)
    throw told(`no container of the manifests that were given by now has a ${what}: give them before`);
  if (others.length > 0)
    throw told(`${[container, ...others].join(', ')} have a ${what}: say the ${what} of container "${container}"`);
  return { container };
}
