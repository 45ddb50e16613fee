import { canonicalQuantity, parseQuantity } from '../../quantity';
import type { Release } from '../../release/index';
import type { Container, EnvVar, ObjectMeta, PodSpec } from '../../types/index';
import { Path } from '../path';
import { nodeAffinityWarnings, nodeSelectorWarnings } from './nodeLabels';
import { pathWarnings } from './paths';
import { portNameWarnings, portWarnings } from './ports';
import { affinityWarnings, spreadWarnings } from './selectors';
import { podVolumeWarnings } from './volumes';

interface PodLike {
  readonly metadata?: Pick<ObjectMeta, 'annotations'>;
  readonly spec: PodSpec;
}

/** A container and where it stands. */
export interface Placed {
  readonly container: Container;
  readonly where: Path;
}

/**
 * Of a pod, or of the template of one, in the order of the server. Source: pkg/api/pod `warningsForPodSpecAndMeta`.
 * @param path of the template
 */
export function podWarnings({ metadata, spec }: PodLike, path: Path | undefined, release: Release): string[] {
  const below = path?.child('spec') ?? Path.spec;
  const notes = (path?.child('metadata') ?? Path.metadata).child('annotations');
  const annotations = metadata?.annotations ?? {};
  const containers = (['initContainers', 'containers'] as const).flatMap((list) =>
    (spec[list] ?? []).map((container, i) => ({ container, where: below.child(list).index(i) })),
  );
  const warnings = [
    ...nodeSelectorWarnings(spec.nodeSelector, below.child('nodeSelector'), release),
    ...nodeAffinityWarnings(spec.affinity?.nodeAffinity, below.child('affinity', 'nodeAffinity'), release),
    ...spreadWarnings(spec, below, release),
    ...oldAnnotationWarnings(annotations, notes),
    ...podVolumeWarnings(spec.volumes ?? [], below.child('volumes'), release),
    ...(release.has('warnsOfOverlappingPaths') ? pathWarnings(spec.volumes ?? []) : []),
    ...twice(spec.hostAliases?.map(({ ip }) => ip) ?? [], below.child('hostAliases'), 'ip'),
    ...twice(spec.imagePullSecrets?.map(({ name = '' }) => name) ?? [], below.child('imagePullSecrets'), 'name'),
    ...namelessWarnings(spec, below.child('imagePullSecrets')),
    ...fractions(spec.overhead, below.child('overhead')),
  ];
  if (!spec.securityContext?.seccompProfile) warnings.push(...seccomp(annotations, 'pod', notes, release));
  const armor = spec.securityContext?.['appArmorProfile'] as ArmorProfile | undefined;
  for (const placed of containers) warnings.push(...containerWarnings(placed, armor, annotations, notes, release));
  if (release.has('warnsOfPortsAndSelectors')) warnings.push(...portWarnings(containers));
  if (release.has('warnsOfPortNames')) warnings.push(...portNameWarnings(containers));
  if (release.has('warnsOfNegativeGrace') && (spec.terminationGracePeriodSeconds ?? 0) < 0) {
    const what = 'must be >= 0; negative values are invalid and will be treated as 1';
    warnings.push(`${below.child('terminationGracePeriodSeconds')}: ${what}`);
  }
  if (release.has('warnsOfPortsAndSelectors')) warnings.push(...affinityWarnings(spec, below));
  return warnings;
}

const OLD_ANNOTATIONS = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
} as const;

function oldAnnotationWarnings(annotations: Readonly<Record<string, string>>, path: Path): string[] {
  return Object.entries(OLD_ANNOTATIONS)
    .filter(([key]) => annotations[key] !== undefined)
    .map(([key, what]) => `${path.key(key)}: ${what}`);
}

function twice(values: readonly string[], path: Path, field: string): string[] {
  return values.flatMap((value, i) =>
    values.indexOf(value) < i ? [`${path.index(i).child(field)}: duplicate ${field} ${JSON.stringify(value)}`] : [],
  );
}

