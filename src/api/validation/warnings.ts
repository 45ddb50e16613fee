import { parseQuantity } from '../quantity';
import type { Release } from '../release/index';
import type { Container, CronJob, Job, KubeObject, Pod, PodSpec, PodTemplateSpec } from '../types/index';
import { dnsLabelFaults } from './names';
import { Path } from './path';
import { portNameWarnings, portWarnings } from './portWarnings';
import { affinityWarnings, spreadWarnings } from './selectorWarnings';

/**
 * What the API server says in `Warning:` headers about an object that it accepts.
 * Source: kubernetes `pkg/api/pod` warnings.
 */
export function validationWarnings(object: KubeObject, release: Release): string[] {
  if (object.kind === 'Pod') {
    const pod = object as Pod;
    return [...hostnameWarnings(pod, release), ...podWarnings(pod.spec, Path.spec, release)];
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

function hostnameWarnings({ metadata, spec }: Pod, release: Release): string[] {
  if (!metadata.name || spec.hostname || !release.has('warnsOfHostnames')) return [];
  const faults = dnsLabelFaults(metadata.name);
  if (faults.length === 0) return [];
  const why = faults.join(', ');
  return [
    `metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [${why}]`,
  ];
}

/** In the order of `warningsForPodSpecAndMeta`. */
function podWarnings(spec: PodSpec, path: Path, release: Release): string[] {
  if (!release.has('serverWarnings')) return [];
  const containers = (['initContainers', 'containers'] as const).flatMap((list) =>
    (spec[list] ?? []).map((container, i) => ({ container, where: path.child(list).index(i) })),
  );
  const warnings = release.has('warnsOfPortsAndSelectors') ? spreadWarnings(spec, path) : [];
  for (const { container, where } of containers) {
    warnings.push(...fractionWarnings(container, where), ...repeatedEnv(container, where, release));
  }
  if (release.has('warnsOfPortsAndSelectors')) warnings.push(...portWarnings(containers));
  if (release.has('warnsOfPortNames')) warnings.push(...portNameWarnings(containers));
  if (release.has('warnsOfNegativeGrace') && (spec.terminationGracePeriodSeconds ?? 0) < 0) {
    warnings.push(
      `${path.child('terminationGracePeriodSeconds')}: must be >= 0; negative values are invalid and will be treated as 1`,
    );
  }
  if (release.has('warnsOfPortsAndSelectors')) warnings.push(...affinityWarnings(spec, path));
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

function repeatedEnv({ env = [] }: Container, path: Path, release: Release): string[] {
  const seen = new Set<string>();
  const warnings: string[] = [];
  for (const [i, { name, value = '' }] of env.entries()) {
    // `PATH: $(PATH):/more` uses the earlier definition on purpose.
    const extendsIt = value.includes(`$(${name})`) && value !== `$(${name})`;
    if (seen.has(name) && !(extendsIt && release.has('warnsOfPortsAndSelectors'))) {
      warnings.push(release.text('repeatedEnv', { path: path.child('env').index(i).toString(), name }));
    }
    seen.add(name);
  }
  return warnings;
}
