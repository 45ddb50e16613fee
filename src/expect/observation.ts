import { formatDuration } from '../duration';
import { fail, type Observed } from './failure';
import { type Duration, msOf, type Play } from './play';

/** When something must be true: at once, at some moment of the time to come, or all of that time. */
export type When =
  | { readonly within?: Duration; readonly for?: undefined }
  | { readonly for: Duration; readonly within?: undefined };

/** What is looked at. */
export interface Question {
  readonly look: () => Observed;
  /** The method that was called: the stack of an error begins above it. */
  readonly caller: unknown;
  /** The answer can only change with a fact about objects of this kind. Default: with any. */
  readonly about?: 'Pod' | 'Event';
  /** The answer is about all of the past, and what was bad once stays so: with `for` one look at the end will do. */
  readonly isAboutPast?: boolean;
}

/**
 * Looks whether something is true. `within` lets time pass until it comes true, `for` to the end of that time.
 * @throws AssertionError when it isn't
 */
export function expectThat(play: Play, when: When, question: Question): void {
  const { look, caller, isAboutPast } = question;
  if (when.within !== undefined) within(play, when.within, question);
  else if (when.for !== undefined && !isAboutPast) throughout(play, when.for, question);
  else {
    if (when.for !== undefined) play.pass(when.for);
    const observed = look();
    if (!observed.holds) fail(play, wordsOf(when), observed, caller);
  }
}

function wordsOf(when: When): string {
  return when.for === undefined ? 'now' : `for ${formatDuration(msOf(when.for))}`;
}

function within(play: Play, duration: Duration, question: Question): void {
  const limitMs = msOf(duration);
  const look = whenChanged(play, question);
  if (play.cluster.advanceUntil(() => look()?.holds ?? false, limitMs)) return;
  fail(play, `within ${formatDuration(limitMs)}`, question.look(), question.caller);
}

function throughout(play: Play, duration: Duration, question: Question): void {
  const startMs = play.cluster.now;
  const look = whenChanged(play, question);
  if (!play.cluster.advanceUntil(() => look()?.holds === false, msOf(duration))) return;
  const after = formatDuration(play.cluster.now - startMs);
  const { expected, seen } = question.look();
  fail(play, wordsOf({ for: duration }), { expected, seen: () => `after ${after} ${seen()}` }, question.caller);
}

/** Looks only when something was recorded that matters: undefined when nothing was. */
function whenChanged({ cluster: { journal } }: Play, { look, about }: Question): () => Observed | undefined {
  let known = -1;
  return () => {
    const facts = about === undefined ? journal.length : journal.ofKind(about).length;
    if (facts === known) return undefined;
    known = facts;
    return look();
  };
}

/** How often something happened: exactly so often, or between bounds. */
export type Times = number | { readonly atLeast?: number; readonly atMost?: number };

export function isAmong(count: number, times: Times): boolean {
  if (typeof times === 'number') return count === times;
  return count >= (times.atLeast ?? 0) && count <= (times.atMost ?? Number.POSITIVE_INFINITY);
}

/** `3`, `at least 1`, `1 to 3`. */
export function inWords(times: Times): string {
  if (typeof times === 'number') return String(times);
  const { atLeast, atMost } = times;
  if (atLeast !== undefined && atMost !== undefined) return `${atLeast} to ${atMost}`;
  return atMost === undefined ? `at least ${atLeast ?? 0}` : `at most ${atMost}`;
}
