import { posixClass } from '../posixClasses';

/** Makes text match itself inside a pattern. */
export function quotePattern(text: string): string {
  return text.replace(/[\\*?[\]()|]/g, '\\$&');
}

/** Makes the wildcards match themselves, but leaves the groups of `extglob`: the parser does not know them in `${x#…}`. */
export function quoteWildcards(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}

/** The text that a pattern without wildcards stands for. */
export function unquotePattern(pattern: string): string {
  return pattern.replace(/\\([\s\S])/g, '$1');
}

/** Whether there is a wildcard in it. */
export function isPattern(pattern: string): boolean {
  return /(^|[^\\])(\\\\)*(?:[*?[]|[+@!]\()/.test(pattern);
}

interface SourceOptions {
  readonly pathname?: boolean;
  readonly lazy?: boolean;
}

/** A part of a pattern, and the last character of it. */
interface Source {
  readonly source: string;
  readonly end: number;
}

/**
 * A shell pattern as the source of a regular expression (XCU 2.14).
 * @param options.pathname `*` and `?` do not match a slash
 * @param options.lazy `*` takes as little as it can, for `${x#pattern}`
 */
export function patternSource(pattern: string, options: SourceOptions = {}): string {
  const any = options.pathname ? '[^/]' : '[\\s\\S]';
  let out = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    const group = pattern[i + 1] === '(' ? groupSource(pattern, i, options) : undefined;
    if (group) {
      out += group.source;
      i = group.end;
    } else if (c === '\\') out += escapeRegExp(pattern[++i] ?? '\\');
    else if (c === '*') out += `${any}*${options.lazy ? '?' : ''}`;
    else if (c === '?') out += any;
    else if (c === '[') {
      const bracket = bracketSource(pattern, i);
      out += bracket?.source ?? '\\[';
      i = bracket?.end ?? i;
    } else out += escapeRegExp(c);
  }
  return out;
}

/** The groups of `extglob` (bash): `?(…)`, `*(…)`, `+(…)`, `@(…)` and `!(…)`, with `|` between alternatives. */
const GROUPS = '?*+@!';

/** The group that begins there; `!(…)` looks at what follows, and takes all of it. */
function groupSource(pattern: string, at: number, options: SourceOptions): Source | undefined {
  const operator = pattern[at]!;
  const end = GROUPS.includes(operator) ? groupEnd(pattern, at + 1) : -1;
  if (end < 0) return undefined;
  const any = options.pathname ? '[^/]' : '[\\s\\S]';
  const alternatives = alternativesIn(pattern.slice(at + 2, end))
    .map((text) => patternSource(text, options))
    .join('|');
  if (operator !== '!') return { source: `(?:${alternatives})${operator === '@' ? '' : operator}`, end };
  const rest = patternSource(pattern.slice(end + 1), options);
  return { source: `(?!(?:${alternatives})${rest}$)${any}*?${rest}`, end: pattern.length };
}

/** Where the parenthesis closes that opens there; -1 where none does. */
function groupEnd(pattern: string, start: number): number {
  let depth = 0;
  for (let i = start; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === '(') depth++;
    else if (pattern[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

function alternativesIn(text: string): string[] {
  const alternatives = [''];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '(') depth++;
    if (c === ')') depth--;
    if (c === '|' && depth === 0) alternatives.push('');
    else alternatives[alternatives.length - 1] += c === '\\' ? c + (text[++i] ?? '') : c;
  }
  return alternatives;
}

/** Whether the whole of `text` matches. */
export function matchesPattern(pattern: string, text: string): boolean {
  if (!isPattern(pattern)) return unquotePattern(pattern) === text;
  return compiled(`^(?:${patternSource(pattern)})$`).test(text);
}

const cache = new Map<string, RegExp>();

/** A regular expression, made once for each source. */
export function compiled(source: string, flags = ''): RegExp {
  const key = `${flags}/${source}`;
  let expression = cache.get(key);
  if (!expression) {
    if (cache.size > 1000) cache.clear();
    expression = new RegExp(source, flags);
    cache.set(key, expression);
  }
  return expression;
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function bracketSource(pattern: string, start: number): Source | undefined {
  let i = start + 1;
  let negated = false;
  if (pattern[i] === '!' || pattern[i] === '^') {
    negated = true;
    i++;
  }
  let body = '';
  for (let first = true; i < pattern.length; i++, first = false) {
    const c = pattern[i]!;
    if (c === ']' && !first) return { source: `[${negated ? '^' : ''}${body}]`, end: i };
    const name = /^\[:(\w+):\]/.exec(pattern.slice(i))?.[1];
    if (name) {
      body += posixClass(name);
      i += name.length + 3;
    } else if (c === '\\') body += `\\${pattern[++i] ?? '\\'}`;
    else if (c === '-') body += '-';
    else body += escapeRegExp(c);
  }
  return undefined;
}
