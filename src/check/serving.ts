import type { Container, Service } from '../api/index';
import type { Cluster } from '../cluster';
import { requestPort, serviceAddress } from '../observe/index';
import type { TrafficClient } from '../traffic/index';
import type { Application, Server } from './application';
import { type Protocol, protocolOf } from './protocol';

/** A service that leads to a server, and which of its containers answers. */
export interface Entrance {
  readonly service: Service;
  readonly container: string;
  readonly port: number | string;
  readonly protocol: Protocol;
}

/** The first service of a server whose port some container has; undefined when nobody can send it requests. */
export function entranceTo(application: Application, server: Server): Entrance | undefined {
  const containers = application.containers(server).map(({ container }) => container);
  for (const service of application.services(server)) {
    const first = requestPort(service.spec);
    // Whoever uses a headless service picks a pod himself; what he does then is his own affair.
    if (!first || service.spec.clusterIP === 'None') continue;
    const port = first.targetPort ?? first.port;
    const owner = containers.find((container) => hasPort(container, port)) ?? lonely(containers, port);
    if (owner) return { service, container: owner.name, port, protocol: protocolOf(owner, port, first) };
  }
  return undefined;
}

/** Somebody inside the cluster who sends requests at a steady rate until he is stopped. */
export function visitor(cluster: Cluster, { service }: Entrance, perSecond: number): TrafficClient {
  const { name, namespace = 'default' } = service.metadata;
  const address = serviceAddress(cluster, cluster.api.get<Service>('Service', namespace, name), 'inside');
  return cluster.startTraffic({ name: 'visitor', ...address, perSecond, inside: true });
}

function hasPort({ ports = [], readinessProbe, livenessProbe }: Container, port: number | string): boolean {
  const probed = [readinessProbe, livenessProbe].map((probe) => probe?.httpGet?.port ?? probe?.tcpSocket?.port);
  return ports.some(({ name, containerPort }) => port === containerPort || port === name) || probed.includes(port);
}

/** Ports need not be declared; but a name must be. */
function lonely(containers: readonly Container[], port: number | string): Container | undefined {
  return typeof port === 'number' && containers.length === 1 ? containers[0] : undefined;
}
