import type { Container, KubeObject, PodSpec } from './types/index';

/** Where the spec of a pod stands in its own object, or in that of a workload which makes pods. */
export function podSpecPath({ kind }: KubeObject): readonly string[] {
  if (kind === 'Pod') return ['spec'];
  if (kind === 'CronJob') return ['spec', 'jobTemplate', 'spec', 'template', 'spec'];
  return ['spec', 'template', 'spec'];
}

/** The spec of a pod, or of the pods that a workload makes; undefined where there is none. */
export function podSpecOf(object: KubeObject): PodSpec | undefined {
  let value: unknown = object;
  for (const step of podSpecPath(object)) value = (value as Record<string, unknown> | null | undefined)?.[step];
  return (value ?? undefined) as PodSpec | undefined;
}

/** Whether an init container is a sidecar: one that is restarted for ever (KEP-753). Other containers may have that policy too. */
export function isSidecar({ restartPolicy }: Pick<Container, 'restartPolicy'>): boolean {
  return restartPolicy === 'Always';
}

/** The sidecars of a pod, in order. */
export function sidecarsOf({ initContainers = [] }: Pick<PodSpec, 'initContainers'>): Container[] {
  return initContainers.filter(isSidecar);
}

/** The init containers and the containers of a pod, in the order in which they start; ephemeral ones are not among them. */
export function allContainers({
  initContainers = [],
  containers,
}: Pick<PodSpec, 'initContainers' | 'containers'>): Container[] {
  return [...initContainers, ...containers];
}
