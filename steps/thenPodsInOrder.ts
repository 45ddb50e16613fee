import { defineParameterType } from '@cucumber/cucumber';
import { firstMissing, podOrder, type WrittenMoment } from '../src/index';
import { fail } from './observation';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** In which order several pods came, became ready and went. */

defineParameterType({
  name: 'moment',
  regexp: /created|ready|deleted|gone/,
  transformer: (word: string) => word as WrittenMoment,
  useForSnippets: false,
});

Then(
  'the pods with {label} {is} {moment} in the order {words}',
  function (this: PodwrightWorld, label: string, moment: WrittenMoment, words: string[]) {
    const seen = podOrder(this.cluster, moment, label);
    if (seen.join() !== words.join())
      fail(`as the order in which pods were ${moment}`, words.join(', '), seen.join(', '));
  },
);

Then(
  '(the )pods {words} {is} {moment} in this/that order',
  function (this: PodwrightWorld, words: string[], moment: WrittenMoment) {
    assertPodOrder(this, words, moment);
  },
);
for (const order of [
  '(the )pods {is} {moment} in this/the order(:) {words}',
  '(the )pods {is} {moment} in order {words}',
])
  Then(order, function (this: PodwrightWorld, moment: WrittenMoment, words: string[]) {
    assertPodOrder(this, words, moment);
  });

function assertPodOrder(world: PodwrightWorld, words: string[], moment: WrittenMoment): void {
  const seen = podOrder(world.cluster, moment).filter((name) => words.includes(name));
  if (firstMissing(seen, words) !== undefined)
    fail(`as the order in which pods were ${moment}`, words.join(', '), seen.join(', ') || 'none of them');
}
