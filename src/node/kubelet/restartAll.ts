import { conditionOf, type Release } from '../../api/index';
import type { Condition, Container, Pod, PodPhase, PodStatus } from '../../api/types/index';
import type { RuntimeContainer } from '../runtime/types';
import { initContainersOf } from './podSpec';
import { matchingRule } from './restartDecision';
import { newest, type PodRuntimeStatus } from './runtimeStatus';

/** Reason of what was removed, and waits, while its pod starts over in place. */
export const RESTARTING_ALL = 'RestartingAllContainers';
export const REMOVED_IN_PLACE = 'The container is removed because RestartAllContainers in place';

const CONDITION = 'AllContainersRestarting';

const containersOf = (pod: Pod): Container[] => [...initContainersOf(pod), ...pod.spec.containers];

/** Whether a rule of the pod may make it start over in place (KEP-5532; api/v1/pod/util.go AllContainersCouldRestart). */
export function mayRestartAll(pod: Pod, release: Release): boolean {
  return (
    release.has('restartAllContainers') &&
    containersOf(pod).some(({ restartPolicyRules = [] }) =>
      restartPolicyRules.some(({ action }) => action === 'RestartAllContainers'),
    )
  );
}

/** Whether an exit code asks for all containers to be restarted. */
export function restartsAllAfter(container: Container, exitCode: number): boolean {
  return matchingRule(container, exitCode)?.action === 'RestartAllContainers';
}

/** Whether the pod is to start over, or is about to, by its status or by what the runtime knows (container/helpers.go ShouldAllContainersRestart). */
export function isRestartingAll(pod: Pod, runtime: PodRuntimeStatus, old: PodStatus): boolean {
  if (conditionOf(old.conditions, CONDITION)?.status === 'True') return true;
  const statuses = [...(old.initContainerStatuses ?? []), ...(old.containerStatuses ?? [])];
  return containersOf(pod).some((container) => {
    const instance = newest(runtime, container.name);
    // What the status remembers counts only for a container of which the runtime says the same.
    if (instance?.state !== 'exited') return false;
    const told = statuses.find(({ name }) => name === container.name)?.state?.terminated;
    return (
      restartsAllAfter(container, instance.exitCode ?? 0) || (!!told && restartsAllAfter(container, told.exitCode))
    );
  });
}

/** Shown for every pod that has such a rule (status/generate.go GenerateAllContainersRestartingCondition). */
export function restartingAllCondition(
  pod: Pod,
  runtime: PodRuntimeStatus,
  phase: PodPhase | undefined,
  isRestarting: boolean,
): Condition {
  if (phase === 'Succeeded') return { type: CONDITION, status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { type: CONDITION, status: 'False', reason: 'PodFailed' };
  const isCleanedUp = containersOf(pod).every(({ name }) => !newest(runtime, name));
  if (!isRestarting || isCleanedUp) return { type: CONDITION, status: 'False' };
  const message = 'container exited with restart policy rule';
  return { type: CONDITION, status: 'True', reason: 'RestartAllContainersStarted', message };
}

/** Whether this status, which has just been made, has the pod start over. */
export function asksToRestartAll({ conditions }: PodStatus): boolean {
  return conditionOf(conditions, CONDITION)?.status === 'True';
}

/** All instances, those last that have asked for it (kuberuntime_manager.go getContainersToReset). */
export function instancesToReset(pod: Pod, runtime: PodRuntimeStatus): RuntimeContainer[] {
  const sources: RuntimeContainer[] = [];
  const targets: RuntimeContainer[] = [];
  for (const container of [...pod.spec.containers, ...initContainersOf(pod)]) {
    for (const instance of runtime.containers.filter(({ name }) => name === container.name)) {
      const isSource = instance.state === 'exited' && restartsAllAfter(container, instance.exitCode ?? 0);
      (isSource ? sources : targets).push(instance);
    }
  }
  return [...targets, ...sources];
}