function namelessWarnings({ imagePullSecrets = [] }: PodSpec, path: Path): string[] {
  return imagePullSecrets.flatMap(({ name }, i) =>
    name ? [] : [`${path.index(i).child('name')}: invalid empty name ""`],
  );
}

function containerWarnings(
  { container, where }: Placed,
  ofPod: ArmorProfile | undefined,
  annotations: Readonly<Record<string, string>>,
  notes: Path,
  release: Release,
): string[] {
  const { name, securityContext, resources, env = [] } = container;
  const warnings: string[] = [];
  if (!securityContext?.seccompProfile) warnings.push(...seccomp(annotations, name, notes, release));
  const key = `container.apparmor.security.beta.kubernetes.io/${name}`;
  const armor = annotations[key];
  if (armor !== undefined && !securityContext?.['appArmorProfile'] && !saysTheSame(armor, ofPod, release)) {
    warnings.push(`${notes.key(key)}: deprecated since v1.30; use the "appArmorProfile" field instead`);
  }
  for (const resource of ['memory', 'ephemeral-storage']) {
    for (const list of ['limits', 'requests'] as const) {
      const quantity = resources?.[list]?.[resource];
      if (quantity !== undefined) warnings.push(...fractions({ [resource]: quantity }, where.child('resources', list)));
    }
  }
  return [...warnings, ...repeatedEnv(env, where.child('env'), release)];
}

interface ArmorProfile {
  readonly type?: string;
  readonly localhostProfile?: string;
}

/** True when an annotation for AppArmor is no news beside the profile of the pod, or nobody looks. */
function saysTheSame(annotation: string, ofPod: ArmorProfile | undefined, release: Release): boolean {
  if (!release.has('appArmorFields')) return true;
  if (!ofPod || !release.has('appArmorProfilesAreCompared')) return ofPod !== undefined;
  const [kind, ...file] = annotation.split('/');
  if (kind === 'localhost') return ofPod.type === 'Localhost' && ofPod.localhostProfile === file.join('/');
  return annotation === { RuntimeDefault: 'runtime/default', Unconfined: 'unconfined' }[ofPod.type ?? ''];
}

/** @param of `pod`, or the name of a container */
function seccomp(annotations: Readonly<Record<string, string>>, of: string, path: Path, release: Release): string[] {
  const key = `${of === 'pod' ? '' : 'container.'}seccomp.security.alpha.kubernetes.io/${of}`;
  return annotations[key] === undefined ? [] : [`${path.key(key)}: ${release.text('oldSeccomp')}`];
}

/** A typing error such as `512m` of memory, half a byte. */
export function fractions(amounts: Readonly<Record<string, string>> | undefined, path: Path): string[] {
  return Object.entries(amounts ?? {}).flatMap(([name, quantity]) => {
    if (!['memory', 'ephemeral-storage', 'storage'].includes(name) || parseQuantity(quantity) % 1000n === 0n) return [];
    const shown = JSON.stringify(canonicalQuantity(quantity));
    return [`${path.key(name)}: fractional byte value ${shown} is invalid, must be an integer`];
  });
}

function repeatedEnv(env: readonly EnvVar[], path: Path, release: Release): string[] {
  const seen = new Set<string>();
  const warnings: string[] = [];
  for (const [i, { name, value = '', valueFrom }] of env.entries()) {
    const reference = `$(${name})`;
    // `PATH: $(PATH):/more` uses the earlier definition on purpose.
    const extendsIt = !valueFrom && value.includes(reference) && value !== reference;
    if (seen.has(name) && !(extendsIt && release.has('warnsOfPortsAndSelectors'))) {
      warnings.push(release.text('repeatedEnv', { path: path.index(i).toString(), name }));
    }
    seen.add(name);
  }
  return warnings;
}
