import type { ContainerRuntime } from '../runtime/types';
import type { PodRuntimeStatus } from './runtimeStatus';

/** Dead instances that are kept for each container: what lastState and `logs --previous` show (maxPerPodContainerCount). */
const DEAD_TO_KEEP = 1;

/**
 * Removes older dead instances of the container that has just died; all of them when the pod itself is through
 * (pkg/kubelet/pod_container_deletor.go).
 * @returns whether there was one beyond those that are kept
 */
export function pruneDeadContainers(
  runtime: ContainerRuntime,
  status: PodRuntimeStatus,
  diedId: string,
  removeAll: boolean,
): boolean {
  const name = status.containers.find((c) => c.id === diedId)?.name;
  const dead = status.containers.filter((c) => c.state === 'exited' && (removeAll || c.name === name));
  for (const instance of dead.slice(removeAll ? 0 : DEAD_TO_KEEP)) runtime.removeContainer(instance.id);
  return !removeAll && dead.length > DEAD_TO_KEEP;
}

/** Removes sandboxes that have ended and hold no containers any more; the newest one only of pods that are gone. */
export function pruneSandboxes(runtime: ContainerRuntime, status: PodRuntimeStatus, keepNewest: boolean): void {
  const inUse = new Set(runtime.podStatus(status.uid).containers.map((c) => c.sandboxId));
  for (const sandbox of status.sandboxes.slice(keepNewest ? 1 : 0)) {
    if (sandbox.state === 'notready' && !inUse.has(sandbox.id)) runtime.removePodSandbox(sandbox.id);
  }
}
