import { deletionOf, eventsOf, isStatus, podCells, podsNow, withLabel } from '../src/index';
import { assertIsDone } from './deed';
import { fail, observable } from './observation';
import type { PodName } from './parameters';
import type { Pods } from './pods';
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
  evict(this, [pod]);
});

/** Whichever: the first by its name. */
When('one/a {pods} is/gets evicted', function (this: PodwrightWorld, pods: Pods) {
  assertIsDone(this, `pod "…" was evicted, within 30s there are 3 ready ${pods.text}`);
  evict(this, pods.in(this).slice(0, 1));
});

/** Under Then it is looked for. */
observable(
  '{pod} {is} evicted',
  (world: PodwrightWorld, { name, namespace }: PodName) => {
    const cells = podCells(world.cluster, name, namespace);
    const gone = deletionOf(world.cluster, `${namespace}/${name}`).askedMs !== undefined;
    const asked = eventsOf(world.cluster, { name, namespace }).some(({ reason }) => reason === 'Evicted');
    return {
      holds: cells?.status === 'Evicted' || asked || (!cells && gone),
      expected: `pod "${name}" is evicted`,
      seen: cells ? `"${cells.ready} ${cells.status}"` : 'it is gone',
    };
  },
  (world: PodwrightWorld, pod: PodName) => evict(world, [pod]),
);
When('I evict {pod}', function (this: PodwrightWorld, pod: PodName) {
  evict(this, [pod]);
});

/** One after the other; `the eviction is refused` speaks of any of them. */
When('evictions of all pods with {label} are asked for', function (this: PodwrightWorld, label: string) {
  evict(
    this,
    podsNow(this.cluster, withLabel(label)).map(({ name }) => ({ name, namespace: 'default' })),
  );
});

Then('the eviction is granted', function (this: PodwrightWorld) {
  const refusal = refusals.get(this);
  if (refusal !== undefined) fail('of the API server', 'the eviction is granted', refusal);
});

Then('the eviction is refused', function (this: PodwrightWorld) {
  if (!refusals.has(this)) fail('of the API server', 'a refusal', 'the eviction is granted');
});

Then('the eviction is refused with {string}', function (this: PodwrightWorld, expected: string) {
  const refusal = refusals.get(this);
  if (!refusal?.includes(expected)) fail('of the API server', `"${expected}"`, refusal ?? 'the eviction is granted');
});
