import fc from 'fast-check';
import type { Plan, TroublePlan } from '../plan';
import { manifestPlans } from './manifests';

const permille = fc.integer({ min: 0, max: 1000 });

const trouble: fc.Arbitrary<TroublePlan> = fc.record({
  kind: permille,
  target: fc.nat({ max: 99 }),
  at: permille,
  amount: permille,
});

/**
 * Plans as pure data, without `chain` or `gen`: whatever is left out or made smaller is a plan again. Boring values come first,
 * because towards them it shrinks.
 */
export function plans(options: { readonly madeUp: boolean; readonly releases: number }): fc.Arbitrary<Plan> {
  const setting = {
    seed: fc.integer({ min: 1, max: 0x7fffffff }),
    release: fc.nat({ max: options.releases - 1 }),
    moreNodes: fc.constantFrom(0, 0, 1, 2),
    slowness: fc.constantFrom(0, 0, 0, 1, 2),
    anyOrder: fc.boolean(),
    theme: options.madeUp ? fc.constant(0) : fc.nat({ max: 60 }),
    off: fc.nat({ max: 0x3fffffff }),
    troubles: fc.array(trouble, { maxLength: 8, size: 'max' }),
  };
  return options.madeUp ? fc.record({ ...setting, manifests: manifestPlans }) : fc.record(setting);
}
