import { rule } from '../../kernel/index';
import { forbidden } from '../errors';
import { amountsOf, podRequests } from '../podResources';
import { resourceOf } from '../resources';
import type { KubeNode, Pod } from '../types/index';
import type { ServerContext } from './context';

const BEYOND = rule(
  'resize/not-beyond-the-node',
  'A resize to more than its node can give, were the pod alone there, is refused.',
  'admission plugin PodResizeValidator; kubernetes PR 136043',
);

/**
 * A pod can't grow beyond what its node has, even if it were alone there.
 * @throws StatusError 403 that names each resource that is too much
 */
export function checkNodeCapacity({ release, store, kernel }: ServerContext, pod: Pod): void {
  const { metadata, spec } = pod;
  const { nodeName } = spec;
  if (!release.has('resizeChecksNode') || !nodeName) return;
  const old = store.shelf('Pod').objects.get(metadata.namespace ?? '', metadata.name);
  if (old?.metadata.generation === metadata.generation) return;
  const refuse = (why: string) => forbidden(resourceOf('Pod'), metadata.name, why);
  const node = store.shelf('Node').objects.get('', nodeName) as KubeNode | undefined;
  if (!node) throw refuse(`node "${nodeName}" not found`);
  const allocatable = amountsOf(node.status?.allocatable);
  const requests = podRequests.ofSpec(pod);
  const faults = ['cpu', 'memory'].flatMap((name) => {
    const [requested = 0, available = 0] = [requests.get(name), allocatable.get(name)];
    return requested > available ? [`${name}, requested: ${requested}, allocatable: ${available}`] : [];
  });
  if (faults.length === 0) return;
  kernel.acts(BEYOND);
  throw refuse(`node didn't have enough allocatable resources: ${faults.join('; ')}`);
}
