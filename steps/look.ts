import { defineParameterType } from '@cucumber/cucumber';
import { DURATION, formatDuration, parseDuration } from '../src/index';
import { told } from './told';
import type { PodwrightWorld } from './world';

/** How long one looks: at this moment when nothing was said of it. */
export interface Look {
  readonly form: 'now' | 'within' | 'for' | 'after' | 'at';
  readonly durationMs: number;
}

/** `eventually`, and what stands under Given or When, is waited for that long: back-off and evictions take minutes each. */
export const PATIENCE_MS = 30 * 60_000;

/** `within 5s`, `within the next 5s`, `for at least 5m`. */
const LASTING = `(?:within|in less than|for|during|throughout) (?:the next |another |at least )?`;
const FORM = new RegExp(
  `^,? ?(within|in less than|for|during|throughout|after|at) (?:the next |another |at least )?(${DURATION}),? ?$`,
);

/** Other words for them. */
const FORMS: Readonly<Record<string, Look['form']>> = {
  'in less than': 'within',
  during: 'for',
  throughout: 'for',
};

export const NOW: Look = { form: 'now', durationMs: 0 };

function lookOf(text: string): Look {
  if (/eventually|wait/i.test(text)) return { form: 'within', durationMs: PATIENCE_MS };
  const [, form, duration] = FORM.exec(text) ?? [];
  if (form === undefined) return NOW;
  return { form: FORMS[form] ?? (form as Look['form']), durationMs: parseDuration(duration as string) };
}

/** A time may stand before a sentence or after it. */
export function onlyLook(before: Look, after: Look): Look {
  if (before.form !== 'now' && after.form !== 'now') throw new Error('a sentence has one time: before it or after it');
  return before.form === 'now' ? after : before;
}

// Before and after a sentence, and most often nothing: one definition for each form would make three times as many.
defineParameterType({
  name: 'when',
  regexp: new RegExp(
    `(?:(?:(?:${LASTING}|after (?:another )?|at )${DURATION}|[Ee]ventually|immediately|I wait until),? )?`,
  ),
  transformer: lookOf,
  useForSnippets: false,
});
defineParameterType({
  name: 'meanwhile',
  regexp: new RegExp(`(?:,? (?:${LASTING}${DURATION}|eventually|immediately))?`),
  transformer: lookOf,
  useForSnippets: false,
});
// Where no other sentence takes such a time for its own: `container "web" becomes ready after 30s` says how slow it is
defineParameterType({
  name: 'anyTime',
  regexp: new RegExp(`(?:,? (?:(?:${LASTING}|after (?:another )?|at )${DURATION}|eventually|immediately))?`),
  transformer: lookOf,
  useForSnippets: false,
});

/** Lets the time pass that a sentence names before it looks: `after 10s …`, `at 35s …` on the story's clock, which reports show. */
export function reach(world: PodwrightWorld, { form, durationMs }: Look): void {
  const restMs = form === 'at' ? world.storyStartMs + durationMs - world.cluster.now : durationMs;
  if (restMs < 0)
    throw told(
      `it is ${world.moment(world.cluster.now)} already: nobody can look at ${formatDuration(durationMs)} any more`,
    );
  world.cluster.advance(restMs);
}
