import { matchesLabelSelector, type Pod, type PodDisruptionBudget } from '../../api/index';
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
