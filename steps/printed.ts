import { matchesName } from '../src/index';
import { fail } from './observation';

/** What a command printed, against what a sentence has below it. */

/** Blanks at the ends of lines count for nothing. */
export function assertSameText(actual: string, expected: string): void {
  const clean = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n');
  if (clean(actual) !== clean(expected)) fail('as output', `\n${expected}`, `\n${actual}`);
}

/** Compares the columns that the expected table names; stars in a cell accept anything: `web-*`. */
export function assertSameTable(output: string, expected: readonly string[][], stderr: string): void {
  const actual = parseTable(output);
  const [head = [], ...rows] = expected;
  const columns = head.map((title) => actual.head.indexOf(title));
  const unknown = head.find((_, i) => (columns[i] as number) < 0);
  const shown = `\n${output || stderr}`;
  if (unknown !== undefined) fail('as output', `a column ${unknown}`, shown);
  const picked = actual.rows.map((row) => columns.map((column) => row[column] ?? ''));
  const same =
    picked.length === rows.length &&
    rows.every((row, i) => row.every((cell, j) => isSameCell(picked[i]?.[j] ?? '', cell)));
  if (!same) fail('as output', `\n${[head, ...rows].map((row) => row.join('   ')).join('\n')}`, shown);
}

/** A schedule holds stars of its own, and blanks. */
function isSameCell(actual: string, expected: string): boolean {
  return actual === expected || (!expected.includes(' ') && matchesName(expected, actual));
}

/** kubectl separates columns by three blanks at least; a cell such as `4 (72s ago)` holds single ones. */
function parseTable(output: string): { head: string[]; rows: string[][] } {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const head = (lines[0] ?? '').trimEnd();
  const starts = [...head.matchAll(/\S+(?: \S+)*/g)].map((match) => match.index);
  const cut = (line: string) => starts.map((start, i) => line.slice(start, starts[i + 1]).trim());
  return { head: cut(head), rows: lines.slice(1).map(cut) };
}
