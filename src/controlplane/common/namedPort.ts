import { sidecarsOf } from '../../api';
import type { PodSpec } from '../../api/types';

/** The number behind the name of a port of a pod: of its containers and of those that run beside them. */
export function namedPort(
  spec: Pick<PodSpec, 'containers' | 'initContainers'>,
  name: string,
  protocol: string,
): number | undefined {
  return [...spec.containers, ...sidecarsOf(spec)]
    .flatMap(({ ports = [] }) => ports)
    .find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)?.containerPort;
}
