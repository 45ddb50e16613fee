import type { Plan, PropertyResult } from './check';
import type { Template } from './choices';

/** What a broken property tells: the values of the smallest case, how it was found, and how to see it again. */
export function describeFailure(
  result: PropertyResult,
  { steps, seed, replay }: { steps: readonly Template[]; seed: number; replay: string },
): string {
  const { failure, runs, shrinks } = result;
  if (!failure) return '';
  const values = valuesOf(steps, failure.plan);
  return [
    values.length > 0 ? `with ${values.map(({ text, value }) => `${value} (of ${text})`).join(', ')}` : '',
    `in a cluster with seed ${seed}`,
    `broken after ${runs} ${runs === 1 ? 'run' : 'runs'} and ${shrinks} ${shrinks === 1 ? 'shrink' : 'shrinks'}`,
    `replay it: ${replay} --seed ${result.seed} --path ${failure.path}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** Each choice of a scenario with the value that a plan gives it. */
export function valuesOf(steps: readonly Template[], plan: Plan): { text: string; value: string }[] {
  return steps
    .flatMap(({ choices }) => choices)
    .map((choice, i) => ({ text: choice.text, value: choice.at(plan.indices[i] ?? 0) }));
}
