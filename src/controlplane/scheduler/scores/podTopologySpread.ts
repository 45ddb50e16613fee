import { matchesAll } from '../../../api';
import type { LabelSelector, Pod, TopologySpreadConstraint } from '../../../api/types';
import { controllerOf } from '../../common/objects';
import type { NodeInfo } from '../nodeInfo';
import type { CycleState, Score } from '../plugin';
import { domainsOf } from '../spread';

const HOSTNAME = 'kubernetes.io/hostname';

/** Soft constraints, and the default ones for pods of a Service or a controller: fewer pods of its kind are better. */
export const podTopologySpread: Score = {
  name: 'PodTopologySpread',
  weight: () => 2,
  score(pod, nodes, state) {
    const own = (pod.spec.topologySpreadConstraints ?? []).filter(
      (each) => each.whenUnsatisfiable === 'ScheduleAnyway',
    );
    const explicit = (pod.spec.topologySpreadConstraints ?? []).length > 0;
    const constraints = explicit ? own : defaultConstraints(pod, state);
    if (constraints.length === 0) return nodes.map(() => 0);
    const labelsRequired = explicit || !state.release.has('spreadsWithoutZones');
    return normalise(rawScores(pod, nodes, state, constraints, labelsRequired));
  },
};

/** undefined: the node lacks a label that it should have; it gets 0. */
function rawScores(
  pod: Pod,
  nodes: readonly NodeInfo[],
  state: CycleState,
  constraints: readonly TopologySpreadConstraint[],
  labelsRequired: boolean,
): (number | undefined)[] {
  const { release } = state;
  const isKnown = (node: NodeInfo): boolean =>
    !labelsRequired || constraints.every(({ topologyKey }) => node.labels[topologyKey] !== undefined);
  const known = nodes.filter(isKnown);
  const counted = constraints.map((constraint) => ({
    maxSkew: constraint.maxSkew,
    weight: Math.log(domainCount(constraint, known) + 2),
    ...domainsOf(pod, constraint, labelsRequired ? constraints : [constraint], state.nodes, release),
  }));
  const whole = release.has('spreadRoundsScores') ? Math.round : Math.trunc;
  return nodes.map((node) => {
    if (!isKnown(node)) return undefined;
    let sum = 0;
    for (const { maxSkew, weight, counts, domainOf } of counted) {
      const domain = domainOf(node);
      if (domain !== undefined) sum += (counts.get(domain) ?? 0) * weight + (maxSkew - 1);
    }
    return whole(sum);
  });
}

/** How many domains the nodes have that the pod could go to; those without the label are one of them. */
function domainCount({ topologyKey }: TopologySpreadConstraint, nodes: readonly NodeInfo[]): number {
  return topologyKey === HOSTNAME ? nodes.length : new Set(nodes.map(({ labels }) => labels[topologyKey])).size;
}

function normalise(raw: readonly (number | undefined)[]): number[] {
  const known = raw.filter((value) => value !== undefined);
  const max = Math.max(0, ...known);
  const min = known.length > 0 ? Math.min(...known) : 0;
  return raw.map((value) => {
    if (value === undefined) return 0;
    return max === 0 ? 100 : Math.trunc((100 * (max + min - value)) / max);
  });
}

/** System defaults: hostname maxSkew 3 and zone maxSkew 5, for the merged selectors of what owns or selects the pod. */
function defaultConstraints(pod: Pod, state: CycleState): TopologySpreadConstraint[] {
  const labelSelector = defaultSelector(pod, state);
  if (!labelSelector) return [];
  const soft = (topologyKey: string, maxSkew: number): TopologySpreadConstraint => {
    return { whenUnsatisfiable: 'ScheduleAnyway', labelSelector, topologyKey, maxSkew };
  };
  return [soft(HOSTNAME, 3), soft('topology.kubernetes.io/zone', 5)];
}

function defaultSelector(pod: Pod, state: CycleState): LabelSelector | undefined {
  const matchLabels: Record<string, string> = {};
  for (const { spec } of state.services(pod.metadata.namespace ?? '')) {
    const selector = spec.selector ?? {};
    if (Object.keys(selector).length > 0 && matchesAll(selector, pod.metadata.labels))
      Object.assign(matchLabels, selector);
  }
  const owner = state.ownerSelector(pod.metadata.namespace ?? '', controllerOf(pod));
  if (Object.keys(matchLabels).length === 0 && !owner) return undefined;
  return {
    matchLabels: { ...matchLabels, ...owner?.matchLabels },
    matchExpressions: owner?.matchExpressions ?? [],
  };
}
