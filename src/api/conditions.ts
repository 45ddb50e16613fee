import type { Condition } from './types/index';

/** An object whose status has conditions: a Pod, a Node. */
interface Conditioned {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

export function conditionOf(conditions: readonly Condition[] | undefined, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/** The conditions with one put in: its lastTransitionTime stays when the status does (API conventions, "Typical status properties"). */
export function withCondition(conditions: readonly Condition[] | undefined, next: Condition): Condition[] {
  const list = [...(conditions ?? [])];
  const index = list.findIndex((condition) => condition.type === next.type);
  const old = list[index];
  if (!old) return [...list, next];
  list[index] = {
    ...next,
    lastTransitionTime: old.status === next.status ? old.lastTransitionTime : next.lastTransitionTime,
  };
  return list;
}

/** Whether the condition of this type is there and True. */
export function hasCondition(object: Conditioned | undefined, type: string): boolean {
  return conditionOf(object?.status?.conditions, type)?.status === 'True';
}

/** Whether a Pod, or a Node, is Ready. */
export function isReady(object: Conditioned | undefined): boolean {
  return hasCondition(object, 'Ready');
}

/** Whether the node of a pod will never grant the resize that its spec asks for (KEP-1287). */
export function isResizeInfeasible(pod: Conditioned): boolean {
  return conditionOf(pod.status?.conditions, 'PodResizePending')?.reason === 'Infeasible';
}

/** Whether a disruption budget allows an eviction, as its conditions have it (component-helpers, UpdateDisruptionAllowedCondition). */
export function withDisruptionAllowed(
  conditions: readonly Condition[] | undefined,
  { allowed, observedGeneration, now }: { allowed: number; observedGeneration: number; now: string },
): Condition[] {
  return withCondition(conditions, {
    type: 'DisruptionAllowed',
    status: allowed > 0 ? 'True' : 'False',
    reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
    message: '',
    observedGeneration,
    lastTransitionTime: now,
  });
}
