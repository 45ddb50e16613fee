import type { PodSpec } from '../../api/types';

/** The number behind the name of a port of a pod: of its containers and of those that run beside them. */
export function namedPort(
  { containers, initContainers = [] }: Pick<PodSpec, 'containers' | 'initContainers'>,
  name: string,
  protocol: string,
): number | undefined {
  const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...containers, ...sidecars]
    .flatMap(({ ports = [] }) => ports)
    .find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)?.containerPort;
}
