import type { Release } from './release/index';
import type { Service } from './types/index';

type ServiceSpec = Service['spec'];

/** Its ports are ports of the nodes as well. */
export function hasNodePorts({ type }: ServiceSpec): boolean {
  return type === 'NodePort' || type === 'LoadBalancer';
}

/** Somebody outside of the cluster may reach it: what externalTrafficPolicy is about. */
export function isReachedFromOutside(spec: ServiceSpec, release: Release): boolean {
  if (hasNodePorts(spec)) return true;
  const hasOwn = spec.type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0;
  return hasOwn && release.has('externalIPsHavePolicy');
}

/** The load balancer must know which nodes have a pod behind it, so each node says so on a port of its own. */
export function needsHealthCheck({ type, externalTrafficPolicy }: ServiceSpec): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}
