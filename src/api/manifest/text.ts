import { stringify } from 'yaml';

/**
 * Objects as the text of a manifest. Written for kubectl, which reads YAML 1.1: a text such as `on`, `0755` or `1_000` has
 * to stand in quotes there.
 */
export function manifestYaml(objects: readonly object[]): string {
  return objects
    .map((object) => stringify(object, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }))
    .join('---\n');
}
