import { NUMBER_WORDS, numberOf } from './numberWords';

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const NUMBER = '\\d+(?:\\.\\d+)?';
const WORD = '(?:millisecond|second|sec|minute|min|hour|hr|day)s?';
const SHORT = `(?:${NUMBER}(?:ms|s|m|h|d)(?![A-Za-z0-9]))`;
/** `3m13s`: as Kubernetes prints and reads durations. */
const COMPACT = `(?:${NUMBER}(?:ms|s|m|h|d))+(?![A-Za-z])`;
/** `1 minute and 30 seconds`: the larger unit first, so that `between 10 seconds and 30 seconds` is no duration. */
const AND_SECONDS = `${NUMBER} (?:minute|min)s?(?:,? and |,? )${NUMBER} (?:second|sec)s?`;
const AND_MINUTES = `${NUMBER} (?:hour|hr)s?(?:,? and |,? )${NUMBER} (?:minute|min)s?`;

/** In words, before words: `two minutes`. */
const COUNT_WORDS = NUMBER_WORDS.slice(1).join('|');

/** What a duration looks like in a step or a flag, as a regular expression source: `3m13s`, or in words `1 minute`. */
export const DURATION = `(?:${SHORT}(?: ${SHORT})+|${AND_MINUTES}|${AND_SECONDS}|${COMPACT}|${NUMBER} ?(?:${WORD}|ms|s|m|h|d)(?![A-Za-z])|(?:half )?(?:an?|${COUNT_WORDS}) ${WORD}(?![A-Za-z]))`;

/** Whoever writes more has mistyped: a schedule that comes once a year has come by then, and a pod has been probed millions of times. */
export const LONGEST_DURATION_MS = 366 * 86_400_000;

const WHOLE = new RegExp(`^${DURATION}$`);
const PART = new RegExp(`(half )?(${NUMBER}|an?\\b|${COUNT_WORDS}) ?(ms|milli|[smhd])`, 'g');

/**
 * `20s`, `3m13s`, `1h`, `500ms`, `1.5s`, `2 minutes`, `1 minute and 30 seconds`, `half an hour` in milliseconds.
 * @throws Error when it is not a duration, or longer than anything that can be played
 */
export function parseDuration(text: string): number {
  const trimmed = text.trim();
  if (!WHOLE.test(trimmed)) throw new Error(`"${text}" is not a duration: write 20s, 3m13s, 1h, 500ms or 2 minutes`);
  let totalMs = 0;
  for (const [, half, value, unit] of trimmed.matchAll(PART)) {
    const count = isArticle(value as string) ? 1 : numberOf(value as string);
    totalMs += (half ? 0.5 : 1) * count * (UNITS_MS[unit === 'milli' ? 'ms' : (unit as string)] as number);
  }
  if (totalMs > LONGEST_DURATION_MS) throw new Error(`"${text}" is too long: no more than 366d can be played`);
  return Math.round(totalMs);
}
function isArticle(word: string): boolean {
  return word === 'a' || word === 'an';
}

/** `3m13s`, `1.5s`, `250ms`: the shortest way to write it. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 0) return `-${formatDuration(-durationMs)}`;
  if (durationMs < 1000) return `${durationMs}ms`;
  const parts: string[] = [];
  let rest = durationMs;
  for (const unit of ['h', 'm'] as const) {
    const size = UNITS_MS[unit] as number;
    if (rest >= size) parts.push(`${Math.floor(rest / size)}${unit}`);
    rest %= size;
  }
  if (rest > 0) parts.push(`${rest / 1000}s`);
  return parts.join('');
}
