/**
 * Go templates as `-o go-template` takes them: the language of text/template (actions, pipelines, variables, if, with,
 * range, its functions) without templates that are defined inside. Data are what encoding/json decodes.
 * @see https://pkg.go.dev/text/template
 */
import { GoTemplateRun } from './evaluate';
import { parseGoTemplate } from './parse';
import type { Node } from './syntax';

export { goText } from './format';
export { GoTemplateError } from './syntax';

/** A template that has been read. */
export interface GoTemplate {
  /** @throws GoTemplateError when it does not fit the object */
  fill(object: unknown): string;
}

/**
 * Reads a template.
 * @param allowMissingKeys of `--allow-missing-template-keys`: print `<no value>` for them
 * @throws GoTemplateError
 */
export function goTemplate(template: string, allowMissingKeys = true): GoTemplate {
  const nodes: readonly Node[] = parseGoTemplate(template);
  const missingKeys = allowMissingKeys ? 'default' : 'error';
  return { fill: (object) => new GoTemplateRun(object, missingKeys).run(nodes) };
}
