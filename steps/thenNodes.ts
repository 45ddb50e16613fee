import { type KubeNode, nearest, objectName } from '../src/index';
import { perform } from './expectedFailures';
import { type Observed, observable } from './observation';
import { Given, When } from './sentence';
import { hasCondition } from './thenObjects';
import type { PodwrightWorld } from './world';

/** `node.kubernetes.io/unreachable:NoExecute`, with `=value` before the colon where the taint has one. */
function taintsOf(world: PodwrightWorld, name: string): string[] {
  const nodes = world.cluster.api.list<KubeNode>('Node');
  const node = nodes.find(({ metadata }) => metadata.name === name);
  if (!node)
    throw new Error(
      `there is no node "${name}"; ${nearest(
        name,
        nodes.map(({ metadata }) => metadata.name),
      )}`,
    );
  return (node.spec?.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`);
}

const hasTaint = (world: PodwrightWorld, name: string, taint: string): Observed => {
  const seen = taintsOf(world, name);
  return { holds: seen.includes(taint), expected: `taint ${taint}`, seen: seen.join(', ') || 'no taint' };
};

/** Under Given it gets it. */
const taint = (world: PodwrightWorld, name: string, effect: string): void => {
  perform(world, `kubectl taint node ${name} ${effect}`);
};

observable('{node} {has} (the )(a )taint {string}', hasTaint, taint);
observable('{node} {is} tainted (with ){string}', hasTaint, taint);

for (const all of ['all nodes', 'every node'])
  Given(`${all} {is} tainted (with ){string}`, function (this: PodwrightWorld, effect: string) {
    perform(this, `kubectl taint nodes --all ${effect}`);
  });

for (const all of ['all nodes', 'every node'])
  Given(`${all} {has} (the )label {string}`, function (this: PodwrightWorld, label: string) {
    perform(this, `kubectl label nodes --all --overwrite ${label}`);
  });

When('I remove (the )taint {string} from {node}', function (this: PodwrightWorld, key: string, name: string) {
  perform(this, `kubectl taint node ${name} ${key}-`);
});

When('I taint {node} with {string}', function (this: PodwrightWorld, name: string, effect: string) {
  perform(this, `kubectl taint node ${name} ${effect}`);
});

observable('{node} {has} no taint', (world: PodwrightWorld, name: string) => {
  const seen = taintsOf(world, name);
  return { holds: seen.length === 0, expected: 'no taint', seen: seen.join(', ') };
});

/** Its kubelet has not been heard of for some time. */
for (const [silent, wanted] of [
  ['{node} {is} unreachable', true],
  ['{node} {is} reachable', false],
] as const)
  observable(silent, (world: PodwrightWorld, name: string) => {
    const { holds, seen } = hasCondition(world, 'Ready', objectName('node', name), 'Unknown');
    return { holds: holds === wanted, expected: `node "${name}" is ${wanted ? 'un' : ''}reachable`, seen };
  });

const PRESSURES: Readonly<Record<string, string>> = {
  memory: 'MemoryPressure',
  disk: 'DiskPressure',
  pid: 'PIDPressure',
};

/** As its kubelet says of it: `node "n" is under memory pressure`. */
for (const pressed of ['{is} under', '{has}'])
  observable(`{node} ${pressed} {word} pressure`, (world: PodwrightWorld, name: string, word: string) => {
    const type = PRESSURES[word.toLowerCase()];
    if (!type) throw new Error(`no node tells of "${word}" pressure; ${nearest(word, Object.keys(PRESSURES))}`);
    return hasCondition(world, type, objectName('node', name), 'True');
  });
