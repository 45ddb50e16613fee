import { forbidden } from '../errors';
import { cpuMillis, wholeUnits } from '../quantity';
import { resourceOf } from '../resources';
import type { KubeNode, Pod } from '../types/index';
import type { ServerContext } from './context';

/**
 * A pod can't grow beyond what its node has, even if it were alone there.
 * @throws StatusError 403 that names the first resource that is too much
 */
export function checkNodeCapacity({ release, store }: ServerContext, pod: Pod): void {
  if (!release.has('resizeChecksNode') || !pod.spec.nodeName) return;
  const node = store.shelf('Node').objects.get('', pod.spec.nodeName) as KubeNode | undefined;
  const allocatable = node?.status?.allocatable;
  if (!allocatable) return;
  for (const [resource, amount] of [
    ['cpu', cpuMillis],
    ['memory', wholeUnits],
  ] as const) {
    const requested = pod.spec.containers.reduce(
      (sum, { resources }) => sum + amount(resources?.requests?.[resource]),
      0,
    );
    const available = amount(allocatable[resource]);
    if (requested <= available) continue;
    const why = `node didn't have enough allocatable resources: ${resource}, requested: ${requested}, allocatable: ${available}`;
    throw forbidden(resourceOf('Pod'), pod.metadata.name, why);
  }
}
