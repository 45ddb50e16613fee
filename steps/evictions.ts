import { isStatus, podsWithLabel } from '../src/index';
import { meant } from './meant';
import { fail } from './observation';
import type { PodName } from './parameters';
import { Then, When } from './sentence';
import type { PodwrightWorld } from './world';

/** Asking the API server to evict a pod, as `kubectl drain` does for each pod of a node. */
const refusals = new WeakMap<PodwrightWorld, string>();

function evict(world: PodwrightWorld, pods: readonly Pick<PodName, 'name' | 'namespace'>[]): void {
  refusals.delete(world);
  for (const { name, namespace } of pods) {
    try {
      world.cluster.api.evict(namespace, name, { by: 'eviction' });
    } catch (error) {
      if (!isStatus(error)) throw error;
      refusals.set(world, error.message);
    }
  }
}

When('an eviction of {pod} is asked for', function (this: PodwrightWorld, pod: PodName) {
  evict(this, meant(this, [pod]) as PodName[]);
});

/** One after the other; `the eviction is refused` speaks of any of them. */
When('evictions of all pods with {label} are asked for', function (this: PodwrightWorld, label: string) {
  evict(
    this,
    podsWithLabel(this.cluster, label).map(({ name }) => ({ name, namespace: 'default' })),
  );
});

Then('the eviction is granted', function (this: PodwrightWorld) {
  const refusal = refusals.get(this);
  if (refusal !== undefined) fail('of the API server', 'the eviction is granted', refusal);
});

Then('the eviction is refused with {string}', function (this: PodwrightWorld, expected: string) {
  const refusal = refusals.get(this);
  if (!refusal?.includes(expected)) fail('of the API server', `"${expected}"`, refusal ?? 'the eviction is granted');
});
