import type { Ingress, IngressBackend, NetworkPeer, NetworkPolicy, NetworkPort } from '../types/index';
import { cidrBits, cidrFaults } from './cidr';
import type { FieldErrors } from './errors';
import { validateSelector } from './metadata';
import {
  dns1035LabelFaults,
  dnsLabelFaults,
  dnsSubdomainFaults,
  ipFaults,
  portNameFaults,
  wildcardFaults,
} from './names';
import { Path } from './path';
import { Shown } from './values';

/** Kinds that nothing acts on here, and of which a mistake is told all the same. Source: networking validation. */
export function validateIngress({ metadata, spec = {} }: Ingress, errors: FieldErrors, old?: Ingress): void {
  const { defaultBackend, rules = [], tls = [], ingressClassName } = spec;
  if (rules.length === 0 && !defaultBackend) {
    const detail = 'either `defaultBackend` or `rules` must be specified';
    errors.invalid(Path.spec, new Shown(null, '[]networking.IngressRule(nil)'), detail);
  }
  if (defaultBackend) validateBackend(defaultBackend, Path.spec.child('defaultBackend'), errors);
  for (const [i, { host, http }] of rules.entries()) {
    const where = Path.spec.child('rules').index(i);
    if (host) validateHost(host, where.child('host'), errors);
    if (http) validatePaths(http.paths ?? [], where.child('http', 'paths'), errors);
  }
  for (const [i, { hosts = [], secretName }] of tls.entries()) {
    const where = Path.spec.child('tls').index(i);
    for (const [j, host] of hosts.entries()) errors.invalidAll(where.child('hosts').index(j), host, hostFaults(host));
    if (secretName) errors.dnsSubdomain(where.child('secretName'), secretName);
  }
  if (ingressClassName !== undefined) errors.dnsSubdomain(Path.spec.child('ingressClassName'), ingressClassName);
  const annotated = metadata.annotations?.[CLASS];
  if (old || annotated === undefined || ingressClassName === undefined || annotated === ingressClassName) return;
  errors.invalid(
    Path.of('annotations').child(CLASS),
    annotated,
    'must match `ingressClassName` when both are specified',
  );
}

const CLASS = 'kubernetes.io/ingress.class';

function hostFaults(host: string): string[] {
  return host.includes('*') ? wildcardFaults(host) : dnsSubdomainFaults(host);
}

function validateHost(host: string, path: Path, errors: FieldErrors): void {
  if (ipFaults(host, errors.release).length === 0) {
    errors.invalid(path, host, 'must be a DNS name, not an IP address');
  }
  errors.invalidAll(path, host, hostFaults(host));
}

type IngressPath = NonNullable<NonNullable<NonNullable<Ingress['spec']>['rules']>[number]['http']>['paths'][number];

function validatePaths(paths: readonly IngressPath[], path: Path, errors: FieldErrors): void {
  if (paths.length === 0) errors.required(path);
  for (const [i, { path: text = '', pathType, backend }] of paths.entries()) {
    const where = path.index(i);
    if (pathType === undefined) {
      errors.required(where.child('pathType'), 'pathType must be specified');
      continue;
    }
    if (errors.oneOf(where.child('pathType'), pathType, ['Exact', 'ImplementationSpecific', 'Prefix'])) {
      validatePath(text, pathType, where.child('path'), errors);
    }
    validateBackend(backend ?? {}, where.child('backend'), errors);
  }
}

function validatePath(text: string, type: string, path: Path, errors: FieldErrors): void {
  const isSpecific = type === 'ImplementationSpecific';
  if (!text.startsWith('/') && !(isSpecific && text === '')) errors.invalid(path, text, 'must be an absolute path');
  if (isSpecific || text === '') return;
  for (const part of ['//', '/./', '/../', '%2f', '%2F']) {
    if (text.includes(part)) errors.invalid(path, text, `must not contain '${part}'`);
  }
  for (const end of ['/..', '/.']) if (text.endsWith(end)) errors.invalid(path, text, `cannot end with '${end}'`);
}

function validateBackend({ service, resource }: IngressBackend, path: Path, errors: FieldErrors): void {
  if (resource && service) errors.invalid(path, '', 'cannot set both resource and service backends');
  else if (service) validateService(service, path, errors);
  else if (!resource) errors.invalid(path, '', 'resource or service backend is required');
  else {
    for (const field of ['kind', 'name'] as const) {
      if (!resource[field]) errors.required(path.child('resource', field));
    }
  }
}

