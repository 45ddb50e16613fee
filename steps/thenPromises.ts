import { atRest, type Breach, describeViolation, PROMISES } from '../src/index';
import { fail } from './observation';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** What is expected of every app and of every cluster, whatever the story: looked at up to now. */

function failAt(world: PodwrightWorld, expected: string, { t, object, seen }: Breach): never {
  fail('up to now', expected, `at ${world.moment(t)} ${object}: ${seen}`);
}

for (const { says, advice, broken } of PROMISES) {
  Then(says, function (this: PodwrightWorld) {
    const breach = broken(this.cluster, this.storyStartMs);
    if (breach) failAt(this, `${says} (if not: ${advice})`, breach);
  });
}

Then('everything {has} come to rest', function (this: PodwrightWorld) {
  const [restless] = atRest(this.cluster);
  if (restless)
    failAt(this, 'nothing waits that can’t wait for ever', {
      t: this.cluster.now,
      object: restless.object,
      seen: restless.why,
    });
});

/** It does so in every scenario; said at the end of one, the sentence fails instead of the scenario as a whole. */
Then('what always holds holds', function (this: PodwrightWorld) {
  const violations = this.monitor?.violations ?? [];
  if (violations.length === 0) return;
  const sentences = violations.map((violation) => describeViolation(violation, this.storyStartMs));
  fail('at any time', 'what always holds', sentences.join('\n'));
});
