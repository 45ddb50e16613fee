import { isReady, matchesLabelSelector, type Pod, type PodDisruptionBudget } from '../../api/index';
import { atWrites, type Invariant } from './invariant';
import type { PodLife } from './podLife';

/** The budget counts what its controller last saw. */
const NEWS_MS = 2_000;

export const evictionsKeepBudgets: Invariant = {
  name: 'disruption/evictions-keep-the-budget',
  says: 'No eviction takes a healthy pod that its disruption budget needs.',
  source: 'kubernetes.io, API-initiated Eviction; Specifying a Disruption Budget for your Application',
  observe: atWrites<Pod>(['Pod'], ({ verb, object, before, t }, past) => {
    if (verb !== 'evict' || !before || before.metadata.deletionTimestamp || !object.metadata.deletionTimestamp)
      return undefined;
    const { namespace, name } = object.metadata;
    if (before.status?.phase !== 'Running' || !wasHealthy(past.pods.get(`Pod/${namespace}/${name}`), t))
      return undefined;
    for (const budget of past.objects.values()) {
      if (budget.kind !== 'PodDisruptionBudget' || budget.metadata.namespace !== namespace) continue;
      const { spec, status } = budget as PodDisruptionBudget;
      if (!matchesLabelSelector(spec.selector, object.metadata.labels)) continue;
      const left = [...past.pods.values()].filter(
        (life) =>
          life.pod.metadata.namespace === namespace &&
          life.pod.metadata.name !== name &&
          matchesLabelSelector(spec.selector, life.pod.metadata.labels) &&
          wasHealthy(life, t),
      ).length;
      const needed = status?.desiredHealthy ?? 0;
      if (left < needed)
        return `evicted: ${left} healthy pods are left, budget ${budget.metadata.name} needs ${needed}`;
    }
    return undefined;
  }),
};

function wasHealthy(life: PodLife | undefined, t: number): boolean {
  if (!life || life.isRemoved) return false;
  const deleted = life.deletedMs !== undefined && t - life.deletedMs > NEWS_MS;
  return !deleted && (life.isReady || t - life.readinessMs < NEWS_MS);
}

export const budgetsSpareWhatIsLeft: Invariant = {
  name: 'disruption/allows-what-can-be-spared',
  says: 'A disruption budget allows no more evictions than there are healthy pods beyond those that it asks for.',
  source: 'kubernetes.io, Specifying a Disruption Budget for your Application; policy/v1 PodDisruptionBudgetStatus',
  observe(past) {
    let lost: Loss[] = [];
    const pods = atWrites<Pod>(['Pod'], ({ object, before, verb, t }) => {
      const was = before !== undefined && counts(before);
      const still = verb !== 'removed' && counts(object) && hasLabelsOf(before, object);
      if (was && !still) lost.push({ t, pod: before });
      return undefined;
    })(past);
    const budgets = atWrites<PodDisruptionBudget>(['PodDisruptionBudget'], ({ object, by, t }) => {
      const { metadata, spec, status } = object;
      const isFresh = status?.observedGeneration === metadata.generation;
      if (by !== 'disruption-controller' || !status?.disruptionsAllowed || !isFresh) return undefined;
      lost = lost.filter((loss) => t - loss.t < NEWS_MS);
      const needed = neededBy(spec, status.expectedPods);
      const healthy = [...past.pods.values()]
        .filter((life) => !life.isRemoved && counts(life.pod))
        .map(({ pod }) => pod)
        .concat(lost.map(({ pod }) => pod))
        .filter((pod) => pod.metadata.namespace === metadata.namespace)
        .filter((pod) => matchesLabelSelector(spec.selector, pod.metadata.labels)).length;
      return status.disruptionsAllowed > Math.max(0, healthy - needed)
        ? `${status.disruptionsAllowed} evictions are allowed: ${healthy} pods are healthy, ${needed} are needed`
        : undefined;
    })(past);
    return { ...pods, ...budgets };
  },
};

/** A pod that was healthy a moment ago: the controller may not have heard yet that it no longer is. */
interface Loss {
  readonly t: number;
  readonly pod: Pod;
}

function hasLabelsOf(before: Pod | undefined, { metadata }: Pod): boolean {
  const labels = before?.metadata.labels;
  return labels === metadata.labels || JSON.stringify(labels) === JSON.stringify(metadata.labels);
}

const counts = (pod: Pod): boolean => isReady(pod) && pod.metadata.deletionTimestamp === undefined;

/** Percentages are rounded up, of what is needed and of what may be missing. */
function neededBy({ minAvailable, maxUnavailable }: PodDisruptionBudget['spec'], expected: number): number {
  return maxUnavailable === undefined
    ? share(minAvailable ?? 0, expected)
    : Math.max(0, expected - share(maxUnavailable, expected));
}

function share(of: number | string, expected: number): number {
  return typeof of === 'number' ? of : Math.ceil((Number.parseFloat(of) * expected) / 100);
}
