import { canonicalQuantity, isSidecar, type Release } from '../../../api/index';
import type { Container, Pod, ResourceRequirements } from '../../../api/types/index';
import { initContainersOf } from '../podSpec';

/** The resources that a resize can change (KEP-1287). */
export const RESIZABLE = ['cpu', 'memory'] as const;
const SIDES = ['requests', 'limits'] as const;

/** Resources of a pod: of each of its containers by name, and of the pod as a whole where it has any. */
export interface PodResources {
  readonly ofContainers: ReadonlyMap<string, ResourceRequirements>;
  readonly ofPod?: ResourceRequirements;
}

/** Containers whose resources can be changed while they run (allocation_manager.go IsResizableContainer). */
export function resizableContainers(pod: Pod, release: Release): Container[] {
  const all = release.has('resizeOfInitContainers');
  return [...initContainersOf(pod).filter((c) => all || isSidecar(c)), ...pod.spec.containers];
}

/** What the spec of a pod asks for. */
export function resourcesOf(pod: Pod, release: Release): PodResources {
  const ofContainers = new Map(resizableContainers(pod, release).map((c) => [c.name, c.resources ?? {}]));
  const { resources } = pod.spec;
  return resources && release.has('resizeOfPodLevel') ? { ofContainers, ofPod: resources } : { ofContainers };
}

/** The pod as if it asked for these resources; itself when it does (allocation_manager.go updatePodFromAllocation). */
export function withResources(pod: Pod, { ofContainers, ofPod }: PodResources): Pod {
  const { containers, initContainers, resources } = pod.spec;
  const isSame = (c: Container) => !ofContainers.has(c.name) || sameResources(c.resources, ofContainers.get(c.name));
  const isWhole = ofPod === undefined || sameResources(resources, ofPod);
  if (isWhole && containers.every(isSame) && initContainersOf(pod).every(isSame)) return pod;
  const change = (c: Container): Container => (isSame(c) ? c : { ...c, resources: ofContainers.get(c.name) ?? {} });
  const spec: Pod['spec'] = { ...pod.spec, containers: containers.map(change) };
  if (initContainers) spec.initContainers = initContainers.map(change);
  if (ofPod && !isWhole) spec.resources = ofPod;
  return { ...pod, spec };
}

/** Whether two containers, or pods, ask for the same, whichever way they write it. */
export function sameResources(a: ResourceRequirements = {}, b: ResourceRequirements = {}): boolean {
  if (a === b) return true;
  return SIDES.every((side) => {
    const [mine, other] = [a[side] ?? {}, b[side] ?? {}];
    const names = Object.keys(mine);
    return names.length === Object.keys(other).length && names.every((name) => sameQuantity(mine[name], other[name]));
  });
}

/** Which of cpu and memory differs. */
export function changedResources(
  a: ResourceRequirements = {},
  b: ResourceRequirements = {},
): (typeof RESIZABLE)[number][] {
  return RESIZABLE.filter((name) => SIDES.some((side) => !sameQuantity(a[side]?.[name], b[side]?.[name])));
}

function sameQuantity(a: string | undefined, b: string | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && canonicalQuantity(a) === canonicalQuantity(b));
}
