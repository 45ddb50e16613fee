import type { Plan } from './check';
import { fill, type Template, templateOf } from './choices';

/** A sentence of the vocabulary, as the property needs it: does it match, and with which arguments? */
export interface Sentence {
  /** The values of its parameters; null when it does not match. */
  match(text: string, world: unknown): unknown[] | null;
  /** Its step function, as it was written. */
  readonly code: (...args: never[]) => unknown;
}

/** A scenario that holds for a range of values. */
export interface PropertyScenario {
  readonly steps: readonly Template[];
  readonly sentences: readonly Sentence[];
  readonly runs: number;
  /** From the tag `@seed:…`. */
  readonly seed?: number;
  /** `file:line`, for the replay. */
  readonly where: string;
}

const DEFAULT_RUNS = 100;

/** The number that a tag such as `@runs:500` holds. */
function numberOf(tags: readonly string[], name: string): number | undefined {
  const tag = tags.find((one) => new RegExp(`^@${name}:\\d+$`).test(one));
  return tag === undefined ? undefined : Number(tag.slice(name.length + 2));
}

/**
 * Reads a scenario as a property; undefined when it is none: it has neither the tag `@property` nor a range. A step that
 * some sentence matches as it stands has no range: `from 2m to 3m` belongs to the sentence.
 */
export function propertyOf(
  scenario: { readonly texts: readonly string[]; readonly tags: readonly string[]; readonly where: string },
  sentences: readonly Sentence[],
): PropertyScenario | undefined {
  const { texts, tags, where } = scenario;
  const steps = texts.map((text) =>
    sentences.some((sentence) => sentence.match(text, undefined)) ? plain(text) : templateOf(text),
  );
  if (!tags.includes('@property') && steps.every(({ choices }) => choices.length === 0)) return undefined;
  const seed = numberOf(tags, 'seed');
  return {
    steps,
    sentences,
    runs: numberOf(tags, 'runs') ?? DEFAULT_RUNS,
    where,
    ...(seed !== undefined && { seed }),
  };
}

const plain = (text: string): Template => ({ text, parts: [text], choices: [] });

/** How many possibilities each choice has, step after step. */
export function countsOf({ steps }: PropertyScenario): number[] {
  return steps.flatMap(({ choices }) => choices.map(({ count }) => count));
}

/** The sentences of one case, with its values. */
export function textsOf({ steps }: PropertyScenario, { indices }: Plan): string[] {
  let next = 0;
  return steps.map((step) => {
    const mine = indices.slice(next, next + step.choices.length);
    next += step.choices.length;
    return fill(step, mine);
  });
}
