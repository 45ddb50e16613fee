import type { Release } from '../release/index';
import type { LabelSelector, Pod, PodAffinityTerm } from '../types/index';

type Requirement = NonNullable<LabelSelector['matchExpressions']>[number];

interface WithKeys {
  labelSelector?: LabelSelector;
  matchLabelKeys?: string[];
  mismatchLabelKeys?: string[];
}

/**
 * Keys of labels become requirements of the selector when a pod is created; without a selector they mean nothing.
 * Source: registry/core/pod `applyMatchLabelKeysAndMismatchLabelKeys` (KEP-3633) and `applyMatchLabelKeys` (KEP-3243).
 */
export function mergeLabelKeys(pod: Pod, release: Release): void {
  const { labels = {} } = pod.metadata;
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const rules = pod.spec.affinity?.[kind];
    for (const term of rules?.requiredDuringSchedulingIgnoredDuringExecution ?? []) merge(term, labels);
    for (const { podAffinityTerm } of rules?.preferredDuringSchedulingIgnoredDuringExecution ?? [])
      if (podAffinityTerm) merge(podAffinityTerm as PodAffinityTerm & WithKeys, labels);
  }
  if (!release.has('spreadKeysMerged')) return;
  for (const constraint of pod.spec.topologySpreadConstraints ?? []) merge(constraint, labels);
}

function merge(owner: WithKeys, labels: Readonly<Record<string, string>>): void {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = owner;
  if (!labelSelector) return;
  const requirement =
    (operator: 'In' | 'NotIn') =>
    (key: string): Requirement[] =>
      labels[key] === undefined ? [] : [{ key, operator, values: [labels[key]] }];
  const more = [...matchLabelKeys.flatMap(requirement('In')), ...mismatchLabelKeys.flatMap(requirement('NotIn'))];
  if (more.length === 0) return;
  owner.labelSelector = { ...labelSelector, matchExpressions: [...(labelSelector.matchExpressions ?? []), ...more] };
}
