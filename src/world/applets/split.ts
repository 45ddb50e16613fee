import { type Applet, UsageError } from './call';
import { readWhole } from './files';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 512,
  k: 1024,
  K: 1024,
  m: 1024 ** 2,
  M: 1024 ** 2,
  G: 1024 ** 3,
};

/** split(1): a file in pieces of so many lines or bytes, xaa, xab … */
export const split: Applet = function* (call) {
  const { rest, value, has } = call.options(
    'l:b:a:dn:C: lines=l bytes=b suffix-length=a numeric-suffixes|d number=n additional-suffix=',
  );
  for (const name of ['n', 'C', 'additional-suffix']) if (has(name)) call.notImplemented(`-${name}`);
  const path = rest[0] ?? '-';
  const width = Number(value('a') ?? 2);
  const text = yield* readWhole(call, path);
  const pieces =
    value('b') === undefined
      ? byLines(text, countOf(value('l') ?? '1000', 'lines'))
      : byBytes(text, countOf(value('b')!, 'bytes'));
  const alphabet = has('d') ? '0123456789' : LETTERS;
  if (pieces.length > alphabet.length ** width)
    throw new UsageError(call.flavour === 'busybox' ? 'suffixes exhausted' : 'output file suffixes exhausted');
  pieces.forEach((piece, i) => {
    call.proc.fs.writeFile(call.proc.path(`${rest[1] ?? 'x'}${suffix(i, alphabet, width)}`), piece);
  });
  return 0;
};

function countOf(text: string, what: string): number {
  const match = /^(\d+)([bkKmMG]?)$/.exec(text);
  const count = Number(match?.[1]) * UNITS[match?.[2] ?? '']!;
  if (!match || count === 0) throw new UsageError(`invalid number of ${what}: '${text}'`);
  return count;
}

function byLines(text: string, count: number): string[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return Array.from({ length: Math.ceil(lines.length / count) }, (_, i) =>
    lines.slice(i * count, (i + 1) * count).join(''),
  );
}

function byBytes(text: string, count: number): string[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / count) }, (_, i) =>
    bytes.toString('utf8', i * count, (i + 1) * count),
  );
}

/** 0 is aa, 1 ab, 26 ba. */
function suffix(number: number, alphabet: string, width: number): string {
  let out = '';
  for (let i = 0; i < width; i++, number = Math.floor(number / alphabet.length))
    out = alphabet[number % alphabet.length] + out;
  return out;
}
