import { isSidecar } from '../../api';
import type { Container, Pod, Probe } from '../../api/types/index';
import type { ContainerKind } from './types';

type Handler = Pick<Probe, 'httpGet' | 'tcpSocket' | 'grpc'>;

/**
 * The TCP ports that somebody expects a container to serve: those it declares and those its probes and hooks ask, when
 * they ask the container itself. A well-behaved program that nobody described listens there.
 */
export function expectedPorts(container: Container): number[] {
  const { ports = [], lifecycle } = container;
  const declared = ports.filter((port) => (port.protocol ?? 'TCP') === 'TCP').map((port) => port.containerPort);
  const handlers: (Handler | undefined)[] = [
    container.startupProbe,
    container.livenessProbe,
    container.readinessProbe,
    lifecycle?.postStart,
    lifecycle?.preStop,
  ];
  const asked = handlers.flatMap((handler) => portsOf(handler, container));
  return [...new Set([...declared, ...asked])];
}

/** The UDP ports that a container declares; no probe can ask them. */
export function expectedUdpPorts({ ports = [] }: Container): number[] {
  return [...new Set(ports.filter(({ protocol }) => protocol === 'UDP').map(({ containerPort }) => containerPort))];
}

function portsOf(handler: Handler | undefined, container: Container): number[] {
  if (!handler) return [];
  const out: number[] = [];
  for (const action of [handler.httpGet, handler.tcpSocket]) {
    if (!action || action.host) continue;
    const port = resolvePort(action.port, container);
    if (port !== undefined) out.push(port);
  }
  if (handler.grpc) out.push(handler.grpc.port);
  return out;
}

function resolvePort(port: number | string, container: Container): number | undefined {
  const named = container.ports?.find((candidate) => candidate.name === port)?.containerPort;
  const number = named ?? Number(port);
  return Number.isInteger(number) ? number : undefined;
}

/** Whether a container is expected to end by itself: an init container that is no sidecar, or one that is not always restarted. */
export function isTask(pod: Pod, container: Container, kind: ContainerKind): boolean {
  if (kind === 'init') return !isSidecar(container);
  return (container.restartPolicy ?? pod.spec.restartPolicy ?? 'Always') !== 'Always';
}
