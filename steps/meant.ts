import { assertPodIsKnown, type Cluster, containerNames, nameMeant, type ObjectName } from '../src/index';
import type { ContainerName } from './parameters';
import type { PodwrightWorld } from './world';

/**
 * The values of a sentence about what is there, with each name that has stars in it (`pod "web-*"`, `job "report-*"`) replaced by
 * the one that it means at this moment.
 * @throws Error when one means nothing that ever was, or several
 */
export function meant(world: PodwrightWorld, values: readonly unknown[]): unknown[] {
  return values.map((value) => {
    if (isObjectName(value))
      return value.name.includes('*') ? { ...value, name: nameMeant(world.cluster, value) } : value;
    if (isContainerName(value)) return containerMeant(world, value);
    return value;
  });
}

function containerMeant({ cluster }: PodwrightWorld, value: ContainerName): ContainerName {
  if (value.pod !== undefined) assertPodIsKnown(cluster, value.pod, value.namespace ?? 'default');
  return value.container === '*' ? { ...value, container: onlyContainer(cluster) } : value;
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
