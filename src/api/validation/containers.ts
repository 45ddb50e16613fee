import type { Container, ContainerPort, EphemeralContainer, PodSpec } from '../types/index';
import { validateEnvironment } from './environment';
import type { FieldErrors } from './errors';
import { dnsLabelFaults, ipFaults, portNameFaults, portNumberFaults } from './names';
import type { Path } from './path';
import { validateProbes } from './probes';
import { validateResources } from './resources';
import { validateRestartRules } from './restartRules';
import { Shown, shownStruct } from './values';
import { validateMounts } from './volumes';

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** Fields that an ephemeral container cannot have, in the order in which the server names them. */
const NOT_EPHEMERAL = [
  'ports',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'resources',
  'resizePolicy',
] as const;

/** All containers of a pod. Source: core validation `validateContainers`, `validateInitContainers`. */
export function validateContainers(spec: PodSpec, volumes: ReadonlySet<string>, path: Path, errors: FieldErrors): void {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = spec;
  const graceSeconds = spec.terminationGracePeriodSeconds ?? 30;
  const names = new Set<string>();
  if (containers.length === 0) errors.required(path.child('containers'));
  for (const [i, container] of containers.entries()) {
    const where = path.child('containers').index(i);
    validateCommon(container, volumes, where, errors);
    validateProbes(container, graceSeconds, where, errors);
    validateRestartRules(container, false, where, errors);
    claimName(container.name, names, where, errors);
  }
  validateHostPorts(containers, path.child('containers'), errors);
  for (const [i, container] of initContainers.entries()) {
    const where = path.child('initContainers').index(i);
    validateCommon(container, volumes, where, errors);
    const isSidecar = container.restartPolicy === 'Always' && errors.release.has('sidecarContainers');
    if (isSidecar) validateProbes(container, graceSeconds, where, errors);
    else forbidOnInit(container, where, errors);
    validateRestartRules(container, true, where, errors);
    claimName(container.name, names, where, errors);
  }
  for (const [i, container] of ephemeralContainers.entries()) {
    const where = path.child('ephemeralContainers').index(i);
    validateEphemeral(container, spec, volumes, where, errors);
    claimName(container.name, names, where, errors);
  }
}

function validateCommon(container: Container, volumes: ReadonlySet<string>, path: Path, errors: FieldErrors): void {
  if (!container.name) errors.required(path.child('name'));
  else errors.invalidAll(path.child('name'), container.name, dnsLabelFaults(container.name));
  const image = container.image ?? '';
  if (image === '') errors.required(path.child('image'));
  else if (image !== image.trim()) {
    errors.invalid(path.child('image'), image, 'must not have leading or trailing whitespace');
  }
  const { terminationMessagePolicy, imagePullPolicy } = container;
  errors.oneOf(path.child('terminationMessagePolicy'), terminationMessagePolicy, MESSAGE_POLICIES);
  validatePorts(container.ports ?? [], path.child('ports'), errors);
  validateEnvironment(container, path, errors);
  validateMounts(container, volumes, path, errors);
  errors.oneOf(path.child('imagePullPolicy'), imagePullPolicy, PULL_POLICIES);
  validateResources(container.resources, path.child('resources'), errors);
  validateSecurity(container, path.child('securityContext'), errors);
}

function claimName(name: string, names: Set<string>, path: Path, errors: FieldErrors): void {
  if (name && names.has(name)) errors.duplicate(path.child('name'), name);
  names.add(name);
}

