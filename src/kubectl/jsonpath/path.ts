/** One step of a path; each step turns a list of values into another list of values. */
export type Step =
  | { readonly type: 'root' }
  | { readonly type: 'current' }
  | { readonly type: 'field'; readonly names: readonly string[] }
  | { readonly type: 'wildcard' }
  | { readonly type: 'recursive' }
  | { readonly type: 'indices'; readonly indices: readonly number[] }
  | { readonly type: 'slice'; readonly from?: number; readonly to?: number; readonly step: number }
  | { readonly type: 'filter'; readonly left: Operand; readonly operator: string; readonly right?: Operand };

/** A side of a filter: a path from the item, or a literal. */
export type Operand = { readonly steps: readonly Step[] } | { readonly value: string | number | boolean };

/** What is wrong with a template, in kubectl's words. */
export class JsonPathError extends Error {}

/**
 * Parses `.items[*].metadata.name` and the like.
 * @throws JsonPathError
 */
export function parsePath(text: string): Step[] {
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const bracket = /^\.?\[/.exec(rest);
    const field =
      /^\.((?:\\.|[^\s.[\]*\\,'"()=!<>|&])+)/.exec(rest) ?? (at === 0 ? /^([A-Za-z_][\w-]*)/.exec(rest) : null);
    if (/^\s/.test(rest)) at += 1;
    else if (rest.startsWith('..')) at += push(steps, { type: 'recursive' }, rest[2] === '[' ? 2 : 1);
    else if (/^\.?\*/.test(rest)) at += push(steps, { type: 'wildcard' }, rest.indexOf('*') + 1);
    else if (bracket) {
      const end = closingBracket(text, at + bracket[0].length);
      steps.push(parseBracket(text.slice(at + bracket[0].length, end).trim()));
      at = end + 1;
    } else if (field)
      at += push(steps, { type: 'field', names: [withoutEscapes(field[1] as string)] }, field[0].length);
    else if (rest[0] === '$') at += push(steps, { type: 'root' }, 1);
    else if (rest[0] === '@') at += push(steps, { type: 'current' }, 1);
    else if (rest === '.') at += push(steps, { type: 'current' }, 1);
    else throw new JsonPathError(`unrecognized character in action: U+${hex(rest)} '${rest[0]}'`);
  }
  return steps;
}

function push(steps: Step[], step: Step, length: number): number {
  steps.push(step);
  return length;
}

const hex = (text: string): string => text.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
const withoutEscapes = (name: string): string => name.replace(/\\(.)/g, '$1');

/** Where the bracket closes that was opened before `from`; quotes and inner brackets are skipped. */
function closingBracket(text: string, from: number): number {
  let depth = 1;
  let quote = '';
  for (let i = from; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '\\') i++;
    else if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '[') depth++;
    else if (char === ']' && --depth === 0) return i;
  }
  throw new JsonPathError('unterminated array');
}

function parseBracket(inside: string): Step {
  const filter = /^\?\((.*)\)$/s.exec(inside);
  if (filter) return parseFilter((filter[1] as string).trim());
  if (inside === '*' || inside === '') return { type: 'wildcard' };
  if (/^-?\d+(\s*,\s*-?\d+)*$/.test(inside)) return { type: 'indices', indices: inside.split(',').map(Number) };
  const slice = /^(-?\d*):(-?\d*)(?::(-?\d*))?$/.exec(inside);
  if (slice) {
    const [from, to, step] = slice.slice(1).map((text) => (text ? Number(text) : undefined));
    return { type: 'slice', from, to, step: step ?? 1 };
  }
  const names = inside.match(/'(?:\\.|[^'])*'|"(?:\\.|[^"])*"/g);
  if (names && names.join(',') === inside.replace(/\s*,\s*/g, ',')) return { type: 'field', names: names.map(unquote) };
  throw new JsonPathError(`invalid array index ${inside}`);
}

/** `@.type == "Ready"`, `@.name =~ …` is not part of the dialect; a lone path asks whether it is there. */
function parseFilter(text: string): Step {
  const parts = /^((?:"(?:\\.|[^"])*"|'(?:\\.|[^'])*'|[^"'=!<>])+?)\s*(==|!=|<=|>=|<|>)\s*(.+)$/s.exec(text);
  if (!parts) return { type: 'filter', left: operand(text), operator: 'exists' };
  const [, left, operator, right] = parts as unknown as [string, string, string, string];
  return { type: 'filter', left: operand(left.trim()), operator, right: operand(right.trim()) };
}

function operand(text: string): Operand {
  if (/^(["']).*\1$/s.test(text)) return { value: unquote(text) };
  if (/^-?\d+(\.\d+)?$/.test(text)) return { value: Number(text) };
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  return { steps: parsePath(text) };
}

/** The text of a quoted string; `\n`, `\t` and `\r` mean what they mean in Go. */
export function unquote(quoted: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return quoted.slice(1, -1).replace(/\\(.)/gs, (_, char: string) => escapes[char] ?? char);
}
