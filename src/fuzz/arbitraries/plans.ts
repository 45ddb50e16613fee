import fc from 'fast-check';
import type { Plan, TroublePlan } from '../plan';
import { manifestPlans } from './manifests';

const permille = fc.integer({ min: 0, max: 1000 });

/** Which trouble it is and when: what is left out shrinks, another trouble would be no smaller one; times are made round later. */
const trouble: fc.Arbitrary<TroublePlan> = fc.record({
  kind: fc.noShrink(permille),
  target: fc.noShrink(fc.nat({ max: 99 })),
  at: fc.noShrink(permille),
  amount: permille,
});

/**
 * Plans as pure data, without `chain` or `gen`: whatever is left out or made smaller is a plan again. Boring values come first,
 * because towards them it shrinks.
 */
export function plans(options: { readonly madeUp: boolean; readonly releases: number }): fc.Arbitrary<Plan> {
  const setting = {
    troubles: fc.array(trouble, { maxLength: 8, size: 'max' }),
    release: fc.nat({ max: options.releases - 1 }),
    moreNodes: fc.constantFrom(0, 0, 1, 2),
    slowness: fc.constantFrom(0, 0, 0, 1, 2),
    anyOrder: fc.boolean(),
    seed: fc.noShrink(fc.integer({ min: 1, max: 0x7fffffff })),
    theme: options.madeUp ? fc.constant(0) : fc.noShrink(fc.nat({ max: 60 })),
    off: fc.noShrink(fc.nat({ max: 0x3fffffff })),
  };
  return options.madeUp ? fc.record({ ...setting, manifests: manifestPlans }) : fc.record(setting);
}
