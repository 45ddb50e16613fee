import type { Applet, Call, Options } from './call';
import { readWhole } from './read';

const PER_LINE = 16;

/** How many bytes go into one number, and how it is written. */
interface Format {
  readonly bytes: number;
  text(value: number): string;
}

const FORMATS: Readonly<Record<string, Format>> = {
  c: { bytes: 1, text: (value) => characterText(value).padStart(4) },
  o1: { bytes: 1, text: (value) => ` ${value.toString(8).padStart(3, '0')}` },
  x1: { bytes: 1, text: (value) => ` ${value.toString(16).padStart(2, '0')}` },
  u1: { bytes: 1, text: (value) => ` ${String(value).padStart(3)}` },
  d1: { bytes: 1, text: (value) => ` ${String((value << 24) >> 24).padStart(4)}` },
  o2: { bytes: 2, text: (value) => ` ${value.toString(8).padStart(6, '0')}` },
  x2: { bytes: 2, text: (value) => ` ${value.toString(16).padStart(4, '0')}` },
};

/** Letters that stand for a type. */
const SHORT: Readonly<Record<string, string>> = { c: 'c', b: 'o1', x: 'x2', o: 'o2' };

/** od(1): bytes as characters or numbers. */
export const od: Applet = function* (call) {
  const options = call.options('A:t:N:bcoxvdfhilsj:S:w:');
  const bytes: number[] = [];
  const paths = options.rest.length > 0 ? options.rest : ['-'];
  const status = yield* call.eachPath(paths, { busybox: '%s', gnu: '%s' }, function* (path) {
    bytes.push(...Buffer.from(yield* readWhole(call, path)));
  });
  dump(call, bytes.slice(0, Number(options.value('N') ?? bytes.length)), options);
  return status;
};

function dump(call: Call, bytes: readonly number[], options: Options): void {
  const format = formatOf(call, options);
  const address = addressOf(call, options.value('A') ?? 'o');
  let before = '';
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const line = lineOf(bytes.slice(at, at + PER_LINE), format);
    // Lines that repeat are shown once, with a star for the others.
    const repeats = line === before && at + PER_LINE < bytes.length && !options.has('v');
    if (!repeats) call.out(`${address(at)}${line}\n`);
    else if (lineOf(bytes.slice(at - 2 * PER_LINE, at - PER_LINE), format) !== line) call.out('*\n');
    before = line;
  }
  if (address(0) !== '') call.out(`${address(bytes.length)}\n`);
}

function formatOf(call: Call, { has, value }: Options): Format {
  for (const letter of 'dfhilsjSw') if (has(letter)) call.notImplemented(`-${letter}`);
  const short = Object.keys(SHORT).find(has);
  const type = value('t') ?? (short ? SHORT[short]! : 'o2');
  return FORMATS[type] ?? call.notImplemented(`-t ${type}`);
}

function addressOf(call: Call, radix: string): (offset: number) => string {
  const base = { o: 8, d: 10, x: 16 }[radix];
  if (radix === 'n') return () => '';
  if (base === undefined) return call.notImplemented(`-A ${radix}`);
  return (offset) => offset.toString(base).padStart(base === 16 ? 6 : 7, '0');
}

function lineOf(bytes: readonly number[], format: Format): string {
  let line = '';
  for (let i = 0; i < bytes.length; i += format.bytes) {
    line += format.text(bytes[i]! + (format.bytes === 2 ? (bytes[i + 1] ?? 0) * 256 : 0));
  }
  return line;
}

const ESCAPES: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

function characterText(value: number): string {
  const named = ESCAPES[value];
  if (named !== undefined) return named;
  return value >= 32 && value < 127 ? String.fromCharCode(value) : value.toString(8).padStart(3, '0');
}
