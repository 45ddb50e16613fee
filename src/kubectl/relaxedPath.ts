import { failure } from './errors';

/**
 * A path as people may write it, `metadata.name` or `.metadata.name` or in braces, as a JSONPath template.
 * Source: pkg/cmd/get/customcolumn.go of kubectl, RelaxedJSONPathExpression.
 * @throws KubectlError
 */
export function relaxedPath(text: string): string {
  if (text === '') return '';
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(text);
  if (!match)
    throw failure(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  return `{.${match[1] || match[2]}}`;
}