function validateService(
  { name, port }: NonNullable<IngressBackend['service']>,
  path: Path,
  errors: FieldErrors,
): void {
  const { release } = errors;
  const faultsOf = (text: string): string[] =>
    release.has('serviceNamesMayBeginWithDigits') ? dnsLabelFaults(text, release) : dns1035LabelFaults(text);
  if (!name) errors.required(path.child('service', 'name'));
  else errors.invalidAll(path.child('service', 'name'), name, faultsOf(name));
  const { name: portName, number } = port ?? {};
  if (portName && number) errors.invalid(path, '', 'cannot set both port name & port number');
  else if (portName) {
    errors.invalidAll(path.child('service', 'port', 'name'), portName, portNameFaults(portName, release));
  } else if (number) errors.portNumber(path.child('service', 'port', 'number'), number);
  else errors.required(path, 'port name or number is required');
}

export function validateNetworkPolicy({ spec }: NetworkPolicy, errors: FieldErrors): void {
  validateSelector(spec?.podSelector, Path.spec.child('podSelector'), errors);
  for (const [direction, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    for (const [i, rule] of (spec?.[direction] ?? []).entries()) {
      const where = Path.spec.child(direction).index(i);
      for (const [j, port] of (rule.ports ?? []).entries()) validatePort(port, where.child('ports').index(j), errors);
      for (const [j, peer] of (rule[peers] ?? []).entries()) validatePeer(peer, where.child(peers).index(j), errors);
    }
  }
  const types = spec?.policyTypes ?? [];
  const where = Path.spec.child('policyTypes');
  if (types.length > 2) {
    errors.invalid(where, new Shown(types, `[]networking.PolicyType${JSON.stringify(types)}`), MANY_TYPES);
  } else for (const [i, type] of types.entries()) errors.oneOf(where.index(i), type, ['Ingress', 'Egress']);
}

const MANY_TYPES = 'may not specify more than two policyTypes';

function validatePort({ protocol, port, endPort }: NetworkPort, path: Path, errors: FieldErrors): void {
  if (protocol !== undefined) errors.oneOf(path.child('protocol'), protocol, ['TCP', 'UDP', 'SCTP']);
  const end = path.child('endPort');
  if (typeof port === 'number') {
    errors.portNumber(path.child('port'), port);
    if (endPort === undefined) return;
    if (endPort < port) errors.invalid(end, port, 'must be greater than or equal to `port`');
    errors.portNumber(end, endPort);
    return;
  }
  const why = port === undefined ? 'is not specified' : 'is non-numeric';
  if (endPort !== undefined) errors.invalid(end, endPort, `may not be specified when \`port\` ${why}`);
  if (port !== undefined) errors.invalidAll(path.child('port'), port, portNameFaults(port, errors.release));
}

function validatePeer({ podSelector, namespaceSelector, ipBlock }: NetworkPeer, path: Path, errors: FieldErrors): void {
  validateSelector(podSelector, path.child('podSelector'), errors);
  validateSelector(namespaceSelector, path.child('namespaceSelector'), errors);
  if (ipBlock) validateBlock(ipBlock, path.child('ipBlock'), errors);
  const hasSelector = podSelector !== undefined || namespaceSelector !== undefined;
  if (!hasSelector && !ipBlock) errors.required(path, 'must specify a peer');
  else if (hasSelector && ipBlock) errors.forbidden(path, 'may not specify both ipBlock and another peer');
}

function validateBlock(
  { cidr, except = [] }: NonNullable<NetworkPeer['ipBlock']>,
  path: Path,
  errors: FieldErrors,
): void {
  if (!cidr) {
    errors.required(path.child('cidr'));
    return;
  }
  errors.invalidAll(path.child('cidr'), cidr, cidrFaults(cidr, errors.release));
  const whole = cidrBits(cidr);
  if (whole === undefined) return;
  for (const [i, part] of except.entries()) {
    const where = path.child('except').index(i);
    const faults = cidrFaults(part, errors.release);
    const bits = cidrBits(part);
    errors.invalidAll(where, part, faults);
    const isInside = bits?.startsWith(whole) && bits.length > whole.length;
    if (faults.length === 0 && !isInside) errors.invalid(where, part, 'must be a strict subset of `cidr`');
  }
}
