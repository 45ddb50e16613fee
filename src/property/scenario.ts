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
  /** Why it cannot be played, as a sentence. */
  readonly problem?: string;
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
  const steps = texts.map((text) => readStep(text, sentences));
  if (!tags.includes('@property') && steps.every(({ choices }) => choices.length === 0)) return undefined;
  const seed = numberOf(tags, 'seed');
  const problem = steps.flatMap(({ choices }) => choices).find((choice) => choice.problem)?.problem;
  return {
    steps,
    sentences,
    runs: numberOf(tags, 'runs') ?? DEFAULT_RUNS,
    where,
    ...(seed !== undefined && { seed }),
    ...(problem !== undefined && { problem }),
  };
}

/** The template with the fewest words of its own range left to the sentence, so that some sentence matches. */
function readStep(text: string, sentences: readonly Sentence[]): Template {
  const template = templateOf(text);
  if (template.choices.length === 0) return template;
  const matches = (one: Template) => sentences.some((sentence) => says(sentence, fill(one)));
  const readings = readingsOf(template);
  // As it stands, without any choice, is the first thing that the author can have meant.
  const literal = readings.at(-1);
  return (literal && matches(literal) ? literal : readings.find(matches)) ?? template;
}

function says(sentence: Sentence, text: string): boolean {
  try {
    return sentence.match(text, undefined) !== null;
  } catch {
    // A value that can't be read: the step says why when it is played.
    return true;
  }
}

/** Every way to read a sentence: each range may be the sentence's own words, those that leave most of them open first. */
function readingsOf(template: Template): Template[] {
  const ways = template.choices.map((choice) => (choice.text.startsWith('one of ') ? [true] : [true, false]));
  const open = ways.reduce<boolean[][]>((all, way) => all.flatMap((one) => way.map((it) => [...one, it])), [[]]);
  const count = (flags: boolean[]) => flags.filter(Boolean).length;
  return open.sort((a, b) => count(b) - count(a)).map((flags) => closed(template, flags));
}

/** The template with only some of its choices. */
function closed({ text, parts, choices }: Template, open: readonly boolean[]): Template {
  const kept: string[] = [parts[0] ?? ''];
  for (const [i, choice] of choices.entries()) {
    const after = parts[i + 1] ?? '';
    if (open[i]) kept.push(after);
    else kept.push(`${kept.pop()}${choice.text}${after}`);
  }
  return { text, parts: kept, choices: choices.filter((_, i) => open[i]) };
}

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
