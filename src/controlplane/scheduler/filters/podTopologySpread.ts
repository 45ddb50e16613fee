import type { Pod, TopologySpreadConstraint } from '../../../api/types';
import { rule } from '../../../kernel';
import { matches } from '../../common/selectors';
import { nodeChanged, podLeft } from '../clusterEvent';
import { type Filter, refused } from '../plugin';
import { requiredDomainsOf, selectorOf } from '../spread';

const RULE = rule(
  'scheduler/topology-spread',
  'No domain gets further ahead of the emptiest than maxSkew allows.',
  'kubernetes.io, Pod Topology Spread Constraints',
);

const REASON = "node(s) didn't match pod topology spread constraints";

/** Constraints with whenUnsatisfiable DoNotSchedule: no domain may get ahead of the emptiest by more than maxSkew. */
export const podTopologySpread: Filter = {
  rule: RULE,
  name: 'PodTopologySpread',
  check(pod, node, state) {
    const constraints = requiredOf(pod);
    if (constraints.length === 0) return undefined;
    const nodes = state.nodes.map((each) => (each.name === node.name ? node : each));
    for (const constraint of constraints) {
      const { counts, domainOf } = requiredDomainsOf(pod, constraint, constraints, nodes, state.release);
      const domain = domainOf(node);
      if (domain === undefined) return refused(`${REASON} (missing required label)`);
      const self = matches(selectorOf(constraint, pod), pod.metadata.labels) ? 1 : 0;
      const enough = counts.size >= (constraint.minDomains ?? 1);
      const emptiest = enough ? Math.min(...counts.values()) : 0;
      if ((counts.get(domain) ?? 0) + self - emptiest > constraint.maxSkew) return refused(REASON, false);
    }
    return undefined;
  },
  wakes(event, pod) {
    if (event.type === 'own-update') return counts(pod, event.old) !== counts(pod, event.pod);
    const left = podLeft(event);
    if (left) return concerns(pod, left);
    if (event.type === 'pod-added') return concerns(pod, event.pod);
    // That a pod begins to end is no news, although it counts no more.
    if (event.type === 'pod-updated') return concerns(pod, event.old) !== concerns(pod, event.pod);
    return event.type === 'node-deleted' || nodeChanged(event, 'labels', 'taints');
  },
};

function requiredOf(pod: Pod): TopologySpreadConstraint[] {
  return (pod.spec.topologySpreadConstraints ?? []).filter((each) => each.whenUnsatisfiable === 'DoNotSchedule');
}

function concerns(pod: Pod, other: Pod): boolean {
  return other.metadata.namespace === pod.metadata.namespace && counts(pod, other);
}

/** Whether a constraint of the pod counts the other one. */
function counts(pod: Pod, other: Pod): boolean {
  return requiredOf(pod).some((each) => matches(selectorOf(each, pod), other.metadata.labels));
}
