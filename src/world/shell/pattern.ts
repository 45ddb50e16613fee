import { posixClass } from '../posixClasses';

/** Makes text match itself inside a pattern. */
export function quotePattern(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}

/** The text that a pattern without wildcards stands for. */
export function unquotePattern(pattern: string): string {
  return pattern.replace(/\\([\s\S])/g, '$1');
}

/** Whether there is a wildcard in it. */
export function isPattern(pattern: string): boolean {
  return /(^|[^\\])(\\\\)*[*?[]/.test(pattern);
}

/**
 * A shell pattern as the source of a regular expression (XCU 2.14).
 * @param options.pathname `*` and `?` do not match a slash
 * @param options.lazy `*` takes as little as it can, for `${x#pattern}`
 */
export function patternSource(pattern: string, options: { pathname?: boolean; lazy?: boolean } = {}): string {
  const any = options.pathname ? '[^/]' : '[\\s\\S]';
  let out = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === '\\') out += escapeRegExp(pattern[++i] ?? '\\');
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

function bracketSource(pattern: string, start: number): { source: string; end: number } | undefined {
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
