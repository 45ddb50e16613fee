import type { DataTable } from '@cucumber/cucumber';
import { type Look, onlyLook, reach } from './look';
import { fail } from './observation';
import type { Count } from './parameters';
import { assertSameTable, assertSameText } from './printed';
import { Then } from './sentence';
import { ASKED_EVERY_MS, last } from './thenCommands';
import type { PodwrightWorld } from './world';

/** What a command prints as a whole: a text, or the columns of a table that matter. */

for (const shows of ['shows', 'prints']) Then(`{when}{command} ${shows}{meanwhile}(:)`, showsInTime);

/** Asked again each second: until it prints that, or as long as it has to. */
function showsInTime(
  this: PodwrightWorld,
  before: Look,
  commandLine: string,
  after: Look,
  expected: DataTable | string,
): void {
  const look = onlyLook(before, after);
  if (look.form === 'after' || look.form === 'at') reach(this, look);
  const untilMs = this.cluster.now + (look.form === 'within' || look.form === 'for' ? look.durationMs : 0);
  for (;;) {
    const difference = differenceOf(this, commandLine, expected);
    const restMs = untilMs - this.cluster.now;
    if (difference !== undefined && (look.form !== 'within' || restMs <= 0)) throw difference;
    if (restMs <= 0 || (difference === undefined && look.form !== 'for')) return;
    this.cluster.advance(Math.min(ASKED_EVERY_MS, restMs));
  }
}

/** @returns what is wrong with it, if anything is */
function differenceOf(world: PodwrightWorld, commandLine: string, expected: DataTable | string): unknown {
  const { stdout, stderr } = world.execute(commandLine);
  try {
    if (typeof expected === 'string') assertSameText(stdout || stderr, expected);
    else assertSameTable(stdout, expected.raw(), stderr);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Of stdout: what goes to stderr besides (`Found 2 pods, using pod/web-…`) is no line of it, unless there is nothing else. */
Then('the/its output {has} {count} line(s)', function (this: PodwrightWorld, count: Count) {
  const { stdout, stderr } = last(this);
  const lines = (stdout || stderr).split('\n').filter((line) => line !== '');
  if (!count.accepts(lines.length))
    fail('in the output', `${count.text} lines`, `${lines.length}:\n${lines.join('\n')}`);
});
