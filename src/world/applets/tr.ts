import { posixClassMembers } from '../posixClasses';
import type { Applet } from './call';
import { interpretEscapes } from './printf';
import { readPieces } from './read';

/** The characters of an operand: classes such as `[:upper:]`, ranges, escapes. */
function trSet(text: string): string[] {
  return text
    .split(/(\[:\w+:\])/)
    .flatMap((part) => (/^\[:\w+:\]$/.test(part) ? posixClassMembers(part.slice(2, -2)) : plainSet(part)));
}

function plainSet(text: string): string[] {
  const plain = interpretEscapes(text, 'any').text;
  return [
    ...plain.replace(/([\s\S])-([\s\S])/g, (whole, from: string, to: string) => {
      const [a, b] = [from.charCodeAt(0), to.charCodeAt(0)];
      return a > b ? whole : Array.from({ length: b - a + 1 }, (_, i) => String.fromCharCode(a + i)).join('');
    }),
  ];
}

export const tr: Applet = function* (call) {
  const { rest, has } = call.options('dscCt complement|c delete|d squeeze-repeats|s', 'first');
  const complement = has('c') || has('C');
  if (rest.length === 0) call.usage();
  const first = trSet(rest[0] ?? '');
  const second = trSet(rest[1] ?? '');
  const member = (c: string) => first.includes(c) !== complement;
  const squeezed = has('s') ? (rest.length > 1 ? second : first) : [];
  const squeezes = (c: string) =>
    squeezed.length > 0 && (rest.length > 1 || !complement ? squeezed.includes(c) : !squeezed.includes(c));
  let last = '';
  yield* readPieces(call, '-', (data) => {
    let out = '';
    for (const c of data) {
      if (has('d') && member(c)) continue;
      const mapped =
        !has('d') && second.length > 0 && member(c)
          ? second[Math.min(complement ? second.length - 1 : first.indexOf(c), second.length - 1)]!
          : c;
      if (mapped === last && squeezes(mapped)) continue;
      out += mapped;
      last = mapped;
    }
    call.out(out);
  });
  return 0;
};
