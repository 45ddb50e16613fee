import { formatDuration } from '../src/index';
import { type Look, onlyLook, PATIENCE_MS, reach } from './look';
import { meant } from './meant';
import type { Span } from './parameters';
import { ThenOfAnyName, valuesOf } from './sentence';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** `When the manifest is created`, `Then for 10m pod "web" stays "Init:0/2"`: a pod is Pending first, and a Deployment has none. */
const BEGINNING_MS = 5000;

/** What was looked at: whether it is as expected, and both sides in words. */
export interface Observed {
  readonly holds: boolean;
  readonly expected: string;
  readonly seen: string;
}

const ASSERTIONS: Readonly<Record<Look['form'], Assertion>> = {
  now: assertNow,
  within: assertWithin,
  for: assertThroughout,
  after: assertLater('after'),
  at: assertLater('at'),
};

/**
 * A fact that was waited for is caught in the very millisecond in which it comes true. What follows from it (the event that tells of it,
 * the endpoint of a pod that is ready, the process of a container that is made) has this time to come as well.
 */
const SETTLING_MS = 1000;

/**
 * What an app or a probe does takes such a time for its own: `container "web" crashes after 30s` says how it behaves. What a pod shows
 * `at 35s` it shows at that AGE.
 */
const OWN_TIMES = /\{(?:container|probe)\}|^\{pod\} shows/;

/**
 * One fact that can be observed, in four forms: as it is now, within a time (`within 5s …` or `… within 5s`), all the time
 * (`for 10m …` or `… for 10m`), and when a time has passed (`after 5s …`, and `… after 5s` where nothing else can be meant). `within` moves the clock to the moment at which it comes
 * true, `for` and `after` to the end of the time.
 *
 * Under Given or When (`When the manifest is created / And pod "web" is ready / And I run …`) it is what the story goes on with: it is
 * waited for.
 * @param act what the sentence does under Given or When, where that is something
 * @param actOn how it reads names: one that speaks of what is still to come takes them as they are
 */
export function observable(expression: string, observe: Observe, act?: Act, actOn: typeof meant = meant): void {
  const end = act !== undefined || OWN_TIMES.test(expression) ? '{meanwhile}' : '{anyTime}';
  timed(`{when}${expression}${end}`, observe, act, actOn);
}

function timed(
  whole: string,
  observe: Observe,
  act?: Act,
  actOn: typeof meant = meant,
  observeOn: typeof meant = meant,
): void {
  ThenOfAnyName(whole, function (this: PodwrightWorld, ...all: unknown[]) {
    const values = all.slice(1, -1);
    const look = onlyLook(all[0] as Look, all.at(-1) as Look);
    if (act && !this.isOutcome && isMoment(look)) {
      if (look.form !== 'now') reach(this, look);
      act(this, ...(actOn(this, values) as never[]));
      return;
    }
    watch(this, look, this.isAwaited, () => observe(this, ...(observeOn(this, values) as never[])));
  });
}

/** The same of what need not be, nor ever have been: names are taken as they are. */
export function observableOfAnyName(expression: string, observe: Observe, act?: Act): void {
  timed(`{when}${expression}{meanwhile}`, observe, act, asWritten, asWritten);
}

/** The same where no time may stand behind it: `the preStop hook ran for 5s` says how long it took. */
export function observableBefore(expression: string, observe: Observe): void {
  ThenOfAnyName(`{when}${expression}`, function (this: PodwrightWorld, ...all: unknown[]) {
    const [look, ...values] = all as [Look, ...unknown[]];
    watch(this, look, this.isAwaited, () => observe(this, ...(meant(this, values) as never[])));
  });
}

/** What goes on is told in the present tense: `pod "web" goes through …`; it may take a while. */
export function happening(expression: string, observe: Observe): void {
  const end = OWN_TIMES.test(expression) ? '{meanwhile}' : '{anyTime}';
  ThenOfAnyName(`{when}${expression}${end}`, function (this: PodwrightWorld, ...all: unknown[]) {
    const look = onlyLook(all[0] as Look, all.at(-1) as Look);
    watch(this, look, true, () => observe(this, ...(meant(this, all.slice(1, -1)) as never[])));
  });
}

