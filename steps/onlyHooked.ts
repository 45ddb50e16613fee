import { defineParameterType } from '@cucumber/cucumber';
import { containersCalled } from './givenProbes';
import type { ContainerName } from './parameters';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** No other word: `the job hook …` speaks of a job. */
defineParameterType({
  name: 'hookName',
  regexp: /preStop|postStart/,
  transformer: (word: string) => word,
  useForSnippets: false,
});

/** The only container that has such a hook. @throws Error when none has, or several have */
export function onlyHooked(world: PodwrightWorld, hook: string): ContainerName {
  const names = containersCalled(world).flatMap(({ name, lifecycle }) =>
    lifecycle?.[hook as 'preStop' | 'postStart'] ? [name] : [],
  );
  const [container, ...others] = new Set(names);
  if (container === undefined)
    throw told(`no container of the manifests that were given by now has a ${hook} hook: give them before`);
  if (others.length > 0)
    throw told(
      `${[container, ...others].join(', ')} have a ${hook} hook: say the ${hook} hook of container "${container}"`,
    );
  return { container };
}