function validatePorts(ports: readonly ContainerPort[], path: Path, errors: FieldErrors): void {
  const names = new Set<string>();
  for (const [i, port] of ports.entries()) {
    const where = path.index(i);
    if (port.name) {
      const faults = portNameFaults(port.name);
      errors.invalidAll(where.child('name'), port.name, faults);
      if (faults.length === 0 && names.has(port.name)) errors.duplicate(where.child('name'), port.name);
      names.add(port.name);
    }
    if (!port.containerPort) errors.required(where.child('containerPort'));
    else errors.invalidAll(where.child('containerPort'), port.containerPort, portNumberFaults(port.containerPort));
    if (port.hostPort) errors.invalidAll(where.child('hostPort'), port.hostPort, portNumberFaults(port.hostPort));
    if (port.hostIP) errors.invalidAll(where.child('hostIP'), port.hostIP, ipFaults(port.hostIP));
    errors.oneOf(where.child('protocol'), port.protocol, PROTOCOLS);
  }
}

/** Two containers of a pod share its host's ports. */
function validateHostPorts(containers: readonly Container[], path: Path, errors: FieldErrors): void {
  const taken = new Set<string>();
  for (const [i, { ports = [] }] of containers.entries()) {
    for (const [j, { hostPort, hostIP = '', protocol = 'TCP' }] of ports.entries()) {
      if (!hostPort) continue;
      const key = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(key)) errors.duplicate(path.index(i).child('ports').index(j).child('hostPort'), key);
      taken.add(key);
    }
  }
}

/** An init container ends by itself: there is nothing to probe, and no hook. */
function forbidOnInit(container: Container, path: Path, errors: FieldErrors): void {
  for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    const value = container[field];
    if (value === undefined) continue;
    if (!errors.release.has('initProbeForbidden')) {
      errors.invalid(path.child(field), oldStruct(field, value), 'must not be set for init containers');
    } else {
      const tail = errors.release.has('namedInitProbeReason') ? ' without restartPolicy=Always' : '';
      errors.forbidden(path.child(field), `may not be set for init containers${tail}`);
    }
  }
}

/** What releases before 1.25 printed: the struct in Go syntax with the addresses of its parts. */
function oldStruct(field: string, value: object): Shown {
  if (field === 'lifecycle') return shownStruct('core.Lifecycle', value);
  const probe = value as Record<string, unknown>;
  const pointer = (name: string, type: string) => `(*core.${type})(${probe[name] ? '0xc000000000' : 'nil'})`;
  const handler = `core.Handler{Exec:${pointer('exec', 'ExecAction')}, HTTPGet:${pointer('httpGet', 'HTTPGetAction')}, TCPSocket:${pointer('tcpSocket', 'TCPSocketAction')}}`;
  const numbers = [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ].map((name) => `${name[0]!.toUpperCase()}${name.slice(1)}:${probe[name] ?? 0}`);
  return new Shown(value, `core.Probe{Handler:${handler}, ${numbers.join(', ')}}`);
}

function validateEphemeral(
  container: EphemeralContainer,
  spec: PodSpec,
  volumes: ReadonlySet<string>,
  path: Path,
  errors: FieldErrors,
): void {
  validateCommon(container, volumes, path, errors);
  const target = container.targetContainerName;
  const known = [...spec.containers, ...(spec.initContainers ?? [])];
  if (target && !known.some((each) => each.name === target)) errors.notFound(path.child('targetContainerName'), target);
  for (const field of NOT_EPHEMERAL) {
    const value = container[field];
    if (value === undefined || Object.keys(value).length === 0) continue;
    errors.forbidden(path.child(field), 'cannot be set for an Ephemeral Container');
  }
}

function validateSecurity({ securityContext }: Container, path: Path, errors: FieldErrors): void {
  if (!securityContext) return;
  for (const field of ['runAsUser', 'runAsGroup'] as const) {
    const id = securityContext[field];
    if (id !== undefined && (id < 0 || id > 2 ** 31 - 1)) {
      errors.invalid(path.child(field), id, 'must be between 0 and 2147483647, inclusive');
    }
  }
  if (securityContext.allowPrivilegeEscalation === false && securityContext.privileged === true) {
    const detail = 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true';
    errors.invalid(path, shownStruct('core.SecurityContext', securityContext), detail);
  }
}
