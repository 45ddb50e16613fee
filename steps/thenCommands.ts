import { type DataTable, defineParameterType } from '@cucumber/cucumber';
import { formatDuration, type RunningCommand } from '../src/index';
import { executeIn } from './execution';
import { type Look, NOW, onlyLook, reach } from './look';
import { assertSpan, fail, observable } from './observation';
import type { ContainerName, Count, Span } from './parameters';
import { assertSameTable, assertSameText } from './printed';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

export function last(world: PodwrightWorld): RunningCommand {
  if (!world.lastCommand) throw new Error('no command was run before this sentence');
  return world.lastCommand;
}

for (const contains of ['contains(:)', 'includes(:)'])
  Then(`{command} ${contains}`, function (this: PodwrightWorld, commandLine: string, expected: string) {
    this.execute(commandLine);
    assertPrintedLines.call(this, expected);
  });

Then(
  '{command} does not print/contain/show {string}',
  function (this: PodwrightWorld, commandLine: string, unwanted: string) {
    this.execute(commandLine);
    assertNotPrinted.call(this, unwanted);
  },
);

Then(
  'the output of {command} {contains} {string}',
  function (this: PodwrightWorld, commandLine: string, expected: string) {
    this.execute(commandLine);
    assertPrinted.call(this, expected);
  },
);

Then('{command} succeeds', function (this: PodwrightWorld, commandLine: string) {
  this.execute(commandLine);
  assertExitCode.call(this, 0);
});

Then('{command} fails', function (this: PodwrightWorld, commandLine: string) {
  this.execute(commandLine);
  assertSomeFailure.call(this);
});

Then('{command} fails with {string}', failsWith);
Then('{command} fails with(:)', failsWith);

function failsWith(this: PodwrightWorld, commandLine: string, expected: string): void {
  this.execute(commandLine);
  assertFailure.call(this, expected);
}

/** What a command lists. Lines are no such thing: a head may count as one. */
defineParameterType({
  name: 'rowWord',
  regexp: /pods?|nodes?|services?|deployments?|jobs?|events?|replicasets?|rows?|objects?/,
  transformer: (word: string) => word,
  useForSnippets: false,
});

/** Rows of a table below its head: `kubectl get pods` shows 3 pods`. */
Then(
  '{command} shows/lists/prints {count} {rowWord}',
  function (this: PodwrightWorld, commandLine: string, count: Count, word: string) {
    const { stdout } = this.execute(commandLine);
    const rows = stdout.split('\n').filter((line) => line !== '' && !/^NAME(?:SPACE)?\s/.test(line));
    if (!count.accepts(rows.length))
      fail('in the output', `${count.text} ${word}`, `${rows.length}: \n${stdout.trim() || 'nothing'}`);
  },
);

/** In a container: as `kubectl exec` runs it. */
Then(
  '(the )(command ){command} in {container} prints {string}',
  function (this: PodwrightWorld, commandLine: string, name: ContainerName, expected: string) {
    executeIn(this, commandLine, name);
    assertPrinted.call(this, expected);
  },
);
Then(
  '(the )(command ){command} in {container} succeeds',
  function (this: PodwrightWorld, commandLine: string, name: ContainerName) {
    executeIn(this, commandLine, name);
    assertExitCode.call(this, 0);
  },
);
Then(
  '(the )(command ){command} in {container} fails',
  function (this: PodwrightWorld, commandLine: string, name: ContainerName) {
    executeIn(this, commandLine, name);
    assertSomeFailure.call(this);
  },
);
Then(
  '(the )(command ){command} in {container} fails with (exit )code {int}',
  function (this: PodwrightWorld, commandLine: string, name: ContainerName, code: number) {
    executeIn(this, commandLine, name);
    assertExitCode.call(this, code);
  },
);

/** Asked again each second, as somebody at a terminal would. */
export const ASKED_EVERY_MS = 1000;

Then('{when}{command} prints/outputs {string}{meanwhile}', printsInTime);
Then('{when}{command} {contains} {string}{meanwhile}', printsInTime);

function printsInTime(this: PodwrightWorld, before: Look, commandLine: string, expected: string, after: Look): void {
  const look = onlyLook(before, after);
  const isLater = look.form === 'after' || look.form === 'at';
  if (isLater) reach(this, look);
  const { form, durationMs } = isLater ? NOW : look;
  const isEnough = (output: string) => output.includes(expected) === (form !== 'for');
  const last = askAgain(this, commandLine, durationMs, isEnough);
  const when = form === 'now' ? '' : `${form} ${formatDuration(durationMs)} `;
  if (!last.includes(expected)) fail(`${when}in the output`, expected, last.trim());
}

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

