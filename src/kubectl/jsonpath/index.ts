/**
 * kubectl's dialect of JSONPath. It is not the JSONPath that libraries speak: a template of text and `{…}` parts, with
 * `range`/`end`, quoted text, several results joined by spaces, and filters of its own. Hence this small evaluator.
 * @see https://kubernetes.io/docs/reference/kubectl/jsonpath/
 */
import { evaluatePath, evaluateTemplate } from './evaluate';
import { parsePath } from './path';
import { parseTemplate } from './template';

export { valueText } from './evaluate';
export { JsonPathError } from './path';

/** Fills in a template such as `{.items[*].metadata.name}`. @throws JsonPathError */
export function jsonPath(template: string, object: unknown): string {
  return evaluateTemplate(parseTemplate(template), object);
}

/** A single path as `--sort-by`, `custom-columns` and `wait` take it: `{.a.b}`, `.a.b` or `a.b`. @throws JsonPathError */
export function pathValues(path: string, object: unknown): unknown[] {
  const bare = path
    .trim()
    .replace(/^\{(.*)\}$/s, '$1')
    .trim();
  return evaluatePath(parsePath(/^[.$@[]/.test(bare) ? bare : `.${bare}`), object);
}
