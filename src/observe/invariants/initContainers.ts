import type { Container, Pod } from '../../api/index';
import type { Fact } from '../../kernel/index';
import { type Invariant, writeOf } from './invariant';

/** What became of the containers of one pod so far. */
interface Progress {
  readonly pod: Pod;
  readonly started: Set<string>;
  readonly succeeded: Set<string>;
}

/** Follows every pod; `judge` is asked at each start of a container. */
function atEachStart(judge: (progress: Progress, container: string, kind: string) => string | undefined) {
  const pods = new Map<string, Progress>();
  return (fact: Fact): string | undefined => {
    const write = writeOf<Pod>(fact, 'Pod');
    if (write) {
      const known = pods.get(fact.object);
      if (known && known.pod.metadata.uid === write.object.metadata.uid)
        pods.set(fact.object, { ...known, pod: write.object });
      else pods.set(fact.object, { pod: write.object, started: new Set(), succeeded: new Set() });
      return undefined;
    }
    if (fact.type !== 'container-started' && fact.type !== 'container-exited') return undefined;
    const progress = pods.get(fact.object);
    if (!progress) return undefined;
    const container = String(fact.detail['container']);
    if (fact.type === 'container-exited') {
      if (fact.detail['exitCode'] === 0) progress.succeeded.add(container);
      return undefined;
    }
    const wrong = judge(progress, container, String(fact.detail['kind']));
    progress.started.add(container);
    return wrong;
  };
}

const isSidecar = (container: Container) => container.restartPolicy === 'Always';

/** The first of these init containers that is not done yet: a sidecar when it has started, others when they have succeeded. */
function firstNotDone(containers: readonly Container[], { started, succeeded }: Progress): string | undefined {
  return containers.find((container) => !(isSidecar(container) ? started : succeeded).has(container.name))?.name;
}

export const initContainersInOrder: Invariant = {
  name: 'pod/init-containers-in-order',
  says: 'An init container starts only when those before it have succeeded, or started if they are sidecars.',
  source: 'kubernetes.io, Init Containers, Detailed behavior',
  observe: () =>
    atEachStart((progress, name, kind) => {
      const containers = progress.pod.spec.initContainers ?? [];
      const index = containers.findIndex((container) => container.name === name);
      if (kind !== 'init' || index < 0) return undefined;
      const before = firstNotDone(containers.slice(0, index), progress);
      return before === undefined ? undefined : `init container ${name} started before ${before} was done`;
    }),
};

export const appAfterInit: Invariant = {
  name: 'pod/app-after-init',
  says: 'No app container starts before all init containers are done.',
  source: 'kubernetes.io, Init Containers, Understanding init containers',
  observe: () =>
    atEachStart((progress, name, kind) => {
      if (kind !== 'regular') return undefined;
      const before = firstNotDone(progress.pod.spec.initContainers ?? [], progress);
      return before === undefined ? undefined : `container ${name} started before init container ${before} was done`;
    }),
};
