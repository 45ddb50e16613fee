import { type ObjectName, ofOwner, type Pod, podsNow } from '../src/index';
import { type Observed, observable } from './observation';
import type { PodName } from './parameters';
import type { AllPods } from './pods';
import type { PodwrightWorld } from './world';

/** Where pods run, seen together: one that has no node yet runs nowhere. */
observable('{all} {runOn} different nodes', (world: PodwrightWorld, pods: AllPods) =>
  placed(world, pods, 'on different nodes', (nodes) => new Set(nodes).size === nodes.length),
);
observable('{all} {runOn} the same node', (world: PodwrightWorld, pods: AllPods) =>
  placed(world, pods, 'on the same node', (nodes) => new Set(nodes).size === 1),
);

/** By its owners, and theirs. */
for (const belongs of ['{pod} belongs to {object}', '{pod} is owned by {object}'])
  observable(belongs, (world: PodwrightWorld, { name, namespace }: PodName, owner: ObjectName) => {
    const all = podsNow(world.cluster, ofOwner(world.cluster, owner)).map((pod) => `${pod.namespace}/${pod.name}`);
    return {
      holds: all.includes(`${namespace}/${name}`),
      expected: `pod "${name}" among those of ${owner.kind} "${owner.name}"`,
      seen: all.join(', ') || 'it has none',
    };
  });

function placed(
  world: PodwrightWorld,
  pods: AllPods,
  where: string,
  isSo: (nodes: readonly string[]) => boolean,
): Observed {
  const found = world.cluster.api.list<Pod>('Pod').filter(pods.filter(world));
  const nodes = found.flatMap(({ spec }) => spec.nodeName ?? []);
  return {
    // Of one alone neither is true
    holds: nodes.length > 1 && pods.fits(nodes.length) && nodes.length === found.length && isSo(nodes),
    expected: `all ${pods.text} ${where}`,
    seen: found.map(({ metadata, spec }) => `${metadata.name}: ${spec.nodeName ?? 'nowhere'}`).join(', ') || 'no pods',
  };
}
