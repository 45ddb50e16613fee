import { Then, When } from '@cucumber/cucumber';
import { isStatus } from '../src/index';
import { fail } from './observation';
import type { PodName } from './parameters';
import type { PodwrightWorld } from './world';

/** Asking the API server to evict a pod, as `kubectl drain` does for each pod of a node. */
const refusals = new WeakMap<PodwrightWorld, string>();

When('an eviction of {pod} is asked for', function (this: PodwrightWorld, { name, namespace }: PodName) {
  refusals.delete(this);
  try {
    this.cluster.api.evict(namespace, name, { by: 'eviction' });
  } catch (error) {
    if (!isStatus(error)) throw error;
    refusals.set(this, error.message);
  }
});

Then('the eviction is granted', function (this: PodwrightWorld) {
  const refusal = refusals.get(this);
  if (refusal !== undefined) fail('of the API server', 'the eviction is granted', refusal);
});

Then('the eviction is refused with {string}', function (this: PodwrightWorld, expected: string) {
  const refusal = refusals.get(this);
  if (!refusal?.includes(expected)) fail('of the API server', `"${expected}"`, refusal ?? 'the eviction is granted');
});
