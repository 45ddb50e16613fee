import { sameJson } from '../../../api';
import { rule } from '../../../kernel';
import { matches } from '../../common/selectors';
import { nodeChanged } from '../cluster-event';
import { type Filter, refused } from '../plugin';
import { domainsOf, selectorOf } from '../spread';

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
    const constraints = (pod.spec.topologySpreadConstraints ?? []).filter(
      ({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule',
    );
    if (constraints.length === 0) return undefined;
    const nodes = state.nodes.map((each) => (each.name === node.name ? node : each));
    for (const constraint of constraints) {
      const { counts, domainOf } = domainsOf(pod, constraint, constraints, nodes);
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
    if (event.type === 'own-update') return !sameJson(event.old.metadata.labels, event.pod.metadata.labels);
    if (event.type === 'pod-added' || event.type === 'pod-deleted') {
      return event.pod.metadata.namespace === pod.metadata.namespace;
    }
    if (event.type === 'pod-updated') {
      return (
        event.pod.metadata.namespace === pod.metadata.namespace &&
        (!sameJson(event.old.metadata.labels, event.pod.metadata.labels) ||
          event.old.metadata.deletionTimestamp !== event.pod.metadata.deletionTimestamp)
      );
    }
    return nodeChanged(event, 'labels', 'taints');
  },
};
