import type { Condition } from './types/index';

/** An object whose status has conditions: a Pod, a Node. */
interface Conditioned {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

export function conditionOf(conditions: readonly Condition[] | undefined, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
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
