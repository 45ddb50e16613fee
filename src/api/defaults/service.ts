import type { Release } from '../release/index';
import { isReachedFromOutside } from '../services';
import type { EndpointSlice, Endpoints, Service } from '../types/index';

/** Three hours. */
const SESSION_SECONDS = 10_800;

/** Addresses and node ports are allocated by the store. Source: kubernetes.io, Service. */
export function defaultService({ spec }: Service, release: Release): void {
  spec.type ??= 'ClusterIP';
  spec.sessionAffinity ??= 'None';
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  else {
    spec.sessionAffinityConfig ??= {};
    spec.sessionAffinityConfig.clientIP ??= {};
    spec.sessionAffinityConfig.clientIP.timeoutSeconds ??= SESSION_SECONDS;
  }
  for (const port of spec.ports ?? []) {
    port.protocol ??= 'TCP';
    if (port.targetPort === undefined || port.targetPort === 0 || port.targetPort === '') port.targetPort = port.port;
  }
  if (isReachedFromOutside(spec, release)) spec.externalTrafficPolicy ??= 'Cluster';
  if (spec.type !== 'ExternalName' && release.has('internalTrafficPolicy')) spec.internalTrafficPolicy ??= 'Cluster';
  if (spec.type === 'LoadBalancer' && release.has('loadBalancerNodePortsOptional')) {
    spec.allocateLoadBalancerNodePorts ??= true;
  }
}

export function defaultEndpoints(endpoints: Endpoints): void {
  for (const subset of endpoints.subsets ?? []) {
    for (const port of subset.ports ?? []) port.protocol ??= 'TCP';
  }
}

export function defaultEndpointSlice(slice: EndpointSlice): void {
  for (const endpoint of slice.endpoints ?? []) endpoint.conditions ??= {};
  for (const port of slice.ports ?? []) {
    port.name ??= '';
    port.protocol ??= 'TCP';
  }
}
