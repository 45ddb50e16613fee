import type { Applet, Call, Options } from './call';
import { allLines } from './text';

/** Which part of a line is compared, and how: `-k 2.3,4nr`. */
interface Key {
  readonly from: Position;
  readonly to: Position | undefined;
  readonly how: string;
}

interface Position {
  readonly field: number;
  readonly character: number;
}

type Compare = (a: string, b: string) => number;

const ORDERS = 'nghfVMbdir';

/** sort(1): by keys or whole lines, in the order of bytes. */
export const sort: Applet = function* (call) {
  const options = call.options(
    `nruk:t:fVbo:scdiMgzmS:T:${call.flavour === 'gnu' ? 'h' : ''} reverse|r numeric-sort|n unique|u key=k field-separator=t version-sort|V output=o`,
  );
  const { rest, has, value } = options;
  for (const letter of 'zM') if (has(letter)) call.notImplemented(`-${letter}`);
  // busybox ends at the first file that it cannot read.
  const { lines, status } = yield* allLines(call, rest, { busybox: '%s', gnu: 'cannot read: %s' });
  if (status !== 0) return 2;
  const compare = comparison(options);
  const last: Compare = has('s') || has('u') ? () => 0 : (a, b) => byBytes(a, b) * (has('r') ? -1 : 1);
  if (has('c')) return check(call, lines, compare, has('u'));
  const sorted = [...lines].sort((a, b) => compare(a, b) || last(a, b));
  const kept = has('u') ? sorted.filter((line, i) => i === 0 || compare(line, sorted[i - 1]!) !== 0) : sorted;
  const text = kept.map((line) => `${line}\n`).join('');
  if (value('o') !== undefined) call.proc.fs.writeFile(call.proc.path(value('o')!), text);
  else call.out(text);
  return 0;
};

/** `-c`: whether it is sorted already. */
function check(call: Call, lines: readonly string[], compare: Compare, unique: boolean): number {
  const wrong = lines.findIndex((line, i) => i > 0 && compare(lines[i - 1]!, line) > (unique ? -1 : 0));
  if (wrong < 0) return 0;
  if (call.flavour === 'gnu') call.complain(`-:${wrong + 1}: disorder: ${lines[wrong]}`);
  else call.err(`Check line ${wrong}\n`);
  return 1;
}

function comparison({ has, value, values }: Options): Compare {
  const global = [...ORDERS].filter((letter) => has(letter)).join('');
  const keys = values('k').map((text) => parseKey(text, global));
  if (keys.length === 0) return compareAs(global);
  const separator = value('t');
  const compares = keys.map((key) => {
    const compare = compareAs(key.how);
    return (a: string, b: string) => compare(partOf(a, key, separator), partOf(b, key, separator));
  });
  return (a, b) => compares.reduce((order, compare) => order || compare(a, b), 0);
}

function parseKey(text: string, global: string): Key {
  const [start = '1', end] = text.split(',');
  const position = (part: string): Position => {
    const [, field, character] = /^(\d+)(?:\.(\d+))?/.exec(part) ?? [];
    return { field: Number(field ?? 1), character: Number(character ?? 0) };
  };
  const own = text.replace(/[^a-zA-Z]/g, '');
  return { from: position(start), to: end === undefined ? undefined : position(end), how: own || global };
}

/** A field begins behind the separator, or with the blanks in front of it. */
function partOf(line: string, { from, to, how }: Key, separator: string | undefined): string {
  const starts = fieldStarts(line, separator);
  const blanks = how.includes('b') || how.includes('n');
  const start = offset(line, starts, from.field, blanks) + Math.max(0, from.character - 1);
  const end = to === undefined ? line.length : endOf(line, starts, to, separator);
  const text = line.slice(start, Math.max(start, end));
  return blanks ? text.trimStart() : text;
}

function fieldStarts(line: string, separator: string | undefined): number[] {
  const starts = [0];
  if (separator !== undefined) {
    for (let at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, at + 1)) starts.push(at + 1);
    return starts;
  }
  for (const match of line.matchAll(/[^ \t](?=[ \t])/g)) starts.push(match.index + 1);
  return starts;
}

function offset(line: string, starts: readonly number[], field: number, blanks: boolean): number {
  const start = starts[field - 1] ?? line.length;
  return blanks ? start + /^[ \t]*/.exec(line.slice(start))![0].length : start;
}

function endOf(line: string, starts: readonly number[], to: Position, separator: string | undefined): number {
  if (to.character > 0) return offset(line, starts, to.field, false) + to.character;
  const next = starts[to.field];
  return next === undefined ? line.length : next - (separator === undefined ? 0 : 1);
}

const byBytes: Compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function compareAs(how: string): Compare {
  const compare = orderOf(how);
  return how.includes('r') ? (a, b) => -compare(a, b) : compare;
}

function orderOf(how: string): Compare {
  if (how.includes('n') || how.includes('g')) return (a, b) => numberAt(a) - numberAt(b);
  if (how.includes('h')) return (a, b) => humanNumber(a) - humanNumber(b);
  if (how.includes('V')) return byVersion;
  const fold = (text: string) => {
    const kept = how.includes('d') ? text.replace(/[^A-Za-z0-9 \t]/g, '') : text;
    return how.includes('f') ? kept.toUpperCase() : kept;
  };
  return (a, b) => byBytes(fold(a), fold(b));
}

function numberAt(text: string): number {
  return Number(/^\s*(-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(text)?.[1] ?? 0);
}

/** `2K` is less than `1M`, whatever stands in front. */
function humanNumber(text: string): number {
  const [, number = '0', unit = ''] = /^\s*(-?\d*\.?\d*)([KMGTPE]?)/i.exec(text) ?? [];
  return Number(number || 0) * 1024 ** (unit === '' ? 0 : 'KMGTPE'.indexOf(unit.toUpperCase()) + 1);
}

/** Runs of digits compare as numbers (strverscmp(3)). */
function byVersion(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.match(/\d+|\D+/g) ?? []);
  for (let i = 0; i < Math.max(left!.length, right!.length); i++) {
    const [x = '', y = ''] = [left![i], right![i]];
    const order = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : byBytes(x, y);
    if (order !== 0) return order;
  }
  return 0;
}
