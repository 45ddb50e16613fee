import { allContainers, isSidecar } from '../podSpecs';
import type { Container, ContainerPort, EphemeralContainer, PodSpec, Volume } from '../types/index';
import { validateEnvironment } from './environment';
import type { FieldErrors } from './errors';
import { validateMounts } from './mounts';
import { portNameFaults } from './names';
import type { Path } from './path';
import { PROBE_FIGURES, validateProbes } from './probes';
import { forbidRestartOfInit, validateResizePolicy } from './resizePolicy';
import { validateResources } from './resources';
import { validateRestartRules } from './restartRules';
import { validateSecurity } from './security';
import { Shown } from './values';

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

type Volumes = ReadonlyMap<string, Volume>;

/** Fields that an ephemeral container cannot have, in the order in which the server names them. */
const NOT_EPHEMERAL = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const;

/** All containers of a pod. Source: core validation `validateContainers`, `validateInitContainers`. */
export function validateContainers(spec: PodSpec, volumes: Volumes, path: Path, errors: FieldErrors): void {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = spec;
  const graceSeconds = spec.terminationGracePeriodSeconds ?? 30;
  const names = new Set<string>();
  if (containers.length === 0) errors.required(path.child('containers'));
  for (const [i, container] of containers.entries()) {
    const where = path.child('containers').index(i);
    validateCommon(container, spec, volumes, where, errors);
    claimName(container.name, names, where, errors);
    validateProbes(container, graceSeconds, where, errors);
    validateRestartRules(container, false, where, errors);
  }
  validateHostPorts(containers, path.child('containers'), errors);
  for (const [i, container] of initContainers.entries()) {
    const where = path.child('initContainers').index(i);
    validateCommon(container, spec, volumes, where, errors);
    validateRestartRules(container, true, where, errors);
    claimName(container.name, names, where, errors);
    // One after the other they may have the same: of each the first place is told, as in Kubernetes.
    validateHostPorts([container], path.child('initContainers'), errors);
    if (isSidecar(container) && errors.release.has('sidecarContainers'))
      validateProbes(container, graceSeconds, where, errors);
    else {
      forbidOnInit(container, where, errors);
      forbidRestartOfInit(container, where.child('resizePolicy'), errors);
    }
  }
  for (const [i, container] of ephemeralContainers.entries()) {
    validateEphemeral(container, spec, names, volumes, path.child('ephemeralContainers').index(i), errors);
  }
}

/** What holds for pods, and not yet in a template. Source: `validateContainersOnlyForPod`, `validateImageVolumeSource`. */
export function validateImages(
  { containers = [], initContainers = [], volumes = [] }: PodSpec,
  path: Path,
  errors: FieldErrors,
): void {
  for (const [i, { image }] of volumes.entries()) {
    if (image && !image.reference) errors.required(path.child('volumes').index(i).child('image', 'reference'));
  }
  for (const [list, all] of Object.entries({ containers, initContainers })) {
    for (const [i, { image }] of all.entries()) validateBlanks(image, path.child(list).index(i), errors);
  }
}

function validateBlanks(image: string | undefined, path: Path, errors: FieldErrors): void {
  if (!image || image === image.trim()) return;
  errors.invalid(path.child('image'), image, 'must not have leading or trailing whitespace');
}

function validateCommon(
  container: Container,
  { restartPolicy, hostUsers = true }: PodSpec,
  volumes: Volumes,
  path: Path,
  errors: FieldErrors,
): void {
  if (!container.name) errors.required(path.child('name'));
  else errors.dnsLabel(path.child('name'), container.name);
  if (!container.image) errors.required(path.child('image'));
  const { terminationMessagePolicy, imagePullPolicy } = container;
  validateMessagePolicy(terminationMessagePolicy ?? '', path.child('terminationMessagePolicy'), errors);
  validatePorts(container.ports ?? [], path.child('ports'), errors);
  validateEnvironment(container, path, errors);
  validateMounts(container, volumes, path, errors);
  errors.oneOf(path.child('imagePullPolicy'), imagePullPolicy, PULL_POLICIES);
  validateResources(container.resources, path.child('resources'), errors);
  validateResizePolicy(container, restartPolicy, path.child('resizePolicy'), errors);
  validateSecurity(container.securityContext, hostUsers, path.child('securityContext'), errors);
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
      const faults = portNameFaults(port.name, errors.release);
      errors.invalidAll(where.child('name'), port.name, faults);
      if (faults.length === 0 && names.has(port.name)) errors.duplicate(where.child('name'), port.name);
      names.add(port.name);
    }
    if (!port.containerPort) errors.required(where.child('containerPort'));
    else errors.portNumber(where.child('containerPort'), port.containerPort);
    if (port.hostPort) errors.portNumber(where.child('hostPort'), port.hostPort);
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

function validateMessagePolicy(policy: string, path: Path, errors: FieldErrors): void {
  if (errors.release.has('messagePolicyIsOfAList')) errors.oneOf(path, policy, MESSAGE_POLICIES);
  else if (policy === '') errors.required(path, "must be 'File' or 'FallbackToLogsOnError'");
  else if (!MESSAGE_POLICIES.includes(policy))
    errors.invalid(path, policy, "must be 'File' or 'FallbackToLogsOnError'");
}

function shownLifecycle(value: object): Shown {
  const pointer = (hook: string) => `(*core.Handler)(${hook in value ? '0xc000000000' : 'nil'})`;
  const go = `core.Lifecycle{PostStart:${pointer('postStart')}, PreStop:${pointer('preStop')}}`;
  return new Shown(value, go);
}

/** What releases before 1.25 printed: the struct in Go syntax with the addresses of its parts. */
function oldStruct(field: string, value: object): Shown {
  if (field === 'lifecycle') return shownLifecycle(value);
  const probe = value as Record<string, unknown>;
  const pointer = (name: string, type: string) => `(*core.${type})(${probe[name] ? '0xc000000000' : 'nil'})`;
  const handler = `core.Handler{Exec:${pointer('exec', 'ExecAction')}, HTTPGet:${pointer('httpGet', 'HTTPGetAction')}, TCPSocket:${pointer('tcpSocket', 'TCPSocketAction')}}`;
  const numbers = PROBE_FIGURES.map((name) => `${name[0]!.toUpperCase()}${name.slice(1)}:${probe[name] ?? 0}`);
  return new Shown(value, `core.Probe{Handler:${handler}, ${numbers.join(', ')}}`);
}

function validateEphemeral(
  container: EphemeralContainer,
  spec: PodSpec,
  names: Set<string>,
  volumes: Volumes,
  path: Path,
  errors: FieldErrors,
): void {
  validateCommon(container, spec, volumes, path, errors);
  validateBlanks(container.image, path, errors);
  claimName(container.name, names, path, errors);
  const target = container.targetContainerName;
  const known = allContainers(spec);
  if (target && !known.some((each) => each.name === target)) errors.notFound(path.child('targetContainerName'), target);
  const detail = 'cannot be set for an Ephemeral Container';
  for (const field of NOT_EPHEMERAL) {
    const value = container[field];
    if (value === undefined || Object.keys(value).length === 0) continue;
    errors.forbidden(path.child(field), detail);
  }
  if (!errors.release.has('ephemeralSubPathsForbidden')) return;
  for (const [i, mount] of (container.volumeMounts ?? []).entries()) {
    for (const field of ['subPath', 'subPathExpr'] as const) {
      if (mount[field]) errors.forbidden(path.child('volumeMounts').index(i).child(field), detail);
    }
  }
}
