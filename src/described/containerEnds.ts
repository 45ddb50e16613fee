import type { Cluster } from '../cluster';
import { matches } from '../kernel';

/** Containers by name; names may have stars, what is left out is any. */
export interface ContainersCalled {
  readonly container: string;
  readonly pod?: string | undefined;
  readonly namespace?: string | undefined;
}

/**
 * Ends the main processes of running containers, as nobody foresaw it: with this exit code, or by a SIGKILL that comes neither from
 * the kubelet nor from the out-of-memory killer.
 * @returns how many ran
 */
export function endContainers(cluster: Cluster, called: ContainersCalled, by: number | 'SIGKILL'): number {
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
    if (by === 'SIGKILL') main?.signal('KILL', { outside: true });
    else main?.endFromOutside(by);
  }
  return meant.length;
}
