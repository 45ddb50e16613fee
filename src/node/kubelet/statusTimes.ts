import type { Condition, Pod, PodStatus } from '../../api/types/index';
import type { KubeletContext } from './context';

/** Fills in what only a comparison with the status before can tell: startTime and the conditions' transition times. */
export function withTransitionTimes(context: KubeletContext, pod: Pod, old: PodStatus, status: PodStatus): PodStatus {
  const now = context.api.now();
  const withGeneration = context.release.has('podObservedGeneration');
  const observed = withGeneration ? { observedGeneration: pod.metadata.generation ?? 1 } : {};
  const conditions = status.conditions?.map((condition): Condition => {
    const before = old.conditions?.find((c) => c.type === condition.type);
    const kept = before?.status === condition.status ? before.lastTransitionTime : undefined;
    return {
      type: condition.type,
      ...observed,
      status: condition.status,
      lastProbeTime: null,
      lastTransitionTime: kept ?? condition.lastTransitionTime ?? now,
      ...(condition.reason ? { reason: condition.reason } : {}),
      ...(condition.message ? { message: condition.message } : {}),
    };
  });
  return {
    ...observed,
    ...status,
    ...(conditions ? { conditions } : {}),
    startTime: old.startTime ?? pod.status?.startTime ?? now,
  };
}
