import { type ObjectName, objectName, ofOwner, type Pod, podsNow } from '../src/index';
import { podNow } from './known';
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

for (const [where, isSo] of [
  ['different nodes', (nodes: readonly string[]) => new Set(nodes).size === nodes.length],
  ['the same node', (nodes: readonly string[]) => new Set(nodes).size === 1],
] as const)
  observable(`(the )pods {words} {runOn} ${where}`, (world: PodwrightWorld, names: string[]) => {
    const nodes = names.map(
      (name) => podNow(world, { ...objectName('pod', name), namespace: 'default' })?.spec.nodeName,
    );
    return {
      holds: nodes.every((node) => node !== undefined) && isSo(nodes.map(String)),
      expected: `pods ${names.join(', ')} on ${where}`,
      seen: names.map((name, i) => `${name}: ${nodes[i] ?? 'nowhere'}`).join(', '),
    };
  });

observable('{object} {has} (the )pods {words}', (world: PodwrightWorld, owner: ObjectName, names: string[]) => {
  const seen = podsNow(world.cluster, ofOwner(world.cluster, owner)).map(({ name }) => name);
  return {
    holds: seen.length === names.length && names.every((name) => seen.includes(name)),
    expected: `pods ${names.join(', ')}`,
    seen: seen.join(', ') || 'no pods',
  };
});

/** One on each that there is. */
for (const each of ['{object} {has} a pod on each/every node', '{object} runs on each/every node'])
  observable(each, (world: PodwrightWorld, owner: ObjectName) => {
    const pods = world.cluster.api.list<Pod>('Pod').filter(ofOwner(world.cluster, owner));
    const all = world.cluster.api.list('Node').map(({ metadata }) => metadata.name);
    const without = all.filter((node) => !pods.some(({ spec }) => spec.nodeName === node));
    return {
      holds: without.length === 0,
      expected: `a pod of ${owner.kind} ${owner.name} on each of ${all.length} nodes`,
      seen: `none on ${without.join(', ')}`,
    };
  });

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
