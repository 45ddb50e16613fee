import { DURATION, formatDuration, parseDuration } from '../duration';

/** What one range or choice in a sentence may become: the n-th possibility as text; number 0 is the most boring one. */
export interface Choice {
  /** As it stands in the sentence: `0s to 90s`. */
  readonly text: string;
  readonly count: number;
  /** Why nothing can be chosen, as a sentence. */
  readonly problem?: string;
  at(index: number): string;
}

/** A sentence with holes: `parts` and `choices` take turns, beginning and ending with a part. */
export interface Template {
  readonly text: string;
  readonly parts: readonly string[];
  readonly choices: readonly Choice[];
}

const VALUE = `(?:"[^"]*"|${DURATION}|\\d+(?:\\.\\d+)?%?)`;
const CHOICE = new RegExp(
  `one of ${VALUE}(?:, ${VALUE})*|(?<![\\w.])(?:${DURATION} to ${DURATION}|\\d+% to \\d+%|\\d+ to \\d+)(?![\\w.%])`,
  'g',
);

/**
 * Finds the ranges (`0s to 90s`, `1 to 5`, `10% to 50%`) and choices (`one of 0, 1, 137`) of a sentence. A range that ends
 * before it begins has no possibility.
 */
export function templateOf(text: string): Template {
  const found = [...text.matchAll(CHOICE)];
  const ends = [0, ...found.map((match) => match.index + match[0].length)];
  const starts = [...found.map((match) => match.index), text.length];
  const parts = ends.map((end, i) => text.slice(end, starts[i]));
  return { text, parts, choices: found.map((match) => choiceOf(match[0])) };
}

/** The sentence with one possibility chosen for each hole, the most boring ones by default. */
export function fill({ parts, choices }: Template, indices: readonly number[] = []): string {
  return parts.map((part, i) => part + (choices[i]?.at(indices[i] ?? 0) ?? '')).join('');
}

function choiceOf(text: string): Choice {
  if (text.startsWith('one of ')) {
    const values = [...text.slice('one of '.length).matchAll(new RegExp(VALUE, 'g'))].map(([value]) => value);
    return { text, count: values.length, at: (index) => values[index] ?? '' };
  }
  const [from = '', to = ''] = text.split(' to ');
  try {
    const { first, last, step, show } = rangeOf(from, to);
    if (last < first) return withoutChoice(text, `the range "${text}" ends before it begins`);
    return { text, count: Math.floor((last - first) / step) + 1, at: (index) => show(first + index * step) };
  } catch (error) {
    return withoutChoice(text, (error as Error).message);
  }
}

function withoutChoice(text: string, problem: string): Choice {
  return { text, count: 0, problem, at: () => '0s' };
}

interface Range {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  readonly show: (value: number) => string;
}

/** Durations go by whole seconds, by milliseconds where a bound is given in such. */
function rangeOf(from: string, to: string): Range {
  if (/^\d+%?$/.test(from)) {
    const unit = from.endsWith('%') ? '%' : '';
    return {
      first: Number.parseInt(from, 10),
      last: Number.parseInt(to, 10),
      step: 1,
      show: (value) => `${value}${unit}`,
    };
  }
  const [first, last] = [parseDuration(from), parseDuration(to)];
  const step = first % 1000 === 0 && last % 1000 === 0 && !/\dms/.test(from + to) ? 1000 : 1;
  return { first, last, step, show: (value) => (value === 0 ? '0s' : formatDuration(value)) };
}
