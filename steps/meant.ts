import { assertPodIsKnown, nameMeant, type ObjectName } from '../src/index';
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
    if (isContainerName(value) && value.pod !== undefined)
      assertPodIsKnown(world.cluster, value.pod, value.namespace ?? 'default');
    return value;
  });
}

function isObjectName(value: unknown): value is ObjectName {
  return typeof value === 'object' && value !== null && 'kind' in value && 'name' in value && 'namespace' in value;
}

function isContainerName(value: unknown): value is ContainerName {
  return typeof value === 'object' && value !== null && 'container' in value;
}
