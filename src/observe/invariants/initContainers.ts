import type { Container } from '../../api/index';
import { atMoments, type Invariant } from './invariant';
import { isSidecar, type PodLife } from './podLife';

function isDone(container: Container, life: PodLife): boolean {
  const known = life.containers.get(container.name);
  if (isSidecar(container)) return known !== undefined;
  return known?.now.exitCode === 0 || known?.previous?.exitCode === 0;
}

/** The first of these init containers that is not done yet: a sidecar when it has started, others when they have succeeded. */
function firstNotDone(containers: readonly Container[], life: PodLife): string | undefined {
  return containers.find((container) => !isDone(container, life))?.name;
}

export const initContainersInOrder: Invariant = {
  name: 'pod/init-containers-in-order',
  says: 'An init container starts only when those before it have succeeded, or started if they are sidecars.',
  source: 'kubernetes.io, Init Containers, Detailed behavior',
  observe: atMoments(['container-started'], ({ life, instance, detail }) => {
    const containers = life.pod.spec.initContainers ?? [];
    const index = containers.findIndex(({ name }) => name === instance.container);
    if (detail['kind'] !== 'init' || index < 0) return undefined;
    const before = firstNotDone(containers.slice(0, index), life);
    return before === undefined ? undefined : `init container ${instance.container} started before ${before} was done`;
  }),
};

export const appAfterInit: Invariant = {
  name: 'pod/app-after-init',
  says: 'No app container starts before all init containers are done.',
  source: 'kubernetes.io, Init Containers, Understanding init containers',
  observe: atMoments(['container-started'], ({ life, instance, detail }) => {
    if (detail['kind'] !== 'regular') return undefined;
    const before = firstNotDone(life.pod.spec.initContainers ?? [], life);
    return before && `container ${instance.container} started before init container ${before} was done`;
  }),
};

export const sidecarStartsUp: Invariant = {
  name: 'sidecar/starts-up-before-the-next',
  says: 'What comes after a sidecar starts only when its startup probe has succeeded, if it has one.',
  source: 'KEP-753; kubernetes.io, Sidecar Containers, Sidecar containers and Pod lifecycle',
  observe: atMoments(['container-started'], ({ life, instance, container }) => {
    if (container.previous || life.sandboxes > 1) return undefined;
    const inits = life.pod.spec.initContainers ?? [];
    const index = inits.findIndex(({ name }) => name === instance.container);
    const before = (index < 0 ? inits : inits.slice(0, index)).filter((c) => isSidecar(c) && c.startupProbe);
    // Once is enough: whether a sidecar runs that has started up before is asked of the last one alone.
    const all = [...life.instances.values()];
    const early = before.find(
      ({ name }) => !all.some((one) => one.container === name && one.verdicts.get('startup')?.result === 'success'),
    )?.name;
    return early && `container ${instance.container} started before sidecar ${early} had started up`;
  }),
};
