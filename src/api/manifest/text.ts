import { Document, Scalar, visit } from 'yaml';
import { plainValue } from './scalar';

/**
 * Objects as the text of a manifest. What kubectl would take for something else, such as the texts `on`, `0755` or `1_000`, stands
 * in quotes.
 */
export function manifestYaml(objects: readonly object[]): string {
  return objects.map(yamlOf).join('---\n');
}

function yamlOf(object: object): string {
  const document = new Document(object, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => {
      const { value } = scalar;
      if (typeof value === 'string' && plainValue(value) !== value) scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0 });
}
