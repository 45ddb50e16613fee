import { defineParameterType } from '@cucumber/cucumber';
import { DURATION, formatDuration, parseDuration } from '../src/index';
import { meant } from './meant';
import type { Span } from './parameters';
import { ThenOfAnyName } from './sentence';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** What was looked at: whether it is as expected, and both sides in words. */
export interface Observed {
  readonly holds: boolean;
  readonly expected: string;
  readonly seen: string;
}

/** How long one looks: at this moment when nothing was said of it. */
export interface Look {
  readonly form: 'now' | 'within' | 'for';
  readonly durationMs: number;
}

const FORM = new RegExp(`^,? ?(within|for) (${DURATION}),? ?$`);

function lookOf(text: string): Look {
  const [, form, duration] = FORM.exec(text) ?? [];
  if (form === undefined) return { form: 'now', durationMs: 0 };
  return { form: form as 'within', durationMs: parseDuration(duration as string) };
}

/** A time may stand before a sentence or after it. */
export function onlyLook(before: Look, after: Look): Look {
  if (before.form !== 'now' && after.form !== 'now') throw new Error('a sentence has one time: before it or after it');
  return before.form === 'now' ? after : before;
}

// Before and after a sentence, and most often nothing: one definition for each form would make three times as many.
defineParameterType({
  name: 'when',
  regexp: new RegExp(`(?:(?:within|for) ${DURATION},? )?`),
  transformer: lookOf,
  useForSnippets: false,
});
defineParameterType({
  name: 'meanwhile',
  regexp: new RegExp(`(?:,? (?:within|for) ${DURATION})?`),
  transformer: lookOf,
  useForSnippets: false,
});

const ASSERTIONS: Readonly<Record<Look['form'], Assertion>> = {
  now: assertNow,
  within: assertWithin,
  for: assertThroughout,
};

/**
 * One fact that can be observed, in three forms: as it is now, within a time (`within 5s …` or `… within 5s`), and all the time
 * (`for 10m …` or `… for 10m`). `within` moves the clock to the moment at which it comes true, `for` to the end of the time.
 */
export function observable(expression: string, observe: Observe, act?: Act): void {
  ThenOfAnyName(`{when}${expression}{meanwhile}`, function (this: PodwrightWorld, ...all: unknown[]) {
    const values = all.slice(1, -1);
    const { form, durationMs } = onlyLook(all[0] as Look, all.at(-1) as Look);
    if (act && form === 'now' && !this.isOutcome) {
      act(this, ...(meant(this, values) as never[]));
      return;
    }
    ASSERTIONS[form](this, () => observe(this, ...(meant(this, values) as never[])), durationMs);
  });
}

/** What a sentence does that stands under Given or When: `pod "web" is deleted` says there what somebody does. */
type Act = (world: PodwrightWorld, ...args: never[]) => void;

type Observe = (world: PodwrightWorld, ...args: never[]) => Observed;

type Assertion = (world: PodwrightWorld, observe: () => Observed, durationMs: number) => void;

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

/** @param what what took so long: `the deletion` */
export function assertSpan(what: string, durationMs: number, span: Span): void {
  if (!span.accepts(durationMs)) fail(`for ${what}`, span.text, formatDuration(durationMs));
}

/** Ends a step with what was expected and what was seen. */
export function fail(when: string, expected: string, seen: string): never {
  throw told(`expected ${when}: ${expected}\nseen: ${seen}`);
}
