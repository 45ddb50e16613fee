import { type ApiServer, conditionOf } from '../../api';
import type { Condition, Pod } from '../../api/types';

/** A condition as the scheduler writes it; a reason that changes is no transition (podutil.UpdatePodCondition). */
export function podCondition(api: ApiServer, pod: Pod, condition: Condition): Condition {
  const before = conditionOf(pod.status?.conditions, condition.type);
  const generation = api.release.has('podObservedGeneration') ? pod.metadata.generation : undefined;
  return {
    ...condition,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    lastProbeTime: null,
    lastTransitionTime: (before?.status === condition.status && before.lastTransitionTime) || api.now(),
  };
}
