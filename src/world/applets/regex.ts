import { posixClass } from '../posixClasses';

/** A POSIX expression (basic or extended) as the source of one of JavaScript (regex(7)). */
export function posixSource(text: string, kind: 'basic' | 'extended' | 'fixed'): string {
  if (kind === 'fixed') return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '[') {
      const end = bracketEnd(text, i);
      out += bracket(text.slice(i, end + 1));
      i = end;
    } else if (c === '\\' && i + 1 < text.length) {
      const next = text[++i]!;
      if (kind === 'basic' && '(){}|+?'.includes(next)) out += next;
      else if (next === '<' || next === '>') out += '\\b';
      else out += `\\${next}`;
    } else if (kind === 'basic' && '(){}|+?'.includes(c)) out += `\\${c}`;
    else if (kind === 'basic' && c === '*' && (out === '' || out.endsWith('('))) out += '\\*';
    else if (c === '{' && !/^\{\d*,?\d*\}/.test(text.slice(i))) out += '\\{';
    else if (c === '/') out += '\\/';
    else out += c;
  }
  return out;
}

function bracketEnd(text: string, start: number): number {
  let i = start + 1;
  if (text[i] === '^') i++;
  if (text[i] === ']') i++;
  while (i < text.length && text[i] !== ']') {
    const named = /^\[:\w+:\]/.exec(text.slice(i));
    i += named ? named[0].length : 1;
  }
  return Math.min(i, text.length - 1);
}

function bracket(text: string): string {
  const negated = text[1] === '^';
  const body = text
    .slice(negated ? 2 : 1, -1)
    .replace(/\\/g, '\\\\')
    .replace(/\[:(\w+):\]/g, (_, name: string) => posixClass(name))
    .replace(/^\]/, '\\]')
    .replace(/\[/g, '\\[');
  return `[${negated ? '^' : ''}${body}]`;
}
