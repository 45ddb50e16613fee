import type { EndpointSlice, Endpoints, Service, ServicePort } from '../types/index';
import type { FieldErrors } from './errors';
import { validateLabels } from './metadata';
import { dnsLabelFaults, dnsSubdomainFaults, ipFaults, portNumberFaults } from './names';
import { Path } from './path';
import { validatePort } from './probes';
import { Shown, shownIntOrString, shownStrings } from './values';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** Services. What a node port may be is the allocator's question. Source: core validation `ValidateService`. */
export function validateService({ spec }: Service, errors: FieldErrors, old?: Service): void {
  const path = Path.spec;
  const isHeadless = spec.clusterIP === 'None';
  const ports = spec.ports ?? [];
  if (ports.length === 0 && !isHeadless && spec.type !== 'ExternalName') errors.required(path.child('ports'));
  if (spec.type === 'LoadBalancer' && isHeadless) {
    errors.invalid(path.child('clusterIPs').index(0), 'None', 'may not be set to "None" for LoadBalancer services');
  }
  if (spec.type === 'NodePort' && isHeadless) {
    errors.invalid(path.child('clusterIPs').index(0), 'None', 'may not be set to "None" for NodePort services');
  }
  if (spec.type === 'ExternalName') validateExternalName(spec, path, errors);
  validateServicePorts(spec, path.child('ports'), errors);
  validateLabels(spec.selector, path.child('selector'), errors);
  errors.oneOf(path.child('sessionAffinity'), spec.sessionAffinity, ['ClientIP', 'None']);
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (seconds !== undefined && (seconds <= 0 || seconds > 86_400)) {
    const where = path.child('sessionAffinityConfig', 'clientIP', 'timeoutSeconds');
    errors.invalid(where, seconds, 'must be greater than 0 and less than 86400');
  }
  if (spec.clusterIP && !isHeadless)
    errors.invalidAll(path.child('clusterIPs').index(0), spec.clusterIP, ipFaults(spec.clusterIP));
  for (const [i, ip] of (spec.externalIPs ?? []).entries()) {
    errors.invalidAll(path.child('externalIPs').index(i), ip, ipFaults(ip));
  }
  errors.oneOf(path.child('type'), spec.type, TYPES);
  for (const field of ['internalTrafficPolicy', 'externalTrafficPolicy'] as const) {
    if (spec[field] !== undefined) errors.oneOf(path.child(field), spec[field], ['Cluster', 'Local']);
  }
  if (spec.externalTrafficPolicy !== undefined && (spec.type === 'ClusterIP' || spec.type === 'ExternalName')) {
    const detail = 'may only be set for externally-accessible services';
    errors.invalid(path.child('externalTrafficPolicy'), spec.externalTrafficPolicy, detail);
  }
  if (old) clusterIPIsImmutable(spec, old.spec, errors);
}

function validateExternalName({ externalName, clusterIP }: Service['spec'], path: Path, errors: FieldErrors): void {
  if (clusterIP) errors.forbidden(path.child('clusterIPs'), "may not be set when `type` is 'ExternalName'");
  if (!externalName) errors.required(path.child('externalName'));
  else errors.invalidAll(path.child('externalName'), externalName, dnsSubdomainFaults(externalName.replace(/\.$/, '')));
}

function validateServicePorts({ ports = [], type }: Service['spec'], path: Path, errors: FieldErrors): void {
  const names = new Set<string>();
  const numbers = new Set<string>();
  const nodePorts = new Set<string>();
  for (const [i, port] of ports.entries()) {
    const where = path.index(i);
    if (!port.name) {
      if (ports.length > 1) errors.required(where.child('name'));
    } else {
      errors.invalidAll(where.child('name'), port.name, dnsLabelFaults(port.name));
      if (names.has(port.name)) errors.duplicate(where.child('name'), port.name);
      names.add(port.name);
    }
    errors.invalidAll(where.child('port'), port.port ?? 0, portNumberFaults(port.port ?? 0));
    errors.oneOf(where.child('protocol'), port.protocol, PROTOCOLS);
    validatePort(port.targetPort, where.child('targetPort'), errors);
    const number = `${port.protocol}/${port.port}`;
    if (numbers.has(number)) errors.duplicate(where, shownPort(port));
    numbers.add(number);
    if (!port.nodePort) continue;
    if (type === 'ClusterIP') errors.forbidden(where.child('nodePort'), "may not be used when `type` is 'ClusterIP'");
    const nodePort = `${port.protocol}/${port.nodePort}`;
    if (nodePorts.has(nodePort)) errors.duplicate(where.child('nodePort'), shownNodePort(port));
    nodePorts.add(nodePort);
  }
}

/** The server compares ports stripped of everything but these two, and prints the internal struct. */
function shownPort({ protocol = 'TCP', port }: ServicePort): Shown {
  return internalPort(protocol, port, 0);
}

function shownNodePort({ protocol = 'TCP', nodePort = 0 }: ServicePort): Shown {
  return internalPort(protocol, 0, nodePort);
}

function internalPort(protocol: string, port: number, nodePort: number): Shown {
  const json = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: nodePort };
  const go = `core.ServicePort{Name:"", Protocol:"${protocol}", AppProtocol:(*string)(nil), Port:${port}, TargetPort:${shownIntOrString(0).go}, NodePort:${nodePort}}`;
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
      for (const [j, { ip }] of entries.entries())
        errors.invalidAll(path.child(list).index(j).child('ip'), ip, ipFaults(ip));
    }
    for (const [j, { name, port, protocol }] of ports.entries()) {
      const where = path.child('ports').index(j);
      if (!name && ports.length > 1) errors.required(where.child('name'));
      errors.invalidAll(where.child('port'), port, portNumberFaults(port));
      errors.oneOf(where.child('protocol'), protocol, PROTOCOLS);
    }
  }
}

export function validateEndpointSlice(slice: EndpointSlice, errors: FieldErrors, old?: EndpointSlice): void {
  const path = Path.of('addressType');
  if (!slice.addressType) errors.required(path);
  else errors.oneOf(path, slice.addressType, ['FQDN', 'IPv4', 'IPv6']);
  if (old && old.addressType !== slice.addressType) errors.immutable(path, slice.addressType);
  for (const [i, { addresses = [] }] of (slice.endpoints ?? []).entries()) {
    const where = Path.of('endpoints').index(i).child('addresses');
    if (addresses.length === 0) errors.required(where, 'must contain at least 1 endpoint');
    if (slice.addressType === 'FQDN') continue;
    for (const [j, ip] of addresses.entries()) errors.invalidAll(where.index(j), ip, ipFaults(ip));
  }
}
