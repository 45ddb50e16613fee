import { qosClass } from '../admission/qos';
import { sameJson } from '../json';
import { compareQuantities } from '../quantity';
import type { Container, Pod, ResourceRequirements } from '../types/index';
import type { FieldErrors } from './errors';
import { Path } from './path';
import { validatePodAnnotations } from './podAnnotations';
import { validatePodSpec } from './podSpec';

const MIRROR = 'kubernetes.io/config.mirror';
const WHOLE = Path.of('');
const IMMUTABLE = 'only cpu and memory resources are mutable';

/** PUT and PATCH of `pods/resize` (KEP-1287). Source: core validation `ValidatePodResize`. */
export function validateResize(pod: Pod, old: Pod, errors: FieldErrors): void {
  const { release } = errors;
  const path = Path.spec;
  validatePodAnnotations(pod.metadata.annotations, pod.spec, Path.metadata.child('annotations'), errors);
  validatePodSpec(pod.spec, path, errors);
  if (old.metadata.annotations?.[MIRROR] !== undefined) {
    errors.list.length = 0;
    errors.forbidden(WHOLE, 'static pods cannot be resized');
    return;
  }
  const podLevel = release.has('podLevelResources');
  if (qosClass(pod, podLevel) !== qosClass(old, podLevel)) {
    errors.invalid(path, old.status?.qosClass ?? '', 'Pod QOS Class may not change as a result of resizing');
  }
  if (!validatePodLevel(pod, old, path, errors) || !validateOrder(pod, old, path, errors)) return;
  const inits = release.has('resizeOfInitContainers');
  const before = old.spec.initContainers ?? [];
  const resizable = (container: Container) => inits || container.restartPolicy === 'Always';
  for (const [i, container] of (pod.spec.initContainers ?? []).entries()) {
    if (resizable(container)) validateKept(container, before[i]!, path.child('initContainers').index(i), errors);
  }
  for (const [i, container] of pod.spec.containers.entries()) {
    validateKept(container, old.spec.containers[i]!, path.child('containers').index(i), errors);
  }
  for (const [i, container] of pod.spec.containers.entries()) {
    if (othersChanged(container, old.spec.containers[i]!)) errors.forbidden(path, IMMUTABLE);
  }
  for (const [i, container] of (pod.spec.initContainers ?? []).entries()) {
    if (sameJson(container, before[i])) continue;
    if (!resizable(container)) errors.forbidden(path, 'resources for non-sidecar init containers are immutable');
    else if (othersChanged(container, before[i]!)) {
      const where = inits ? path.child('initContainers').index(i) : path;
      errors.forbidden(where, release.text('initResourcesImmutable'));
    }
  }
}

/** @returns false when nothing else is looked at */
function validatePodLevel(pod: Pod, old: Pod, path: Path, errors: FieldErrors): boolean {
  const isSet = ({ spec: { resources } }: Pod) =>
    Object.keys({ ...resources?.requests, ...resources?.limits }).length > 0;
  if (!errors.release.has('podLevelResources') || (!isSet(pod) && !isSet(old))) return true;
  if (!errors.release.has('resizeOfPodLevelResources')) {
    errors.forbidden(WHOLE, errors.release.text('podLevelResizeForbidden'));
    return false;
  }
  const where = path.child('resources');
  const [now, before] = [pod.spec.resources, old.spec.resources];
  if (!now && before) errors.forbidden(where, 'pod-level resources cannot be removed');
  else if (now && before) {
    for (const kind of ['requests', 'limits'] as const) {
      if (lacks(now, before, kind)) errors.forbidden(where.child(kind), `pod-level resource ${kind} cannot be removed`);
    }
  }
  return true;
}

/** @returns false when the containers are not the same ones */
function validateOrder(pod: Pod, old: Pod, path: Path, errors: FieldErrors): boolean {
  const count = errors.list.length;
  for (const list of ['containers', 'initContainers'] as const) {
    const [now, before] = [pod.spec[list] ?? [], old.spec[list] ?? []];
    if (now.length !== before.length) {
      errors.forbidden(path.child(list), `${list} may not be added or removed on resize`);
      continue;
    }
    for (const [i, { name }] of before.entries()) {
      if (now[i]?.name === name) continue;
      errors.forbidden(path.child(list).index(i).child('name'), `${list} may not be renamed or reordered on resize`);
    }
  }
  return errors.list.length === count;
}

/** What a container asks for may change, and not go away. */
function validateKept(now: Container, before: Container, path: Path, errors: FieldErrors): void {
  const where = path.child('resources');
  for (const kind of ['requests', 'limits'] as const) {
    if (lacks(now.resources, before.resources, kind)) {
      errors.forbidden(where.child(kind), `resource ${kind} cannot be removed`);
    }
  }
  if (errors.release.has('memoryLimitsGrowOnly')) validateMemoryLimit(now, before, where, errors);
}

/** Up to 1.33 a limit of memory became less only by a restart. */
function validateMemoryLimit(now: Container, before: Container, path: Path, errors: FieldErrors): void {
  const policy = now.resizePolicy?.find(({ resourceName }) => resourceName === 'memory')?.restartPolicy;
  const limit = now.resources?.limits?.['memory'];
  const old = before.resources?.limits?.['memory'];
  if (policy === 'RestartContainer' || limit === undefined) return;
  if (old !== undefined && compareQuantities(limit, old) >= 0) return;
  const what = old === undefined ? 'added' : 'decreased';
  const detail = `memory limits cannot be ${what} unless resizePolicy is RestartContainer`;
  errors.forbidden(path.child('limits').key('memory'), detail);
}

function lacks(
  now: ResourceRequirements | undefined,
  before: ResourceRequirements | undefined,
  kind: 'requests' | 'limits',
): boolean {
  return Object.keys(before?.[kind] ?? {}).some((name) => now?.[kind]?.[name] === undefined);
}

function othersChanged(now: Container, before: Container): boolean {
  const others = ({ resources, resizePolicy: _, ...rest }: Container) => {
    const without = (kind: 'requests' | 'limits') =>
      Object.entries(resources?.[kind] ?? {}).filter(([name]) => name !== 'cpu' && name !== 'memory');
    return { ...rest, requests: without('requests'), limits: without('limits') };
  };
  return !sameJson(others(now), others(before));
}
