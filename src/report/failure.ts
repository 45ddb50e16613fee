import type { Attempt } from './html/types';
import type { Story } from './story/types';

export interface Failure {
  /** Number of the step, undefined when it was none. */
  readonly step: number | undefined;
  /** Virtual time at which it went wrong, where that is known. */
  readonly t: number | undefined;
  /** `now`, `within 20s` … */
  readonly when?: string;
  readonly expected?: string;
  readonly seen?: string;
  /** The whole message. */
  readonly message: string;
}

const COMPARED = /^expected ([^:\n]*): ([\s\S]*?)\nseen: ([\s\S]*)$/;

const WORDS: Readonly<Record<string, string>> = {
  undefined: 'No sentence of the vocabulary says this.',
  ambiguous: 'More than one sentence of the vocabulary says this.',
  pending: 'This sentence is not finished.',
};

/** Why an attempt did not pass, or undefined when it did. */
export function failureOf({ steps, problems }: Attempt, story?: Story): Failure | undefined {
  const step = steps.findIndex(({ state }) => ['failed', 'undefined', 'ambiguous', 'pending'].includes(state));
  if (step >= 0) {
    const { message, state } = steps[step] as Attempt['steps'][number];
    return { step, t: story?.steps[step]?.[1], ...compared(message ?? WORDS[state] ?? '') };
  }
  const [problem] = problems;
  return problem === undefined ? undefined : { step: undefined, t: story?.endMs, ...compared(problem) };
}

function compared(message: string): Pick<Failure, 'when' | 'expected' | 'seen' | 'message'> {
  const [, when, expected, seen] = COMPARED.exec(message) ?? [];
  if (when === undefined || expected === undefined || seen === undefined) return { message };
  return { when, expected, seen, message };
}
