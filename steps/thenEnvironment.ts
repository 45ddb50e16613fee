import { assertContainerIsKnown, matchesName } from '../src/index';
import { type Observed, observable } from './observation';
import type { ContainerName } from './parameters';
import type { PodwrightWorld } from './world';

/** The environment in which the main process of a container was started. */

for (const is of [
  'the environment variable {string} of/in {container} {is} {string}',
  'the variable {string} of/in {container} {is} {string}',
])
  observable(is, (world: PodwrightWorld, variable: string, name: ContainerName, value: string) =>
    hasVariable(world, name, variable, value),
  );

for (const has of [
  '{container} {has} (the )(an )environment variable {string} with (the )value {string}',
  '{container} {has} (the )(an )environment variable {string} set to {string}',
])
  observable(has, hasVariable);

observable(
  '{container} {has} (the )(an )environment variable {string}',
  (world: PodwrightWorld, name: ContainerName, variable: string) => hasVariable(world, name, variable),
);

function hasVariable(world: PodwrightWorld, name: ContainerName, variable: string, value?: string): Observed {
  assertContainerIsKnown(world.cluster, name.container);
  const runs = [...world.cluster.nodes.values()]
    .flatMap(({ runtime }) => runtime.containers())
    .filter((one) => one.name === name.container && one.main !== undefined)
    .filter(
      (one) => name.pod === undefined || (matchesName(name.pod, one.podName) && name.namespace === one.namespace),
    );
  const last = runs.sort((a, b) => (a.startedAtMs ?? 0) - (b.startedAtMs ?? 0)).at(-1);
  const seen = last?.main?.env[variable];
  return {
    holds: seen !== undefined && (value === undefined || seen === value),
    expected: `${variable}${value === undefined ? ' is set' : `=${value}`}`,
    seen: last ? (seen === undefined ? 'it is not set' : `${variable}=${seen}`) : 'the container has never started',
  };
}
