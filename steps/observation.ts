import { Then } from '@cucumber/cucumber';
import { formatDuration } from '../src/index';
import { meant } from './meant';
import { ofLength } from './then';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** What was looked at: whether it is as expected, and both sides in words. */
export interface Observed {
  readonly holds: boolean;
  readonly expected: string;
  readonly seen: string;
}

type Look = (world: PodwrightWorld, ...args: never[]) => Observed;

/**
 * One fact that can be observed, in three sentences: as it is now, within a time (`within 5s …`), and all the time
 * (`for 10m …`). `within` moves the clock to the moment at which it comes true, `for` to the end of the time.
 */
export function observable(expression: string, look: Look): void {
  Then(
    expression,
    args(look, (world, observe) => assertNow(world, observe)),
  );
  Then(`within {duration} ${expression}`, args(look, assertWithin, 1));
  Then(`for {duration} ${expression}`, args(look, assertThroughout, 1));
}

type Assertion = (world: PodwrightWorld, observe: () => Observed, durationMs: number) => void;

/** Each form gets a function with the right number of parameters. */
function args(look: Look, assertion: Assertion, leading: 0 | 1 = 0): (this: PodwrightWorld) => void {
  const step = function (this: PodwrightWorld, ...values: unknown[]): void {
    const durationMs = leading ? (values[0] as number) : 0;
    assertion(this, () => look(this, ...(meant(this, values.slice(leading)) as never[])), durationMs);
  };
  return ofLength(look.length - 1 + leading, step);
}

function assertNow(_world: PodwrightWorld, observe: () => Observed): void {
  const { holds, expected, seen } = observe();
  if (!holds) fail('now', expected, seen);
}

function assertWithin(world: PodwrightWorld, observe: () => Observed, durationMs: number): void {
  const came = world.cluster.advanceUntil(() => holdsAlready(observe), durationMs);
  if (came) return;
  const { expected, seen } = observe();
  fail(`within ${formatDuration(durationMs)}`, expected, seen);
}

/** What does not exist yet may still come; if it doesn't, the last look tells the near names. */
function holdsAlready(observe: () => Observed): boolean {
  try {
    return observe().holds;
  } catch {
    return false;
  }
}

function assertThroughout(world: PodwrightWorld, observe: () => Observed, durationMs: number): void {
  const startMs = world.cluster.now;
  const broken = world.cluster.advanceUntil(() => !observe().holds, durationMs);
  if (!broken) return;
  const { expected, seen } = observe();
  fail(`for ${formatDuration(durationMs)}`, expected, `${seen}, after ${formatDuration(world.cluster.now - startMs)}`);
}

/** ` [back-off/doubles]`, or nothing where no rule is known: how messages name the rule that acted. */
export function inBrackets(rule: string | undefined): string {
  return rule ? ` [${rule}]` : '';
}

/** Ends a step with what was expected and what was seen. */
export function fail(when: string, expected: string, seen: string): never {
  throw told(`expected ${when}: ${expected}\nseen: ${seen}`);
}