/** What a command wrote, to stdout and stderr. */
function outputOf(world: PodwrightWorld): string {
  const { stdout, stderr } = last(world);
  return `${stdout}${stderr}`;
}

function assertPrinted(this: PodwrightWorld, expected: string): void {
  if (!outputOf(this).includes(expected)) fail('in the output', expected, outputOf(this).trim() || 'nothing');
}

Then('it prints {string}', assertPrinted);
Then('the command prints/printed {string}', assertPrinted);
Then('stderr {contains} {string}', function (this: PodwrightWorld, expected: string) {
  const { stderr } = last(this);
  if (!stderr.includes(expected)) fail('on stderr', expected, stderr.trim() || 'nothing');
});
Then('the/its output {contains} {string}', assertPrinted);
Then('I (should )see {string}', assertPrinted);
Then('the output {contains}(:)', function (this: PodwrightWorld, expected: DataTable | string) {
  if (typeof expected === 'string') assertPrintedLines.call(this, expected);
  else assertSameTable(last(this).stdout, expected.raw(), last(this).stderr);
});

/** Indentation counts as little as it does to a reader. */
function assertPrintedLines(this: PodwrightWorld, expected: string): void {
  const lines = outputOf(this)
    .split('\n')
    .map((line) => line.trim());
  const missing = expected.split('\n').find((line) => !lines.some((one) => one.includes(line.trim())));
  if (missing !== undefined) fail('in the output', missing, outputOf(this).trim() || 'nothing');
}

function assertNotPrinted(this: PodwrightWorld, unwanted: string): void {
  if (outputOf(this).includes(unwanted)) fail('in the output', `no ${unwanted}`, outputOf(this).trim());
}

Then('it does not print {string}', assertNotPrinted);
Then('the/its output {lacks} {string}', assertNotPrinted);

function assertSamePrinted(this: PodwrightWorld, expected: string): void {
  assertSameText(outputOf(this), expected);
}

Then('it prints(:)', assertSamePrinted);
Then('the output {is} {string}', assertSamePrinted);
Then('the output {is}(:)', assertSamePrinted);

function assertExitCode(this: PodwrightWorld, expected: number): void {
  const { exitCode } = last(this);
  if (exitCode !== expected) fail('at the end', `exit code ${expected}`, endOf(exitCode));
}

function endOf(exitCode: number | undefined): string {
  return exitCode === undefined ? 'it is still running' : `exit code ${exitCode}`;
}

Then('its exit code {is} {int}', assertExitCode);
Then('the exit code {is} {int}', assertExitCode);
Then('the exit code of the command {is} {int}', assertExitCode);
Then('it succeeds/succeeded', function (this: PodwrightWorld) {
  assertExitCode.call(this, 0);
});
Then('the (last )command succeeds/succeeded', function (this: PodwrightWorld) {
  assertExitCode.call(this, 0);
});

Then('the (last )command fails/failed', assertSomeFailure);
Then('it fails/failed', assertSomeFailure);

function assertSomeFailure(this: PodwrightWorld): void {
  const { exitCode } = last(this);
  if (exitCode === undefined || exitCode === 0) fail('at the end', 'an exit code other than 0', endOf(exitCode));
}

function assertFailure(this: PodwrightWorld, expected: string): void {
  const { exitCode, stdout, stderr } = last(this);
  if (exitCode === 0) fail('from the command', 'a failure', `success: ${stdout.trim()}`);
  if (!stderr.includes(expected)) fail('on stderr', expected, stderr.trim());
}

Then('it fails with {string}', assertFailure);
Then('the command fails with {string}', assertFailure);
Then('it fails with(:)', assertFailure);
Then('the creation/request fails with {string}', assertFailure);
Then('the manifest {is} rejected/refused/denied with {string}', assertFailure);
Then('it {is} rejected/refused/denied with {string}', assertFailure);
Then('it {is} rejected/refused/denied', assertSomeFailure);
Then('the manifest {is} rejected/refused/denied', assertSomeFailure);
Then('the request {is} rejected/refused/denied with {string}', assertFailure);
Then('the request {is} rejected/refused/denied', assertSomeFailure);
Then('the/its error( output)( message) {contains} {string}', assertFailure);
Then('the session {lastEnded} with {string}', assertPrinted);

observable('{it} {exits} with (exit )code {int}', (world: PodwrightWorld, expected: number) => {
  const { exitCode } = last(world);
  return { holds: exitCode === expected, expected: `exit code ${expected}`, seen: endOf(exitCode) };
});

function assertDuration(this: PodwrightWorld, span: Span): void {
  assertSpan('the command', this.lastCommandMs, span);
}

Then('it took {span}', assertDuration);
Then('the command took/takes {span}', assertDuration);
