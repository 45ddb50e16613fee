import type { Substitution } from './syntax';

/** What `s` makes of a text; undefined where nothing matches. */
export function substitute(
  text: string,
  expression: RegExp,
  { replacement, nth, all }: Substitution,
  gnu: boolean,
): string | undefined {
  let count = 0;
  let changed = false;
  expression.lastIndex = 0;
  const result = text.replace(expression, (...args) => {
    count++;
    const groups = args.slice(
      0,
      args.findIndex((arg) => typeof arg === 'number'),
    ) as (string | undefined)[];
    if (count < nth || (count > nth && !all)) return groups[0]!;
    changed = true;
    return gnu ? expandCases(replacement, groups) : expand(replacement, groups);
  });
  return changed ? result : undefined;
}

/** `&`, `\1` … `\9`, `\n`, `\t`. */
function expand(replacement: string, groups: readonly (string | undefined)[]): string {
  return replacement.replace(/\\([\s\S])|&/g, (whole, letter: string | undefined) =>
    whole === '&' ? groups[0]! : escaped(letter!, groups),
  );
}

function escaped(letter: string, groups: readonly (string | undefined)[]): string {
  if (/\d/.test(letter)) return groups[Number(letter)] ?? '';
  return letter === 'n' ? '\n' : letter === 't' ? '\t' : letter;
}

/** GNU changes the case of what comes after `\U`, `\L`, `\u` and `\l`. */
function expandCases(replacement: string, groups: readonly (string | undefined)[]): string {
  let out = '';
  let whole: 'U' | 'L' | undefined;
  let next: 'u' | 'l' | undefined;
  const add = (given: string) => {
    let text = whole === 'U' ? given.toUpperCase() : whole === 'L' ? given.toLowerCase() : given;
    if (next && text !== '') {
      const first = text.slice(0, 1);
      text = (next === 'u' ? first.toUpperCase() : first.toLowerCase()) + text.slice(1);
      next = undefined;
    }
    out += text;
  };
  for (const [token, letter] of replacement.matchAll(/\\([\s\S])|[\s\S]/g)) {
    if (letter === undefined) add(token === '&' ? groups[0]! : token);
    else if (letter === 'U' || letter === 'L') whole = letter;
    else if (letter === 'u' || letter === 'l') next = letter;
    else if (letter === 'E') whole = undefined;
    else add(escaped(letter, groups));
  }
  return out;
}
