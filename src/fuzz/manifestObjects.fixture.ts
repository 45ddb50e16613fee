import { decodeManifests, type KubeObject, Release } from '../api/index';

/**
 * The objects of a manifest file as people wrote them: without defaults, so that what is left of them is what was written.
 * @throws ManifestError when kubectl would not take the file
 */
export function readObjects(text: string, file: string): KubeObject[] {
  return decodeManifests(text, file, Release.of('latest')).map(({ object }) => object);
}
