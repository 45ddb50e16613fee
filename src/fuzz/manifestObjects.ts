import { parseAllDocuments } from 'yaml';
import { decodeManifests, type KubeObject, Release } from '../api/index';

/**
 * The objects of a manifest file as people wrote them: without defaults, so that what is left of them is what was written.
 * @throws ManifestError when kubectl would not take the file
 */
export function readObjects(text: string, file: string, kubernetes = 'latest'): KubeObject[] {
  decodeManifests(text, file, Release.of(kubernetes));
  const written = parseAllDocuments(text).map((document) => document.toJS() as KubeObject | null);
  return written.flatMap((object) => (object === null ? [] : itemsOf(object)));
}

/** A `List` is its items. */
function itemsOf(object: KubeObject): KubeObject[] {
  const { items } = object as { items?: KubeObject[] };
  return object.kind === 'List' && items ? items : [object];
}
