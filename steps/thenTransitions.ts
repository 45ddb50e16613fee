import type { DataTable } from '@cucumber/cucumber';
import { conditionTransitions, phasesOf, type Transition } from '../src/index';
import { pathOf } from './known';
import { fail } from './observation';
import type { PodName } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

function assertTurns(world: PodwrightWorld, seen: readonly Transition[], expected: readonly string[]): void {
  const same = seen.length === expected.length && seen.every(({ value }, i) => value === expected[i]);
  if (!same) fail('from its creation on', expected.join(', '), inWords(world, seen));
}

function inWords(world: PodwrightWorld, transitions: readonly Transition[]): string {
  return transitions.map(({ t, value }) => `${value} at ${world.moment(t)}`).join(', ') || 'nothing';
}

Then('{pod} had the phases {words} in turn', function (this: PodwrightWorld, pod: PodName, expected: string[]) {
  assertTurns(this, phasesOf(this.cluster, pathOf(this, pod)), expected);
});

Then(
  'condition {string} of {pod} was {words} in turn',
  function (this: PodwrightWorld, type: string, pod: PodName, expected: string[]) {
    assertTurns(this, conditionTransitions(this.cluster, pathOf(this, pod), type), expected);
  },
);

Then(
  'the conditions of {pod} came/become/became/turn/turned True/true in this order(:)',
  function (this: PodwrightWorld, pod: PodName, table: DataTable) {
    assertCameTrue(
      this,
      table.raw().map(([type = '']) => type),
      pod,
    );
  },
);

/** What comes true in the same write comes true together: any order of these is right. */
Then(
  'conditions {words} of {pod} came true in this order',
  function (this: PodwrightWorld, types: string[], pod: PodName) {
    assertCameTrue(this, types, pod);
  },
);

function assertCameTrue(world: PodwrightWorld, types: readonly string[], pod: PodName): void {
  const path = pathOf(world, pod);
  let before = 0;
  for (const type of types) {
    const transitions = conditionTransitions(world.cluster, path, type);
    const first = transitions.find(({ value }) => value === 'True');
    if (!first) fail('at some time', `condition ${type} is True`, inWords(world, transitions));
    if (first.t < before)
      fail('in this order', types.join(', '), `${type} was True at ${world.moment(first.t)} already`);
    before = first.t;
  }
}
