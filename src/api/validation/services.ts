import { isReachedFromOutside, needsHealthCheck } from '../services';
import type { EndpointSlice, Endpoints, Service, ServicePort } from '../types/index';
import type { FieldErrors } from './errors';
import { validateLabels } from './metadata';
import { Path } from './path';
import { validatePort } from './probes';
import { addressBits } from './specialAddresses';
import { Shown, shownIntOrString, shownStrings } from './values';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const FAMILIES = ['IPv4', 'IPv6'];
const FAMILY_POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
const POLICIES = ['Cluster', 'Local'];
const KUBELET_PORT = 10_250;
/** A day. */
const MAX_AFFINITY_SECONDS = 86_400;

/** Services. What a node port may be is the allocator's question. Source: core validation `validateService`. */
export function validateService({ spec }: Service, errors: FieldErrors, old?: Service): void {
  const path = Path.spec;
  if (old) clusterIPIsImmutable(spec, old.spec, errors);
  validateType(spec, path, errors);
  const names = new Set<string>();
  for (const [i, port] of (spec.ports ?? []).entries())
    validateServicePort(port, spec, names, path.child('ports').index(i), errors);
  validateLabels(spec.selector, path.child('selector'), errors);
  validateSessions(spec, path, errors);
  if (spec.type !== 'ExternalName') validateAddresses(spec, path, errors);
  for (const [i, ip] of (spec.externalIPs ?? []).entries()) errors.endpointIp(path.child('externalIPs').index(i), ip);
  errors.oneOf(path.child('type'), spec.type, TYPES);
  validatePortPairs(spec, path.child('ports'), errors);
  validateLoadBalancer(spec, path, errors);
  validateTrafficPolicies(spec, path, errors);
}

/** What the type of a Service asks for. */
function validateType(spec: Service['spec'], path: Path, errors: FieldErrors): void {
  const { type, ports = [], clusterIP } = spec;
  const isHeadless = clusterIP === 'None';
  if (ports.length === 0 && !isHeadless && type !== 'ExternalName') errors.required(path.child('ports'));
  if (type === 'LoadBalancer' && errors.release.has('kubeletPortIsTaken')) {
    for (const [i, { port }] of ports.entries()) {
      if (port !== KUBELET_PORT) continue;
      const detail = `may not expose port ${KUBELET_PORT} externally since it is used by kubelet`;
      errors.invalid(path.child('ports').index(i), port, detail);
    }
  }
  if (isHeadless && (type === 'LoadBalancer' || type === 'NodePort')) {
    errors.invalid(path.child('clusterIPs').index(0), 'None', `may not be set to 'None' for ${type} services`);
  }
  if (type === 'ExternalName') validateExternalName(spec, path, errors);
}

function validateExternalName(spec: Service['spec'], path: Path, errors: FieldErrors): void {
  const detail = 'may not be set for ExternalName services';
  if (spec.clusterIP) errors.forbidden(path.child('clusterIPs'), detail);
  if (spec.ipFamilies?.length) errors.forbidden(path.child('ipFamilies'), detail);
  if (spec.ipFamilyPolicy !== undefined) errors.forbidden(path.child('ipFamilyPolicy'), detail);
  if (!spec.externalName) errors.required(path.child('externalName'));
  else errors.dnsSubdomain(path.child('externalName'), spec.externalName.replace(/\.$/, ''));
}

function validateServicePort(
  port: ServicePort,
  { ports = [] }: Service['spec'],
  names: Set<string>,
  path: Path,
  errors: FieldErrors,
): void {
  if (port.name) {
    errors.dnsLabel(path.child('name'), port.name);
    if (names.has(port.name)) errors.duplicate(path.child('name'), port.name);
    names.add(port.name);
  } else if (ports.length > 1) errors.required(path.child('name'));
  errors.portNumber(path.child('port'), port.port ?? 0);
  errors.oneOf(path.child('protocol'), port.protocol, PROTOCOLS);
  validatePort(port.targetPort, path.child('targetPort'), errors);
  if (port.appProtocol !== undefined) errors.qualifiedName(path.child('appProtocol'), port.appProtocol);
}

/** Neither a port nor a node port twice, by protocol. */
function validatePortPairs({ ports = [], type }: Service['spec'], path: Path, errors: FieldErrors): void {
  const numbers = new Set<string>();
  const nodePorts = new Set<string>();
  for (const [i, { nodePort }] of ports.entries()) {
    const where = path.index(i).child('nodePort');
    if (nodePort && type === 'ClusterIP') errors.forbidden(where, "may not be used when `type` is 'ClusterIP'");
  }
  for (const [i, { protocol, nodePort }] of ports.entries()) {
    if (!nodePort) continue;
    const pair = `${protocol}/${nodePort}`;
    if (nodePorts.has(pair)) errors.duplicate(path.index(i).child('nodePort'), nodePort);
    nodePorts.add(pair);
  }
  for (const [i, port] of ports.entries()) {
    const pair = `${port.protocol}/${port.port}`;
    if (numbers.has(pair)) errors.duplicate(path.index(i), shownPort(port));
    numbers.add(pair);
  }
}

function validateSessions(
  { sessionAffinity, sessionAffinityConfig }: Service['spec'],
  path: Path,
  errors: FieldErrors,
) {
  errors.oneOf(path.child('sessionAffinity'), sessionAffinity, ['ClientIP', 'None']);
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (seconds === undefined || (seconds > 0 && seconds <= MAX_AFFINITY_SECONDS)) return;
  const where = path.child('sessionAffinityConfig', 'clientIP', 'timeoutSeconds');
  errors.invalid(where, seconds, `must be greater than 0 and less than ${MAX_AFFINITY_SECONDS}`);
}

