import type { KubeObject } from '../api/index';
import { extendedResourcesOf, withoutExtendedResources } from './extendedResources';
import { hostPathsOf, withoutHostPathTypes } from './hostPaths';

/** The objects without the wishes that only nodes of a real cluster could fulfil: they are taken to be fulfilled. */
export function forMadeUpNodes(objects: readonly KubeObject[]): KubeObject[] {
  return withoutExtendedResources(withoutHostPathTypes(objects));
}

/** `/etc/machine-id on nodes`, `nvidia.com/gpu on nodes`. */
export function wishesOf(objects: readonly KubeObject[]): string[] {
  const things = [...hostPathsOf(objects).map(({ path }) => path), ...extendedResourcesOf(objects)];
  return things.map((thing) => `${thing} on nodes`);
}
