import {
  assertContainerIsKnown,
  assertPodIsKnown,
  type ContainerRun,
  containerLog,
  containerRuns,
  type HookRun,
  hookRuns,
  nearest,
  type ObjectName,
  type Pod,
  type SignalSent,
  signalsTo,
} from '../src/index';
import type { ContainerName, PodName } from './parameters';
import type { PodwrightWorld } from './world';

/**
 * What sentences look at, of pods and containers that are there or were. A misspelt name must not pass a check: it is an error that
 * tells the near ones.
 */

/** `default/web`, as facts call a pod. */
export function pathOf(world: PodwrightWorld, { name, namespace }: PodName): string {
  assertPodIsKnown(world.cluster, name, namespace);
  return `${namespace}/${name}`;
}

/** Every pod that ever had this name, in its last version, oldest first: StatefulSets and people make them again. */
export function podsCalled(
  { cluster }: PodwrightWorld,
  { name, namespace }: Pick<ObjectName, 'name' | 'namespace'>,
): Pod[] {
  return cluster.podsEver().filter(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
}

/** A pod as it is now; undefined when it is gone. */
export function podNow(world: PodwrightWorld, { name, namespace }: PodName): Pod | undefined {
  const pod = world.cluster.api.find<Pod>('Pod', namespace, name);
  if (!pod) assertPodIsKnown(world.cluster, name, namespace);
  return pod;
}

/** Each start of a container, with its end. */
export function runsOf(world: PodwrightWorld, name: ContainerName): ContainerRun[] {
  assertContainerIsKnown(world.cluster, name.container);
  return containerRuns(world.cluster, name);
}

/** The signals that were sent to a container. */
export function signalsOf(world: PodwrightWorld, name: ContainerName): SignalSent[] {
  assertContainerIsKnown(world.cluster, name.container);
  return signalsTo(world.cluster, name);
}

/** What a container has written. */
export function logOf(world: PodwrightWorld, name: ContainerName): ReturnType<typeof containerLog> {
  assertContainerIsKnown(world.cluster, name.container);
  return containerLog(world.cluster, name);
}

const HOOKS = ['postStart', 'preStop'];

/** Each run of a hook. @throws Error when there is no such hook */
export function hookRunsOf(world: PodwrightWorld, hook: string, name: ContainerName): HookRun[] {
  if (!HOOKS.includes(hook)) throw new Error(`there is no hook "${hook}"; ${nearest(hook, HOOKS)}`);
  assertContainerIsKnown(world.cluster, name.container);
  return hookRuns(world.cluster, hook, name);
}
