import { qosClass } from '../admission/qos';
import { MIRROR_ANNOTATION } from '../admission/serviceAccount';
import { sameJson } from '../json';
import { canonicalQuantity, compareQuantities } from '../quantity';
import type { Container, Pod, ResourceRequirements } from '../types/index';
import type { FieldErrors } from './errors';
import { Path } from './path';
import { validateMetadataAndSpec } from './pods';

type List = Record<string, string>;

const SIDES = ['requests', 'limits'] as const;

/** PUT and PATCH of `pods/resize` (KEP-1287). Source: core validation `ValidatePodResize`. */
export function validateResize(pod: Pod, old: Pod, errors: FieldErrors): void {
  const { release } = errors;
  validateMetadataAndSpec(pod, errors);
  const isForWhole = hasPodLevel(pod) || hasPodLevel(old);
  const isForbidden = isForWhole && !release.has('resizeOfPodLevel');
  const refusal =
    isForbidden && release.has('podLevelResizeRefusedFirst')
      ? release.text('podLevelResizeRefused')
      : refusalOfPod(old);
  if (refusal) {
    // Alone: what else may be wrong is not told.
    errors.list.length = 0;
    errors.forbidden(Path.of(''), refusal);
    return;
  }
  const podLevel = release.has('podLevelResources');
  if (qosClass(pod, podLevel) !== (old.status?.qosClass ?? qosClass(old, podLevel)))
    errors.invalid(Path.spec, old.status?.qosClass ?? '', 'Pod QOS Class may not change as a result of resizing');
  if (isForbidden) {
    errors.forbidden(Path.of(''), release.text('podLevelResizeRefused'));
    return;
  }
  if (isForWhole) validatePodLevel(pod.spec.resources, old.spec.resources, errors);
  if (!validateOrder(pod, old, errors)) return;
  validateRemovals(pod, old, errors);
  for (const [i, container] of pod.spec.containers.entries())
    if (changesOther(container, old.spec.containers[i], errors))
      errors.forbidden(Path.spec, 'only cpu and memory resources are mutable');
  validateInitContainers(pod, old, errors);
}

function refusalOfPod({ metadata, spec }: Pod): string | undefined {
  if (metadata.annotations?.[MIRROR_ANNOTATION] !== undefined) return 'static pods cannot be resized';
  return spec.os?.name === 'windows' ? 'windows pods cannot be resized' : undefined;
}

function hasPodLevel({ spec: { resources } }: Pod): boolean {
  return SIDES.some((side) => Object.keys(resources?.[side] ?? {}).length > 0);
}

/** Source: core validation `validatePodLevelResourcesResize`. */
function validatePodLevel(
  now: ResourceRequirements | undefined,
  before: ResourceRequirements | undefined,
  errors: FieldErrors,
): void {
  const path = Path.spec.child('resources');
  if (before && !now) {
    errors.forbidden(path, 'pod-level resources cannot be removed');
    return;
  }
  for (const side of SIDES)
    if (isRemoved(now?.[side], before?.[side]))
      errors.forbidden(path.child(side), `pod-level resource ${side} cannot be removed`);
  if (!sameResources(withFixed(now, before), before ?? {}))
    errors.forbidden(Path.spec, 'only cpu and memory resources are mutable at pod-level');
}

/** Source: core validation `validatePodResizeContainerOrdering`. */
function validateOrder(pod: Pod, old: Pod, errors: FieldErrors): boolean {
  const told = errors.list.length;
  for (const list of ['containers', 'initContainers'] as const) {
    const [now, before] = [pod.spec[list] ?? [], old.spec[list] ?? []];
    if (now.length !== before.length)
      errors.forbidden(Path.spec.child(list), `${list} may not be added or removed on resize`);
    else
      for (const [i, { name }] of now.entries())
        if (name !== before[i]?.name)
          errors.forbidden(
            Path.spec.child(list).index(i).child('name'),
            `${list} may not be renamed or reordered on resize`,
          );
  }
  return errors.list.length === told;
}