/** The same of a sentence with a table below it, which comes last: `within 30s these events occur:`. */
export function observableTable(expression: string, observe: Observe): void {
  const step = function (this: PodwrightWorld, ...all: unknown[]) {
    const values = all.slice(1, -2);
    const look = onlyLook(all[0] as Look, all.at(-2) as Look);
    watch(this, look, this.isAwaited, () => observe(this, ...([...meant(this, values), all.at(-1)] as never[])));
  };
  const whole = `{when}${expression}{meanwhile}(:)`;
  // The table is one value more than the expression has
  ThenOfAnyName(whole, Object.defineProperty(step, 'length', { value: valuesOf(whole) + 1 }));
}

/** `after 30s pod "web" is deleted` is done then, under When; what is so within a time is waited for. */
function isMoment({ form }: Look): boolean {
  return form === 'now' || form === 'after' || form === 'at';
}

/** @param isAwaited whether what was said without a time may still come */
function watch(world: PodwrightWorld, look: Look, isAwaited: boolean, observe: () => Observed): void {
  world.lookingSinceMs = 0;
  if (look.form === 'now' && isAwaited) awaited(world, observe);
  else ASSERTIONS[look.form](world, observe, look.durationMs);
}

/** What a sentence does that stands under Given or When: `pod "web" is deleted` says there what somebody does. */
type Act = (world: PodwrightWorld, ...args: never[]) => void;

type Observe = (world: PodwrightWorld, ...args: never[]) => Observed;

type Assertion = (world: PodwrightWorld, observe: () => Observed, durationMs: number) => void;

function assertNow(world: PodwrightWorld, observe: () => Observed): void {
  const restMs = world.settlesMs - world.cluster.now;
  if (restMs > 0 && !holdsAlready(observe)) world.cluster.advanceUntil(() => holdsAlready(observe), restMs);
  const { holds, expected, seen } = observe();
  if (!holds) fail('now', expected, seen);
}

function assertWithin(world: PodwrightWorld, observe: () => Observed, durationMs: number): void {
  const startMs = world.cluster.now;
  const came = world.cluster.advanceUntil(() => holdsAlready(observe), durationMs);
  if (came && world.cluster.now > startMs) world.settlesMs = world.cluster.now + SETTLING_MS;
  if (came) return;
  const { expected, seen } = observe();
  fail(`within ${formatDuration(durationMs)}`, expected, seen);
}

function assertLater(form: 'after' | 'at'): Assertion {
  return (world, observe, durationMs) => {
    reach(world, { form, durationMs });
    const { holds, expected, seen } = observe();
    if (!holds) fail(`${form} ${formatDuration(durationMs)}`, expected, seen);
  };
}

/** Waits for a fact. Time does not pass where there is nothing to wait for. */
export function awaited(world: PodwrightWorld, observe: () => Observed): void {
  if (!holdsAlready(observe)) assertWithin(world, observe, PATIENCE_MS);
}

/** What is told in the present tense is waited for: `the preStop hook of container "app" runs before SIGTERM`. */
export function untilSeen(world: PodwrightWorld, isSeen: () => boolean, expected: string, seen: string): void {
  awaited(world, () => ({ holds: isSeen(), expected, seen }));
}

/** Names as they are written. @see meant */
export const asWritten: typeof meant = (_, values) => [...values];

/** What does not exist yet may still come; if it doesn't, the last look tells the near names. */
function holdsAlready(observe: () => Observed): boolean {
  try {
    return observe().holds;
  } catch {
    return false;
  }
}

function assertThroughout(world: PodwrightWorld, observe: () => Observed, durationMs: number): void {
  // A command has just begun something: what it begins has a moment to come, and stays from then on
  if (world.cluster.now === world.commandEndedMs && !holdsAlready(observe))
    world.cluster.advanceUntil(() => holdsAlready(observe), BEGINNING_MS);
  const startMs = world.cluster.now;
  world.lookingSinceMs = startMs;
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
