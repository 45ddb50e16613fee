import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PROMISES } from '../../observe/index';

/** A literal of a step file that may be the text of a sentence, or of several: `the {word} hook of {container} ${ran}`. */
interface Written {
  readonly topic: string;
  readonly pattern: RegExp;
  /** How many characters of it are not made up of values. */
  readonly fixed: number;
}

const LITERAL = /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const VALUE = /\$\{[^}]*\}/;

/**
 * Where the text of a sentence is written down: Cucumber only knows the helper that defined it.
 * @param folder of the step files
 * @returns what tells of an expression the name of its file; undefined when none has it
 */
export function topicsIn(folder: string): (expression: string) => string | undefined {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const written = names
    .sort()
    .flatMap((name) => literalsOf(basename(name, '.ts'), readFileSync(join(folder, name), 'utf8')));
  return (expression) => {
    if (PROMISES.some(({ says }) => says === expression)) return 'thenPromises';
    const itself = untimed(expression);
    // What containers do is written without them.
    const forms = [itself, itself.replace(/^\{container\} /, '')];
    const fitting = written.filter(({ pattern }) => forms.some((form) => pattern.test(form)));
    return fitting.sort((a, b) => b.fixed - a.fixed)[0]?.topic;
  };
}

function literalsOf(topic: string, code: string): Written[] {
  return [...code.replace(COMMENT, '').matchAll(LITERAL)].map(([, single, double, template]) => {
    const parts = untimed(single ?? double ?? template ?? '')
      .replaceAll('\\', '')
      .split(template === undefined ? /$^/ : VALUE);
    const pattern = new RegExp(`^${parts.map((part) => part.replace(/[^\w ]/g, '\\$&')).join('.+')}$`);
    return { topic, pattern, fixed: parts.join('').length };
  });
}

/** An expression without what says when one looks. */
function untimed(expression: string): string {
  return expression.replace(/^\{when\}|\{(?:meanwhile|anyTime)\}(?:\(:\))?$|\(:\)$/g, '');
}
