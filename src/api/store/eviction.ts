import { rule } from '../../kernel/index';
import { isReady } from '../conditions';
import { notFound, StatusError, tooManyRequests } from '../errors';
import { isTerminalPhase } from '../podPhase';
import { labelMatcher } from '../selectors';
import { formatTime } from '../time';
import type { Pod, PodDisruptionBudget } from '../types/index';
import { ANONYMOUS, type DeleteOptions, type ServerContext } from './context';
import { deleteObject } from './delete';

const BUDGET = rule(
  'eviction/budget',
  'A pod is evicted when its disruption budget allows one more, and refused otherwise.',
  'kubernetes.io, API-initiated Eviction',
);
const NOT_COUNTED = rule(
  'eviction/no-budget-for-the-ended',
  'Pods that are pending, have ended or are being deleted need no budget.',
  'registry/core/pod/storage/eviction.go canIgnorePDB',
);
const UNREADY = rule(
  'eviction/unready-pods-may-go',
  'A pod that is not ready may go when enough others are healthy, or always if the budget says so.',
  'KEP-3017',
);

const TOO_MANY_BUDGETS =
  'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';

/**
 * POST of `/eviction`: a deletion that asks the pod's disruption budget first.
 * Source: registry/core/pod/storage `EvictionREST`; KEP-3017 for unready pods.
 * @throws StatusError 404, 429 when the budget does not allow it, 500 when there are several budgets
 */
export function evictPod(context: ServerContext, namespace: string, name: string, options: DeleteOptions): void {
  const { store } = context;
  const pod = store.shelf('Pod').objects.get(namespace, name) as Pod | undefined;
  if (!pod) throw notFound({ plural: 'pods', group: '' }, name);
  if (ignoresBudgets(pod)) context.kernel.acts(NOT_COUNTED);
  else spendBudget(context, pod, options);
  if (context.release.has('disruptionTarget') && !options.dryRun) markTarget(context, pod, options);
  deleteObject(context, 'Pod', namespace, name, options);
}

function ignoresBudgets({ metadata, status }: Pod): boolean {
  const phase = status?.phase;
  return isTerminalPhase(phase) || phase === 'Pending' || metadata.deletionTimestamp !== undefined;
}

function spendBudget(context: ServerContext, pod: Pod, options: DeleteOptions): void {
  const { namespace } = pod.metadata;
  const budgets = context.store.shelf('PodDisruptionBudget').objects.list({ namespace }) as PodDisruptionBudget[];
  const matching = budgets.filter((budget) => labelMatcher(budget.spec.selector).matches(pod.metadata.labels));
  if (matching.length > 1) throw new StatusError('InternalError', TOO_MANY_BUDGETS);
  const budget = matching[0];
  if (!budget) return;
  if (unreadyMayGo(budget, pod)) {
    context.kernel.acts(UNREADY);
    return;
  }
  context.kernel.acts(BUDGET);
  checkBudget(budget);
  if (options.dryRun) return;
  const status = budget.status as NonNullable<PodDisruptionBudget['status']>;
  const spent: PodDisruptionBudget = {
    ...budget,
    metadata: { ...budget.metadata },
    status: {
      ...status,
      disruptionsAllowed: status.disruptionsAllowed - 1,
      disruptedPods: { ...status.disruptedPods, [pod.metadata.name]: formatTime(context.wallMs()) },
    },
  };
  context.store.put(spent, 'status', options.by ?? ANONYMOUS);
}

function unreadyMayGo({ spec, status }: PodDisruptionBudget, pod: Pod): boolean {
  if (isReady(pod)) return false;
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  return status !== undefined && status.desiredHealthy > 0 && status.currentHealthy >= status.desiredHealthy;
}

function checkBudget({ metadata, status }: PodDisruptionBudget): void {
  const refuse = (why: string, retryAfterSeconds: number) =>
    tooManyRequests(
      "Cannot evict pod as it would violate the pod's disruption budget.",
      [{ reason: 'DisruptionBudget', message: `The disruption budget ${metadata.name} ${why}` }],
      retryAfterSeconds,
    );
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    throw refuse('is still being processed by the server.', 10);
  }
  const { disruptionsAllowed = 0, desiredHealthy = 0, currentHealthy = 0 } = status ?? {};
  if (disruptionsAllowed <= 0) {
    throw refuse(`needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`, 0);
  }
}

/** As `UpdatePodCondition` does it: in its place, and a condition that was true already has not come true again. */
function markTarget({ store, wallMs }: ServerContext, pod: Pod, options: DeleteOptions): void {
  const conditions = [...(pod.status?.conditions ?? [])];
  const index = conditions.findIndex(({ type }) => type === 'DisruptionTarget');
  const known = index < 0 ? undefined : conditions[index];
  const target = {
    type: 'DisruptionTarget',
    status: 'True' as const,
    lastProbeTime: null,
    lastTransitionTime: known?.status === 'True' ? known.lastTransitionTime : formatTime(wallMs()),
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  };
  conditions.splice(index < 0 ? conditions.length : index, index < 0 ? 0 : 1, target);
  const marked = { ...pod, metadata: { ...pod.metadata }, status: { ...pod.status, conditions } };
  store.put(marked, 'evict', options.by ?? ANONYMOUS);
}