/** What a container has said it cannot take back. Source: core validation `validateContainerResize`. */
function validateRemovals(pod: Pod, old: Pod, errors: FieldErrors): void {
  for (const list of ['initContainers', 'containers'] as const) {
    for (const [i, container] of (pod.spec[list] ?? []).entries()) {
      const before = old.spec[list]?.[i]?.resources;
      if (list === 'initContainers' && !isResizable(container, errors)) continue;
      const path = Path.spec.child(list).index(i).child('resources');
      for (const side of SIDES)
        if (isRemoved(container.resources?.[side], before?.[side]))
          errors.forbidden(path.child(side), `resource ${side} cannot be removed`);
      if (!errors.release.has('memoryLimitsShrink')) validateMemoryLimit(container, before, path, errors);
    }
  }
}

function validateMemoryLimit(
  { resources, resizePolicy = [] }: Container,
  before: ResourceRequirements | undefined,
  path: Path,
  errors: FieldErrors,
): void {
  const policy = resizePolicy.find(({ resourceName }) => resourceName === 'memory')?.restartPolicy;
  const limit = resources?.limits?.['memory'];
  const old = before?.limits?.['memory'];
  if (policy === 'RestartContainer' || limit === undefined) return;
  const where = path.child('limits').key('memory');
  const unless = 'unless resizePolicy is RestartContainer';
  if (old === undefined) errors.forbidden(where, `memory limits cannot be added ${unless}`);
  else if (compareQuantities(limit, old) < 0) errors.forbidden(where, `memory limits cannot be decreased ${unless}`);
}

function validateInitContainers(pod: Pod, old: Pod, errors: FieldErrors): void {
  const { release } = errors;
  for (const [i, container] of (pod.spec.initContainers ?? []).entries()) {
    const before = old.spec.initContainers?.[i];
    const isModified = !sameContainer(container, before);
    if (!isResizable(container, errors)) {
      if (isModified) errors.forbidden(Path.spec, 'resources for non-sidecar init containers are immutable');
      continue;
    }
    const path = release.has('resizeOfInitContainers') ? Path.spec.child('initContainers').index(i) : Path.spec;
    if (changesOther(container, before, errors)) errors.forbidden(path, release.text('sidecarResizedOtherwise'));
    const restarts = container.resizePolicy?.some(({ restartPolicy }) => restartPolicy === 'RestartContainer');
    if (isModified && restarts && container.restartPolicy !== 'Always')
      errors.forbidden(path, 'non-sidecar init containers with a resize policy of RestartContainer cannot be resized');
  }
}

function isResizable({ restartPolicy }: Container, { release }: FieldErrors): boolean {
  return restartPolicy === 'Always' || release.has('resizeOfInitContainers');
}

/** Whether more than cpu and memory differs. */
function changesOther(container: Container, before: Container | undefined, errors: FieldErrors): boolean {
  const lenient = !errors.release.has('resizeRefusesOtherResources');
  const resources = withFixed(container.resources, before?.resources, lenient);
  return !sameContainer({ ...container, resources }, before);
}

/** The new lists with the cpu and memory of the old ones. Source: core validation `dropCPUMemoryUpdates`. */
function withFixed(
  now: ResourceRequirements | undefined,
  before: ResourceRequirements | undefined,
  lenient = false,
): ResourceRequirements {
  const fixed: ResourceRequirements = {};
  for (const side of SIDES) {
    if (lenient && !before?.[side]) continue;
    const { cpu: _cpu, memory: _memory, ...others } = now?.[side] ?? {};
    const { cpu, memory } = (before?.[side] ?? {}) as { cpu?: string; memory?: string };
    fixed[side] = { ...others, ...(cpu !== undefined && { cpu }), ...(memory !== undefined && { memory }) };
  }
  return fixed;
}

function sameContainer(a: Container, b: Container | undefined): boolean {
  if (!b) return false;
  const { resources: mine, ...rest } = a;
  const { resources: other, ...before } = b;
  return sameResources(mine, other) && sameJson(rest, before);
}

function sameResources(a: ResourceRequirements = {}, b: ResourceRequirements = {}): boolean {
  return SIDES.every((side) => sameJson(canonical(a[side]), canonical(b[side])));
}

function canonical(list: List = {}): List {
  return Object.fromEntries(Object.entries(list).map(([name, quantity]) => [name, canonicalQuantity(quantity)]));
}

function isRemoved(now: List = {}, before: List = {}): boolean {
  return Object.keys(before).some((name) => now[name] === undefined);
}
