import type { Task } from '../../kernel';
import { FsError } from '../files';
import { type Applet, type Call, UsageError } from './call';
import { readWhole } from './read';

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
  const text = yield* textOf(call, path);
  const pieces =
    value('b') === undefined
      ? byLines(text, countOf(call, value('l') ?? '1000', 'lines'))
      : byBytes(text, countOf(call, value('b')!, 'bytes'));
  const alphabet = has('d') ? '0123456789' : LETTERS;
  if (pieces.length > alphabet.length ** width)
    throw new UsageError(call.flavour === 'busybox' ? 'suffixes exhausted' : 'output file suffixes exhausted');
  pieces.forEach((piece, i) => {
    call.proc.fs.writeFile(call.proc.path(`${rest[1] ?? 'x'}${suffix(i, alphabet, width)}`), piece);
  });
  return 0;
};

function* textOf(call: Call, path: string): Task<string> {
  try {
    return yield* readWhole(call, path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const busybox = call.flavour === 'busybox';
    throw new UsageError(busybox ? `${path}: ${error.text}` : `cannot open '${path}' for reading: ${error.text}`);
  }
}

function countOf({ flavour }: Call, text: string, what: string): number {
  const match = /^(\d+)([bkKmMG]?)$/.exec(text);
  const count = Number(match?.[1]) * UNITS[match?.[2] ?? '']!;
  if (match && count > 0) return count;
  if (flavour === 'busybox')
    throw new UsageError(match ? `number ${text} is not in 1..2147483647 range` : `invalid number '${text}'`);
  throw new UsageError(`invalid number of ${what}: '${text}'${match ? ': Numerical result out of range' : ''}`);
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
