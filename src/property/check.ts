import type * as FastCheck from 'fast-check';

/** One case of a property, as pure data: which seed its cluster gets, and which possibility each choice takes. */
export interface Plan {
  /** What is added to the seed of the property. */
  readonly seedOffset: number;
  /** For each choice of the scenario, in order. */
  readonly indices: readonly number[];
}

/** How a case failed. */
export interface CaseFailure {
  /** Position of the step that failed, from 0. */
  readonly step: number;
  readonly error: unknown;
}

export interface PropertySettings {
  /** How many possibilities each choice has. */
  readonly counts: readonly number[];
  readonly runs: number;
  readonly seed: number;
  /** Replays the case at which a former check ended. */
  readonly path?: string;
}

/** What a check found. */
export interface PropertyResult {
  readonly seed: number;
  readonly runs: number;
  readonly shrinks: number;
  readonly failure?: CaseFailure & { readonly plan: Plan; readonly path: string };
}

const MOST_SEEDS = 10_000;

/**
 * Plays many cases and, when one fails, looks for the most boring one that fails at the same step: smaller seeds, then
 * smaller indices. Another failure met on the way is no smaller version of this one, and does not count.
 */
export function checkProperty(
  { counts, runs, seed, path }: PropertySettings,
  play: (plan: Plan) => CaseFailure | undefined,
): PropertyResult {
  // Only who has properties pays for loading it.
  const fc = require('fast-check') as typeof FastCheck;
  let first: CaseFailure | undefined;
  let smallest: CaseFailure | undefined;
  const plans = fc.record({
    seedOffset: fc.nat({ max: MOST_SEEDS }),
    indices: fc.tuple(...counts.map((count) => fc.nat({ max: count - 1 }))),
  });
  const property = fc.property(plans, (plan) => {
    const failure = play(plan);
    if (!failure || (first && first.step !== failure.step)) return true;
    first ??= failure;
    smallest = failure;
    return false;
  });
  const details = fc.check(property, { numRuns: runs, seed, ...(path !== undefined && { path, endOnFailure: true }) });
  const plan = details.counterexample?.[0];
  const result = { seed, runs: details.numRuns, shrinks: details.numShrinks };
  if (!details.failed || !plan || !smallest) return result;
  return { ...result, failure: { ...smallest, plan, path: details.counterexamplePath ?? '' } };
}
