import { isEmptySelector, type LabelMatcher, labelMatcher, matchesNode, type Release, tolerated } from '../../api';
import type { LabelSelector, Pod, TopologySpreadConstraint } from '../../api/types';
import type { NodeInfo } from './nodeInfo';

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
  release: Release,
): Domains {
  const domainOf = (node: NodeInfo): string | undefined => node.labels[constraint.topologyKey];
  const countIn = counterOf(pod, constraint, release);
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const domain = domainOf(node);
    if (domain === undefined || !counted(pod, constraint, all, node)) continue;
    counts.set(domain, (counts.get(domain) ?? 0) + countIn(node));
  }
  return { counts, domainOf };
}

/** The same for required constraints: until 1.23 all nodes of a domain count that has one for the pod (kubernetes PR 107009). */
export function requiredDomainsOf(
  pod: Pod,
  constraint: TopologySpreadConstraint,
  all: readonly TopologySpreadConstraint[],
  nodes: readonly NodeInfo[],
  release: Release,
): Domains {
  const domains = domainsOf(pod, constraint, all, nodes, release);
  if (release.has('spreadCountsMatchingNodes')) return domains;
  const { counts, domainOf } = domains;
  const countIn = counterOf(pod, constraint, release);
  for (const node of nodes) {
    const domain = domainOf(node) ?? '';
    const before = counts.get(domain);
    if (before !== undefined && !counted(pod, constraint, all, node)) counts.set(domain, before + countIn(node));
  }
  return domains;
}

function counterOf(pod: Pod, constraint: TopologySpreadConstraint, release: Release): (node: NodeInfo) => number {
  const selector = selectorOf(constraint, pod);
  if (selector && isEmptySelector(selector) && release.has('spreadOverlooksEmptySelector')) return () => 0;
  const matcher = labelMatcher(selector);
  const { namespace = '' } = pod.metadata;
  return (node) => node.podsIn(namespace).filter((other) => countsFor(matcher, other)).length;
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
