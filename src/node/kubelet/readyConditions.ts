import type { Condition, Pod, PodStatus } from '../../api/types/index';
import type { KubeletContext } from './context';
import { podConditions } from './podConditions';

/** The conditions of a status with Ready and ContainersReady made anew after a container's readiness changed. */
export function readyCondition(context: KubeletContext, pod: Pod, status: PodStatus): Condition[] {
  const fresh = podConditions({
    kernel: context.kernel,
    pod,
    release: context.release,
    phase: status.phase ?? 'Pending',
    containerStatuses: status.containerStatuses ?? [],
    initContainerStatuses: status.initContainerStatuses ?? [],
    sandboxReady: true,
    wasInitialized: true,
  });
  return (status.conditions ?? []).map((condition) => {
    if (condition.type !== 'Ready' && condition.type !== 'ContainersReady') return condition;
    return fresh.find((c) => c.type === condition.type) ?? condition;
  });
}
