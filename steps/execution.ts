import { assertContainerIsKnown, containerRuns, type RunningCommand } from '../src/index';
import type { ContainerName } from './parameters';
import type { PodwrightWorld } from './world';

/** Runs a command line in a container, as `kubectl exec` does. @throws Error when no pod has such a container */
export function executeIn(world: PodwrightWorld, commandLine: string, name: ContainerName): RunningCommand {
  assertContainerIsKnown(world.cluster, name.container);
  const path = containerRuns(world.cluster, name).at(-1)?.pod;
  if (path === undefined) throw new Error(`container "${name.container}" has never started`);
  const [namespace, pod] = path.split('/');
  return world.execute(`kubectl exec ${pod} -n ${namespace} -c ${name.container} -- ${commandLine}`);
}
