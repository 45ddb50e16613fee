import type { Cluster } from '../cluster';
import { matches } from '../kernel';
import type { SignalName } from '../world';

/** Containers by name; names may have stars, what is left out is any. */
export interface ContainersCalled {
  readonly container: string;
  readonly pod?: string | undefined;
  readonly namespace?: string | undefined;
}

/**
 * Does something to the main processes of running containers that neither the kubelet nor the out-of-memory killer does: ends them with
 * an exit code, or sends them a signal as `kill` on their node would. What they do with that is theirs.
 * @returns how many ran
 */
export function endContainers(cluster: Cluster, called: ContainersCalled, by: number | SignalName): number {
  const meant = [...cluster.nodes.values()]
    .flatMap(({ runtime }) => runtime.containers())
    .filter(
      ({ state, name, podName, namespace }) =>
        state === 'running' &&
        matches(called.container, name) &&
        matches(called.pod ?? '*', podName) &&
        matches(called.namespace ?? '*', namespace),
    );
  for (const { main } of meant) {
    if (typeof by === 'number') main?.endFromOutside(by);
    else main?.signal(by, { outside: true });
  }
  return meant.length;
}
