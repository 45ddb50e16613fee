import type { DataTable } from '@cucumber/cucumber';
import { formatDuration, type RunningCommand } from '../src/index';
import { fail, observable } from './observation';
import type { Span } from './parameters';
import { Then } from './then';
import type { PodwrightWorld } from './world';

function last(world: PodwrightWorld): RunningCommand {
  if (!world.lastCommand) throw new Error('no command was run before this sentence');
  return world.lastCommand;
}

Then('{command} shows', function (this: PodwrightWorld, commandLine: string, expected: DataTable | string) {
  const { stdout, stderr } = this.execute(commandLine);
  if (typeof expected === 'string') return sameText(stdout || stderr, expected);
  sameTable(stdout, expected.raw(), stderr);
});

Then('{command} prints {string}', function (this: PodwrightWorld, commandLine: string, expected: string) {
  const { stdout, stderr } = this.execute(commandLine);
  if (!`${stdout}${stderr}`.includes(expected)) fail('in the output', expected, `${stdout}${stderr}`.trim());
});

/** Asked again each second, as somebody at a terminal would. */
const ASKED_EVERY_MS = 1000;

Then(
  'within {duration} {command} prints {string}',
  function (this: PodwrightWorld, durationMs: number, commandLine: string, expected: string) {
    const last = askAgain(this, commandLine, durationMs, (output) => output.includes(expected));
    if (!last.includes(expected)) fail(`within ${formatDuration(durationMs)} in the output`, expected, last.trim());
  },
);

Then(
  'for {duration} {command} prints {string}',
  function (this: PodwrightWorld, durationMs: number, commandLine: string, expected: string) {
    const last = askAgain(this, commandLine, durationMs, (output) => !output.includes(expected));
    if (!last.includes(expected)) fail(`for ${formatDuration(durationMs)} in the output`, expected, last.trim());
  },
);

/** @returns what the command printed when that was enough, or at the end of the time */
function askAgain(
  world: PodwrightWorld,
  commandLine: string,
  durationMs: number,
  isEnough: (output: string) => boolean,
): string {
  const untilMs = world.cluster.now + durationMs;
  for (;;) {
    const { stdout, stderr } = world.execute(commandLine);
    const output = `${stdout}${stderr}`;
    const restMs = untilMs - world.cluster.now;
    if (isEnough(output) || restMs <= 0) return output;
    world.cluster.advance(Math.min(ASKED_EVERY_MS, restMs));
  }
}

Then('it prints {string}', function (this: PodwrightWorld, expected: string) {
  const { stdout, stderr } = last(this);
  if (!`${stdout}${stderr}`.includes(expected))
    fail('in the output', expected, `${stdout}${stderr}`.trim() || 'nothing');
});

Then('it does not print {string}', function (this: PodwrightWorld, unwanted: string) {
  const { stdout, stderr } = last(this);
  if (`${stdout}${stderr}`.includes(unwanted)) fail('in the output', `no ${unwanted}`, `${stdout}${stderr}`.trim());
});

Then('it prints', function (this: PodwrightWorld, expected: string) {
  const { stdout, stderr } = last(this);
  sameText(`${stdout}${stderr}`, expected);
});

Then('its exit code is {int}', function (this: PodwrightWorld, expected: number) {
  const { exitCode } = last(this);
  if (exitCode !== expected)
    fail(
      'at the end',
      `exit code ${expected}`,
      exitCode === undefined ? 'it is still running' : `exit code ${exitCode}`,
    );
});

Then('it fails with {string}', function (this: PodwrightWorld, expected: string) {
  const { exitCode, stdout, stderr } = last(this);
  if (exitCode === 0) fail('from the command', 'a failure', `success: ${stdout.trim()}`);
  if (!stderr.includes(expected)) fail('on stderr', expected, stderr.trim());
});

observable('the command has ended with exit code {int}', (world: PodwrightWorld, expected: number) => {
  const { exitCode } = last(world);
  return {
    holds: exitCode === expected,
    expected: `exit code ${expected}`,
    seen: exitCode === undefined ? 'it is still running' : `exit code ${exitCode}`,
  };
});

Then('it took {span}', function (this: PodwrightWorld, span: Span) {
  if (!span.accepts(this.lastCommandMs)) fail('for the command', span.text, formatDuration(this.lastCommandMs));
});

function sameText(actual: string, expected: string): void {
  const clean = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n');
  if (clean(actual) !== clean(expected)) fail('as output', `\n${expected}`, `\n${actual}`);
}

/** Compares the columns that the expected table names; `*` in a cell accepts anything. */
function sameTable(output: string, expected: readonly string[][], stderr: string): void {
  const actual = parseTable(output);
  const [head = [], ...rows] = expected;
  const columns = head.map((title) => actual.head.indexOf(title));
  const unknown = head.find((_, i) => (columns[i] as number) < 0);
  const shown = `\n${output || stderr}`;
  if (unknown !== undefined) fail('as output', `a column ${unknown}`, shown);
  const picked = actual.rows.map((row) => columns.map((column) => row[column] ?? ''));
  const same =
    picked.length === rows.length &&
    rows.every((row, i) => row.every((cell, j) => cell === '*' || cell === picked[i]?.[j]));
  if (!same) fail('as output', `\n${[head, ...rows].map((row) => row.join('   ')).join('\n')}`, shown);
}

/** kubectl separates columns by three blanks at least; a cell such as `4 (72s ago)` holds single ones. */
function parseTable(output: string): { head: string[]; rows: string[][] } {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const head = (lines[0] ?? '').trimEnd();
  const starts = [...head.matchAll(/\S+(?: \S+)*/g)].map((match) => match.index);
  const cut = (line: string) => starts.map((start, i) => line.slice(start, starts[i + 1]).trim());
  return { head: cut(head), rows: lines.slice(1).map(cut) };
}