function validateAddresses(spec: Service['spec'], path: Path, errors: FieldErrors): void {
  const { clusterIP, ipFamilies = [], ipFamilyPolicy } = spec;
  for (const [i, family] of ipFamilies.entries()) {
    const where = path.child('ipFamilies').index(i);
    errors.oneOf(where, family, FAMILIES);
    if (ipFamilies.indexOf(family) < i) errors.duplicate(where, family);
  }
  if (ipFamilyPolicy !== undefined) errors.oneOf(path.child('ipFamilyPolicy'), ipFamilyPolicy, FAMILY_POLICIES);
  if (clusterIP && clusterIP !== 'None') errors.ip(path.child('clusterIPs').index(0), clusterIP);
}

function validateLoadBalancer(spec: Service['spec'], path: Path, errors: FieldErrors): void {
  if (spec.type === 'LoadBalancer') return;
  const detail = "may only be used when `type` is 'LoadBalancer'";
  if ((spec['loadBalancerSourceRanges'] as string[] | undefined)?.length) {
    errors.forbidden(path.child('LoadBalancerSourceRanges'), detail);
  }
  for (const field of ['allocateLoadBalancerNodePorts', 'loadBalancerClass'] as const) {
    if (spec[field] !== undefined) errors.forbidden(path.child(field), detail);
  }
}

function validateTrafficPolicies(spec: Service['spec'], path: Path, errors: FieldErrors): void {
  const { release } = errors;
  const { externalTrafficPolicy, internalTrafficPolicy } = spec;
  if (externalTrafficPolicy !== undefined) {
    const where = path.child('externalTrafficPolicy');
    if (!isReachedFromOutside(spec, release)) {
      errors.invalid(where, externalTrafficPolicy, release.text('policyForOutside'));
    } else if (release.has('externalTrafficPolicyIsListed')) errors.oneOf(where, externalTrafficPolicy, POLICIES);
    else if (!POLICIES.includes(externalTrafficPolicy)) {
      errors.invalid(where, externalTrafficPolicy, 'ExternalTrafficPolicy must be empty, Cluster or Local');
    }
  }
  if (spec.healthCheckNodePort && !needsHealthCheck(spec)) {
    errors.invalid(path.child('healthCheckNodePort'), spec.healthCheckNodePort, release.text('healthCheckForLocal'));
  }
  if (internalTrafficPolicy !== undefined) {
    errors.oneOf(path.child('internalTrafficPolicy'), internalTrafficPolicy, POLICIES);
  }
  const distribution = spec['trafficDistribution'] as string | undefined;
  if (distribution === undefined) return;
  const others = release.has('preferSameTraffic') ? ['PreferSameZone', 'PreferSameNode'] : [];
  errors.oneOf(path.child('trafficDistribution'), distribution, ['PreferClose', ...others]);
}

/** The server compares ports stripped of everything but these two, and prints the internal struct. */
function shownPort({ protocol = 'TCP', port }: ServicePort): Shown {
  const json = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
  const go = `core.ServicePort{Name:"", Protocol:"${protocol}", AppProtocol:(*string)(nil), Port:${port}, TargetPort:${shownIntOrString(0).go}, NodePort:0}`;
  return new Shown(json, go);
}

function clusterIPIsImmutable(now: Service['spec'], old: Service['spec'], errors: FieldErrors): void {
  if (old.type === 'ExternalName' || now.type === 'ExternalName') return;
  if (!old.clusterIP || !now.clusterIP || now.clusterIP === old.clusterIP) return;
  errors.invalid(Path.spec.child('clusterIPs').index(0), shownStrings([now.clusterIP]), 'may not change once set');
}

export function validateEndpoints({ subsets = [] }: Endpoints, errors: FieldErrors): void {
  for (const [i, { addresses = [], notReadyAddresses = [], ports = [] }] of subsets.entries()) {
    const path = Path.of('subsets').index(i);
    if (addresses.length === 0 && notReadyAddresses.length === 0) {
      errors.required(path, 'must specify `addresses` or `notReadyAddresses`');
    }
    for (const [list, entries] of Object.entries({ addresses, notReadyAddresses })) {
      for (const [j, { ip }] of entries.entries()) validateAddress(ip, path.child(list).index(j).child('ip'), errors);
    }
    for (const [j, { name, port, protocol }] of ports.entries()) {
      const where = path.child('ports').index(j);
      if (!name && ports.length > 1) errors.required(where.child('name'));
      errors.portNumber(where.child('port'), port);
      errors.oneOf(where.child('protocol'), protocol, PROTOCOLS);
    }
  }
}

/** What is no address is told twice (core validation, validateEndpointAddress). */
function validateAddress(ip: string, path: Path, errors: FieldErrors): void {
  errors.endpointIp(path, ip);
  if (addressBits(ip) === undefined) errors.invalid(path, ip, 'must be a valid IP address');
}

export function validateEndpointSlice(slice: EndpointSlice, errors: FieldErrors, old?: EndpointSlice): void {
  const path = Path.of('addressType');
  if (!slice.addressType) errors.required(path);
  else errors.oneOf(path, slice.addressType, ['FQDN', 'IPv4', 'IPv6']);
  if (old && old.addressType !== slice.addressType) errors.immutable(path, slice.addressType);
  for (const [i, { addresses = [] }] of (slice.endpoints ?? []).entries()) {
    const where = Path.of('endpoints').index(i).child('addresses');
    if (addresses.length === 0) errors.required(where, 'must contain at least 1 address');
    if (slice.addressType === 'FQDN') continue;
    for (const [j, ip] of addresses.entries()) errors.endpointIp(where.index(j), ip);
  }
}
