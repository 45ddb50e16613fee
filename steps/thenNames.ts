import { defineParameterType } from '@cucumber/cucumber';
import { fail } from './observation';
import type { PodName } from './parameters';
import { Then } from './sentence';
import type { PodwrightWorld } from './world';

/** What the name servers of a pod say. */

defineParameterType({
  name: 'resolves',
  regexp: /resolves|can be resolved|(?:does not|doesn't|cannot|can't) (?:be resolved|resolve)/,
  transformer: (words: string) => !/not|n't/.test(words),
  useForSnippets: false,
});

/** How often it is asked while what was waited for last still has consequences: the DNS hears of a Service a moment later. */
const PAUSE_MS = 100;

function assertName(this: PodwrightWorld, name: string, does: boolean, pod: PodName): void {
  const ask = () => this.cluster.resolveFromPod(`${pod.namespace}/${pod.name}`, name);
  let answer = ask();
  while ((answer.error === undefined) !== does && this.cluster.now < this.settlesMs) {
    this.cluster.advance(PAUSE_MS);
    answer = ask();
  }
  if ((answer.error === undefined) === does) return;
  const expected = `"${name}" ${does ? 'resolves' : 'does not resolve'} in pod "${pod.name}"`;
  fail('now', expected, answer.error ?? answer.addresses.join(', '));
}

Then('(the )(name )(host ){string} {resolves} in/from/inside {pod}', assertName);

Then(
  '(the )(name )(host ){string} resolves to {string} in/from/inside {pod}',
  function (this: PodwrightWorld, name: string, address: string, pod: PodName) {
    assertName.call(this, name, true, pod);
    const { addresses } = this.cluster.resolveFromPod(`${pod.namespace}/${pod.name}`, name);
    if (!addresses.includes(address)) fail('now', `${name} is ${address}`, addresses.join(', '));
  },
);
