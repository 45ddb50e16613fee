import { rule } from '../../kernel/index';
import { conditionOf, isReady, withCondition, withDisruptionAllowed } from '../conditions';
import { notFound, StatusError, tooManyRequests } from '../errors';
import { isTerminalPhase } from '../podPhase';
import type { Release } from '../release/index';
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

type BudgetStatus = NonNullable<PodDisruptionBudget['status']>;

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
  checkBudget(budget, context);
  if (options.dryRun) return;
  const status = budget.status as BudgetStatus;
  const allowed = status.disruptionsAllowed - 1;
  const spent: PodDisruptionBudget = {
    ...budget,
    metadata: { ...budget.metadata },
    status: {
      ...status,
      ...(allowed === 0 && context.release.has('budgetConditions') ? exhausted(status, context) : {}),
      disruptionsAllowed: allowed,
      disruptedPods: { ...status.disruptedPods, [pod.metadata.name]: formatTime(context.wallMs()) },
    },
  };
  context.store.put(spent, 'status', options.by ?? ANONYMOUS);
}

function exhausted({ conditions, observedGeneration = 0 }: BudgetStatus, { wallMs }: ServerContext) {
  const now = formatTime(wallMs());
  return { conditions: withDisruptionAllowed(conditions, { allowed: 0, observedGeneration, now }) };
}

function unreadyMayGo({ spec, status }: PodDisruptionBudget, pod: Pod): boolean {
  if (isReady(pod)) return false;
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  return status !== undefined && status.desiredHealthy > 0 && status.currentHealthy >= status.desiredHealthy;
}

function checkBudget({ metadata, status }: PodDisruptionBudget, { release }: ServerContext): void {
  const refuse = (why: string, retryAfterSeconds: number) =>
    tooManyRequests(
      "Cannot evict pod as it would violate the pod's disruption budget.",
      [{ reason: 'DisruptionBudget', message: `The disruption budget ${metadata.name} ${why}` }],
      retryAfterSeconds,
    );
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    throw refuse('is still being processed by the server.', 10);
  }
  if ((status?.disruptionsAllowed ?? 0) <= 0) throw refuse(whyNone(status, release), 0);
}

/** Old releases name the numbers in any case; later ones where they say it, and a failure that the condition tells of. */
function whyNone(status: BudgetStatus | undefined, release: Release): string {
  const { desiredHealthy = 0, currentHealthy = 0, conditions } = status ?? {};
  const numbers = `needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  if (!release.has('evictionTellsWhyNone')) return numbers;
  const { status: allows, reason, message } = conditionOf(conditions, 'DisruptionAllowed') ?? {};
  const none = 'does not allow evicting pods currently';
  if (allows === 'False' && reason === 'SyncFailed' && message) return `${none} because it failed sync: ${message}`;
  if (currentHealthy <= desiredHealthy) return numbers;
  return allows === 'False' && message ? `${none} (${reason}): ${message}` : none;
}

/** As `UpdatePodCondition` does it: in its place, and a condition that was true already has not come true again. */
function markTarget({ store, wallMs }: ServerContext, pod: Pod, options: DeleteOptions): void {
  const conditions = withCondition(pod.status?.conditions, {
    type: 'DisruptionTarget',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: formatTime(wallMs()),
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  });
  const marked = { ...pod, metadata: { ...pod.metadata }, status: { ...pod.status, conditions } };
  store.put(marked, 'evict', options.by ?? ANONYMOUS);
}
