import { quoteWord } from '../src/index';
import type { PodwrightWorld } from './world';

/**
 * How kubectl is told of files and folders: `-f web.yaml`, or `-R -f k8s`, since a sentence that names a folder means all of it.
 * @throws Error when one is not there, or holds nothing that could be played
 */
export function manifestFlags(world: PodwrightWorld, paths: readonly string[]): string {
  const hasFolder = paths.some((path) => world.manifestsAt(path).some((file) => file !== path));
  return `${hasFolder ? '-R ' : ''}${paths.map((path) => `-f ${quoteWord(path)}`).join(' ')}`;
}
