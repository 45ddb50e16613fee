import type { Container } from '../api/index';
import { type Application, field, type Server } from './application';
import { autoscaled, isAutoscaler, scales } from './autoscalers';
import { fieldIn } from './fields';
import { protocolOf } from './protocol';
import type { Candidate } from './repairs';

/** How many pods a server has, and whether it may have more. */

const LEAST_NODES = 3;

export function replicasOf(application: Application, server: Server): number {
  if (server.kind === 'DaemonSet') return LEAST_NODES;
  if (server.kind === 'Pod') return 1;
  const [object] = autoscaled([application.objectOf(server), ...application.objects.filter(isAutoscaler)]);
  return (fieldIn(object, 'spec.replicas') as number | undefined) ?? 1;
}

/** One more than pods, so that pods that keep apart have somewhere to go when a node is drained. */
export function nodesFor(application: Application, server: Server): number {
  return server.kind === 'DaemonSet' ? LEAST_NODES : Math.max(LEAST_NODES, replicasOf(application, server) + 1);
}

/**
 * A second replica, where one alone can't be replaced without a gap; nothing where there are two already, or where the pods keep
 * data, which another pod would have to share or to replicate.
 */
export function secondReplica(application: Application, server: Server): Candidate {
  if (server.kind === 'DaemonSet' || server.kind === 'Pod') return [];
  if (replicasOf(application, server) > 1 || keepsData(application, server)) return [];
  const object = application.objectOf(server);
  const scaler = application.objects.find((candidate) => isAutoscaler(candidate) && scales(candidate, object));
  // What somebody writes into spec.replicas there, the autoscaler takes back.
  if (scaler) return [{ kind: scaler.kind, name: scaler.metadata.name ?? '', path: 'spec.minReplicas', value: 2 }];
  return [field(server, 'spec.replicas', 2)];
}

/** Whether the pods have storage of their own, or serve a database's port. */
export function keepsData(application: Application, server: Server): boolean {
  const { volumes = [], containers } = application.podSpec(server);
  const templates = (fieldIn(application.objectOf(server), 'spec.volumeClaimTemplates') ?? []) as unknown[];
  if (templates.length > 0 || volumes.some(({ persistentVolumeClaim }) => persistentVolumeClaim)) return true;
  return containers.some((container) => databasePorts(container).length > 0);
}

/** Databases speak TCP alone: a number that is open for UDP as well is DNS, or the like. */
function databasePorts(container: Container): number[] {
  const { ports = [] } = container;
  const udp = ports.filter(({ protocol }) => protocol === 'UDP').map(({ containerPort }) => containerPort);
  const others = ports.map(({ containerPort }) => containerPort).filter((port) => !udp.includes(port));
  return others.filter((port) => protocolOf(container, port) === 'other');
}
