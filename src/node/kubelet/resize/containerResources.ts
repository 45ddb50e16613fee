import { formatQuantity, parseQuantity } from '../../../api/index';
import type { Container, ContainerStatus, Pod, ResourceRequirements } from '../../../api/types/index';
import type { RuntimeContainer } from '../../runtime/types';
import type { KubeletContext } from '../context';
import { podUid } from '../podSpec';
import { RESIZABLE } from './resources';

const NOTHING: ResourceRequirements = Object.freeze({});

/**
 * Fills in what a container was promised and what it runs with (kubelet_pods.go convertToAPIContainerStatuses). One that does
 * not run has what it was promised: with that it will be started.
 */
export function containerResources(
  { release, resources }: KubeletContext,
  pod: Pod,
  container: Container,
  instance: RuntimeContainer,
  status: ContainerStatus,
): void {
  if (!release.has('inPlaceResize')) return;
  const promised = container.resources ?? NOTHING;
  if (promised.requests) status.allocatedResources = promised.requests;
  const actual = resources.actuated.ofContainer(podUid(pod), container.name);
  const isAsRun = instance.state === 'running' && actual && (promised.limits || promised.requests);
  status.resources = isAsRun ? asRun(promised, actual) : promised;
}

/** By name: what the runtime knows of, and what cannot be resized as it was promised. */
function asRun(promised: ResourceRequirements, actual: ResourceRequirements): ResourceRequirements {
  const shown: ResourceRequirements = {};
  for (const side of ['limits', 'requests'] as const) {
    const list = promised[side];
    if (!list) continue;
    const own = { ...list };
    for (const name of RESIZABLE) {
      const quantity = actual[side]?.[name];
      if (quantity !== undefined) own[name] = quantity;
    }
    // The runtime counts bytes.
    const memory = side === 'limits' ? own['memory'] : undefined;
    if (memory !== undefined) own['memory'] = formatQuantity(parseQuantity(memory), 'BinarySI');
    shown[side] = own;
  }
  return shown;
}
