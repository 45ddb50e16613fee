import {
  assertPodIsKnown,
  type Cluster,
  containerNames,
  matchesName,
  nameMeant,
  nearest,
  type ObjectName,
} from '../src/index';
import { podsCalled } from './known';
import { type ContainerName, NodeName } from './parameters';
import { told } from './told';
import type { PodwrightWorld } from './world';

/**
 * The values of a sentence about what is there, with each name that has stars in it (`pod "web-*"`, `job "report-*"`) replaced by
 * the one that it means at this moment.
 * @throws Error when one means nothing that ever was, or several
 */
export function meant(world: PodwrightWorld, values: readonly unknown[]): unknown[] {
  return values.map((value) => {
    if (value instanceof NodeName) return nodeMeant(world, value);
    if (isObjectName(value))
      return value.name.includes('*') ? { ...value, name: nameMeant(world.cluster, value) } : value;
    if (isContainerName(value)) return containerMeant(world, value);
    return value;
  });
}

/** The same of machines alone: under Given, names with stars may speak of pods that are still to come. */
export function nodesMeant(world: PodwrightWorld, values: readonly unknown[]): unknown[] {
  return values.map((value) => (value instanceof NodeName ? nodeMeant(world, value) : value));
}

/** @throws Error when a pod is on no node */
function nodeMeant(world: PodwrightWorld, { name, ofPod }: NodeName): string {
  const { cluster } = world;
  if (!ofPod) return nameMeant(cluster, { kind: 'Node', name, namespace: undefined });
  const pod = { ...ofPod, name: nameMeant(cluster, ofPod) };
  assertPodIsKnown(cluster, pod.name, pod.namespace);
  // One that is gone has been somewhere.
  const { nodeName } = podsCalled(world, pod).at(-1)?.spec ?? {};
  if (nodeName === undefined) throw new Error(`pod "${pod.name}" is on no node`);
  return nodeName;
}

function containerMeant({ cluster }: PodwrightWorld, value: ContainerName): ContainerName {
  if (value.image !== undefined)
    throw told(
      `image "${value.image}" may be in many containers: its name says how they behave; of what is seen say the container and its pod`,
    );
  if (value.pod !== undefined) assertPodIsKnown(cluster, value.pod, value.namespace ?? 'default');
  if (value.container === '*') return { ...value, container: onlyContainer(cluster) };
  return value.container.includes('*') ? { ...value, container: containerCalled(cluster, value.container) } : value;
}

/** `container "debugger-*"`: kubectl makes up the names of containers to debug with. */
function containerCalled(cluster: Cluster, pattern: string): string {
  const names = containerNames(cluster);
  const fit = names.filter((name) => matchesName(pattern, name));
  if (fit.length === 1) return fit[0] as string;
  if (fit.length === 0) throw new Error(`no pod has a container "${pattern}"; ${nearest(pattern, names)}`);
  throw new Error(`container "${pattern}" means ${fit.length}: ${fit.join(', ')}; this sentence is about one`);
}

/** `the container` is one that needs no name. */
function onlyContainer(cluster: Cluster): string {
  const names = containerNames(cluster);
  if (names.length !== 1)
    throw new Error(`"the container" needs a name: there is ${names.map((name) => `"${name}"`).join(', ') || 'none'}`);
  return names[0] as string;
}

function isObjectName(value: unknown): value is ObjectName {
  return typeof value === 'object' && value !== null && 'kind' in value && 'name' in value && 'namespace' in value;
}

function isContainerName(value: unknown): value is ContainerName {
  return typeof value === 'object' && value !== null && 'container' in value;
}
