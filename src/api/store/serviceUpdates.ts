import { sameJson } from '../json';
import type { Release } from '../release/index';
import { hasNodePorts, isReachedFromOutside, needsHealthCheck } from '../services';
import type { Service } from '../types/index';

type ServiceSpec = Service['spec'];

/**
 * An update that does not mention what was allocated keeps it, and a change of type gives back what the new type does
 * not have, unless the update speaks of it. Source: registry/core/service `patchAllocatedValues`,
 * `dropTypeDependentFields`.
 */
export function keepAllocated({ spec }: Service, { spec: old }: Service, release: Release): void {
  const had = old.type !== 'ExternalName';
  const has = spec.type !== 'ExternalName';
  if (had && has) keepAddresses(spec, old);
  if (had && !has) dropAddresses(spec, old);
  if (takesNodePorts(old) && takesNodePorts(spec)) keepNodePorts(spec, old);
  if (hasNodePorts(old) && !hasNodePorts(spec)) dropNodePorts(spec, old);
  if (needsHealthCheck(old) && needsHealthCheck(spec)) spec.healthCheckNodePort ||= old.healthCheckNodePort as number;
  if (needsHealthCheck(old) && !needsHealthCheck(spec)) dropSame(spec, old, 'healthCheckNodePort');
  if (old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    dropSame(spec, old, 'allocateLoadBalancerNodePorts');
    dropSame(spec, old, 'loadBalancerClass');
  }
  if (isReachedFromOutside(old, release) && !isReachedFromOutside(spec, release)) {
    dropSame(spec, old, 'externalTrafficPolicy');
  }
}

function keepAddresses(spec: ServiceSpec, old: ServiceSpec): void {
  if (spec.clusterIP) return;
  if (old.clusterIP) spec.clusterIP = old.clusterIP;
  if (old.clusterIPs) spec.clusterIPs = [...old.clusterIPs];
}

function dropAddresses(spec: ServiceSpec, old: ServiceSpec): void {
  if (spec.clusterIP === old.clusterIP) {
    delete spec.clusterIP;
    delete spec.clusterIPs;
  }
  dropSame(spec, old, 'ipFamilies');
  dropSame(spec, old, 'ipFamilyPolicy');
}

function takesNodePorts(spec: ServiceSpec): boolean {
  return spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
}

/** By name: a port may have become another one. */
function keepNodePorts({ ports = [] }: ServiceSpec, { ports: before = [] }: ServiceSpec): void {
  const asked = new Set(ports.map(({ nodePort }) => nodePort));
  const kept = new Set(before.map(({ nodePort }) => nodePort).filter((nodePort) => asked.has(nodePort)));
  const byName = new Map(before.map(({ name = '', nodePort }) => [name, nodePort]));
  for (const port of ports) {
    const known = byName.get(port.name ?? '');
    if (!port.nodePort && known && !kept.has(known)) port.nodePort = known;
  }
}

/** All of them, or none when one is new. */
function dropNodePorts({ ports = [] }: ServiceSpec, { ports: before = [] }: ServiceSpec): void {
  const known = new Set(before.map(({ nodePort }) => nodePort));
  if (ports.some(({ nodePort }) => nodePort && !known.has(nodePort))) return;
  for (const port of ports) delete port.nodePort;
}

function dropSame(spec: ServiceSpec, old: ServiceSpec, field: keyof ServiceSpec): void {
  if (sameJson(spec[field], old[field])) delete spec[field];
}
