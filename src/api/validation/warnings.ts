import { parseQuantity } from '../quantity';
import type { Release } from '../release/index';
import type { Container, CronJob, Job, KubeObject, Pod, PodSpec, PodTemplateSpec } from '../types/index';
import { dnsLabelFaults } from './names';
import { Path } from './path';

/**
 * What the API server says in `Warning:` headers about an object that it accepts.
 * Source: kubernetes `pkg/api/pod` warnings.
 */
export function validationWarnings(object: KubeObject, release: Release): string[] {
  if (object.kind === 'Pod') {
    const pod = object as Pod;
    return [...hostnameWarnings(pod), ...podWarnings(pod.spec, Path.spec, release)];
  }
  if (object.kind === 'Endpoints' && release.has('endpointsDeprecated')) {
    return ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'];
  }
  const found = templateOf(object);
  return found?.template?.spec ? podWarnings(found.template.spec, found.path.child('spec'), release) : [];
}

function templateOf(object: KubeObject): { template: PodTemplateSpec | undefined; path: Path } | undefined {
  const path = Path.spec.child('template');
  switch (object.kind) {
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Job':
      return { template: (object as Job).spec?.template, path };
    case 'CronJob':
      return {
        template: (object as CronJob).spec?.jobTemplate?.spec?.template,
        path: Path.spec.child('jobTemplate', 'spec', 'template'),
      };
    default:
      return undefined;
  }
}

function hostnameWarnings({ metadata, spec }: Pod): string[] {
  if (!metadata.name || spec.hostname) return [];
  const faults = dnsLabelFaults(metadata.name);
  if (faults.length === 0) return [];
  const why = faults.join(', ');
  return [
    `metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [${why}]`,
  ];
}

function podWarnings(spec: PodSpec, path: Path, release: Release): string[] {
  const warnings: string[] = [];
  if (!release.has('serverWarnings')) return warnings;
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) {
    warnings.push(
      `${path.child('terminationGracePeriodSeconds')}: must be >= 0; negative values are invalid and will be treated as 1`,
    );
  }
  const portNames = new Map<string, Path>();
  for (const list of ['initContainers', 'containers'] as const) {
    for (const [i, container] of (spec[list] ?? []).entries()) {
      const where = path.child(list).index(i);
      warnings.push(
        ...fractionWarnings(container, where),
        ...repeatedEnv(container, where),
        ...repeatedPorts(container, where),
      );
      warnings.push(...repeatedPortNames(container, where, portNames));
    }
  }
  return warnings;
}

function fractionWarnings({ resources }: Container, path: Path): string[] {
  const warnings: string[] = [];
  for (const list of ['limits', 'requests'] as const) {
    for (const name of ['memory', 'ephemeral-storage']) {
      const quantity = resources?.[list]?.[name];
      if (quantity === undefined || parseQuantity(quantity) % 1000n === 0n) continue;
      const where = path.child('resources', list).key(name);
      warnings.push(`${where}: fractional byte value ${JSON.stringify(quantity)} is invalid, must be an integer`);
    }
  }
  return warnings;
}

function repeatedEnv({ env = [] }: Container, path: Path): string[] {
  const seen = new Set<string>();
  const warnings: string[] = [];
  for (const [i, { name, value = '' }] of env.entries()) {
    // `PATH: $(PATH):/more` uses the earlier definition on purpose.
    if (seen.has(name) && !value.includes(`$(${name})`)) {
      warnings.push(
        `${path.child('env').index(i)}: hides previous definition of "${name}", which may be dropped when using apply`,
      );
    }
    seen.add(name);
  }
  return warnings;
}

function repeatedPorts({ ports = [] }: Container, path: Path): string[] {
  const first = new Map<string, number>();
  const warnings: string[] = [];
  for (const [i, { containerPort, protocol = 'TCP', hostIP = '', hostPort = 0 }] of ports.entries()) {
    const key = `${containerPort}/${protocol}/${hostIP}/${hostPort}`;
    const earlier = first.get(key);
    const where = path.child('ports');
    if (earlier !== undefined) {
      warnings.push(`${where.index(i)}: duplicate port definition with ${where.index(earlier)}`);
    } else first.set(key, i);
  }
  return warnings;
}

function repeatedPortNames({ ports = [] }: Container, path: Path, seen: Map<string, Path>): string[] {
  const warnings: string[] = [];
  for (const [i, { name }] of ports.entries()) {
    if (!name) continue;
    const where = path.child('ports').index(i);
    const earlier = seen.get(name);
    if (earlier) {
      warnings.push(
        `${where.child('name')}: duplicate port name "${name}" with ${earlier.child('name')}, services and probes that select ports by name will use ${earlier}`,
      );
    } else seen.set(name, where);
  }
  return warnings;
}
