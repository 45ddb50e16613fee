import { isTerminalPhase } from '../../api/index';
import type { Condition, Pod, PodStatus } from '../../api/types/index';
import { rule } from '../../kernel/index';
import type { KubeletContext } from './context';
import { KUBELET_CONDITIONS } from './podConditions';

const HELD_BACK = rule(
  'phase/end-is-told-last',
  'Succeeded and Failed are not told while a container may still run.',
  'pkg/kubelet/status/status_manager.go mergePodStatus',
);

/**
 * What is written to the API: the kubelet's status with the conditions of others kept (mergePodStatus in
 * status_manager.go). A terminal phase is held back while a container could still run.
 */
export function mergeStatus(context: KubeletContext, current: Pod, status: PodStatus, couldRun: boolean): PodStatus {
  const old = current.status ?? {};
  const heldBack = couldRun && !isTerminalPhase(old.phase) && isTerminalPhase(status.phase);
  const conditions = mergeConditions(old.conditions ?? [], status.conditions ?? [], heldBack);
  let merged: PodStatus = Object.assign({}, kept(old), status, { conditions });
  if (heldBack) {
    context.kernel.acts(HELD_BACK);
    merged = { ...merged, phase: old.phase ?? 'Pending' };
    for (const field of ['reason', 'message'] as const) {
      if (old[field] === undefined) delete merged[field];
      else merged[field] = old[field];
    }
  }
  if (!isTerminalPhase(merged.phase) || !context.release.has('podWorkersByLifecycle')) return merged;
  return { ...merged, conditions: merged.conditions?.map((c) => notReadyAnyMore(context, merged, c)) };
}

/** Fields of the API's status that the kubelet never sets. */
function kept(old: PodStatus): PodStatus {
  const { qosClass, nominatedNodeName, resize } = old;
  const out: PodStatus = {};
  if (qosClass) out.qosClass = qosClass;
  if (nominatedNodeName) out.nominatedNodeName = nominatedNodeName;
  if (resize) out.resize = resize;
  return out;
}

/** DisruptionTarget belongs to whoever set it first: the kubelet's own takes its place, and is not told before the end is. */
function mergeConditions(old: readonly Condition[], now: readonly Condition[], heldBack: boolean): Condition[] {
  const shared = heldBack ? undefined : now.find((c) => c.type === 'DisruptionTarget');
  const foreign = old.filter((c) => !KUBELET_CONDITIONS.has(c.type) && c.type !== shared?.type);
  return [...foreign, ...(shared ? [shared] : []), ...now.filter((c) => KUBELET_CONDITIONS.has(c.type))];
}

/** A pod that has ended is not ready, whatever the last probe said. */
function notReadyAnyMore(context: KubeletContext, status: PodStatus, condition: Condition): Condition {
  if ((condition.type !== 'Ready' && condition.type !== 'ContainersReady') || condition.status !== 'True')
    return condition;
  const reason = status.phase === 'Failed' ? 'PodFailed' : 'PodCompleted';
  return { ...condition, status: 'False', reason, lastTransitionTime: context.api.now() };
}
