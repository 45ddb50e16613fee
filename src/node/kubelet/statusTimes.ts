import type { Condition, Pod, PodStatus } from '../../api/types/index';
import type { KubeletContext } from './context';

/**
 * Fills in what only a comparison with the status before can tell: startTime and the conditions' transition times. Every sync
 * of every pod passes here, most of them to find that nothing is new: so members are set one by one, not spread.
 */
export function withTransitionTimes(context: KubeletContext, pod: Pod, old: PodStatus, status: PodStatus): PodStatus {
  const generation = context.release.has('podObservedGeneration') ? (pod.metadata.generation ?? 1) : undefined;
  const next: PodStatus = generation === undefined ? { ...status } : { observedGeneration: generation, ...status };
  const { conditions } = status;
  if (conditions) next.conditions = conditions.map((condition) => timed(context, condition, old, generation));
  next.startTime = old.startTime ?? pod.status?.startTime ?? context.api.now();
  return next;
}

function timed(
  context: KubeletContext,
  condition: Condition,
  old: PodStatus,
  generation: number | undefined,
): Condition {
  // Whoever keeps a condition in mind has kept its times, too.
  if (condition.lastProbeTime) return condition;
  const { type, status, reason, message } = condition;
  const before = old.conditions?.find((c) => c.type === type);
  const kept = before?.status === status ? before.lastTransitionTime : undefined;
  const next: Condition =
    generation === undefined ? { type, status } : { type, observedGeneration: generation, status };
  next.lastProbeTime = null;
  next.lastTransitionTime = kept ?? condition.lastTransitionTime ?? context.api.now();
  if (reason) next.reason = reason;
  if (message) next.message = message;
  return next;
}
