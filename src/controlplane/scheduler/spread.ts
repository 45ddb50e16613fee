import { type LabelMatcher, labelMatcher } from '../../api';
import type { LabelSelector, Pod, TopologySpreadConstraint } from '../../api/types';
import { matchesNode } from '../common/node-selector';
import { tolerated } from '../common/tolerations';
import type { NodeInfo } from './node-info';

/** How many pods that a constraint counts are in each domain: `zone=a` → 2. */
export interface Domains {
  readonly counts: Map<string, number>;
  readonly domainOf: (node: NodeInfo) => string | undefined;
}

/** The selector of a constraint with matchLabelKeys put in (KEP-3243). */
export function selectorOf(constraint: TopologySpreadConstraint, pod: Pod): LabelSelector | undefined {
  const keys = (constraint.matchLabelKeys ?? []).filter((key) => pod.metadata.labels?.[key] !== undefined);
  if (keys.length === 0) return constraint.labelSelector;
  const extra = keys.map((key) => ({ key, operator: 'In' as const, values: [pod.metadata.labels![key]!] }));
  const { matchLabels, matchExpressions = [] } = constraint.labelSelector ?? {};
  return { matchLabels, matchExpressions: [...matchExpressions, ...extra] };
}

/** Pods of the namespace in each domain of the nodes that count for the pod. Pods being deleted count no more. */
export function domainsOf(
  pod: Pod,
  constraint: TopologySpreadConstraint,
  all: readonly TopologySpreadConstraint[],
  nodes: readonly NodeInfo[],
): Domains {
  const domainOf = (node: NodeInfo): string | undefined => node.labels[constraint.topologyKey];
  const matcher = labelMatcher(selectorOf(constraint, pod));
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const domain = domainOf(node);
    if (domain === undefined || !counted(pod, constraint, all, node)) continue;
    const others = node.podsIn(pod.metadata.namespace ?? '').filter((other) => countsFor(matcher, other));
    counts.set(domain, (counts.get(domain) ?? 0) + others.length);
  }
  return { counts, domainOf };
}

function countsFor(matcher: LabelMatcher, other: Pod): boolean {
  return !other.metadata.deletionTimestamp && matcher.matches(other.metadata.labels);
}

/** nodeAffinityPolicy (default Honor) and nodeTaintsPolicy (default Ignore), KEP-3094. */
function counted(
  pod: Pod,
  constraint: TopologySpreadConstraint,
  all: readonly TopologySpreadConstraint[],
  node: NodeInfo,
): boolean {
  if (all.some(({ topologyKey }) => node.labels[topologyKey] === undefined)) return false;
  if (constraint.nodeAffinityPolicy !== 'Ignore' && !matchesNode(pod, node)) return false;
  if (constraint.nodeTaintsPolicy !== 'Honor') return true;
  return (node.node.spec?.taints ?? []).every(
    (taint) => taint.effect === 'PreferNoSchedule' || tolerated(taint, pod.spec.tolerations),
  );
}
