import { type KubeObject, readManifests } from '../src/index';
import type { PodwrightWorld } from './world';

/** What the manifests say that were given by now, as far as they can be read: creating them tells of their mistakes. */
export function givenObjects(world: PodwrightWorld): KubeObject[] {
  return world.manifests
    .flatMap((file) => readManifests(world.readFile(file), file, world.release))
    .flatMap((read) => (read instanceof Error ? [] : [read.object]));
}
