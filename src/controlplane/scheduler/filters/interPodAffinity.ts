import { sameJson } from '../../../api';
import type { Pod, PodAffinityTerm } from '../../../api/types';
import { rule } from '../../../kernel';
import { nodeChanged, podLeft } from '../clusterEvent';
import type { NodeInfo } from '../nodeInfo';
import type { CycleState, Filter } from '../plugin';
import { requiredAffinity, requiredAntiAffinity, speaksOf, termMatches } from '../podAffinity';

const RULE = rule(
  'scheduler/pod-affinity',
  'Required affinity and anti-affinity to other pods are kept on both sides.',
  'kubernetes.io, Assigning Pods to Nodes',
);

/** Required pod affinity and anti-affinity, of the pod and of the pods that are there. */
export const interPodAffinity: Filter = {
  rule: RULE,
  name: 'InterPodAffinity',
  check(pod, node, state) {
    const { release } = state;
    const first = release.has('interPodAffinityTwoReasons') ? [release.text('podAffinityMismatch')] : [];
    if (!affinityHolds(pod, node, state)) {
      return { reasons: [...first, "node(s) didn't match pod affinity rules"], unresolvable: true };
    }
    if (requiredAntiAffinity(pod).some((term) => podInDomain(term, pod, node, state))) {
      return { reasons: [...first, "node(s) didn't match pod anti-affinity rules"], unresolvable: false };
    }
    if (repelled(pod, node, state)) {
      return { reasons: [...first, "node(s) didn't satisfy existing pods anti-affinity rules"], unresolvable: false };
    }
    return undefined;
  },
  wakes(event, pod) {
    if (event.type === 'own-update') return !sameJson(event.old.metadata.labels, event.pod.metadata.labels);
    if (event.type === 'pod-added') return speaksOf(requiredAffinity(pod), pod, event.pod);
    if (event.type === 'pod-updated' && !podLeft(event)) {
      const comes = (terms: readonly PodAffinityTerm[], before: Pod, after: Pod): boolean =>
        !speaksOf(terms, pod, before) && speaksOf(terms, pod, after);
      return (
        comes(requiredAffinity(pod), event.old, event.pod) || comes(requiredAntiAffinity(pod), event.pod, event.old)
      );
    }
    const left = podLeft(event);
    if (!left) return nodeChanged(event, 'labels');
    return speaksOf(requiredAntiAffinity(pod), pod, left) || speaksOf(requiredAntiAffinity(left), left, pod);
  },
};

/** Each term needs a matching pod in the node's domain; the first pod of a group that matches itself may go anywhere. */
function affinityHolds(pod: Pod, node: NodeInfo, state: CycleState): boolean {
  const terms = requiredAffinity(pod);
  if (terms.length === 0) return true;
  if (terms.some(({ topologyKey }) => node.labels[topologyKey] === undefined)) return false;
  // Whoever is on a node that belongs to no domain counts for none (updateWithAffinityTerms).
  const inDomains = state.nodes.filter(({ labels }) =>
    terms.some(({ topologyKey }) => labels[topologyKey] !== undefined),
  );
  const others = inDomains.flatMap(({ pods }) => pods);
  const nobody = !others.some((other) => terms.every((term) => termMatches(term, pod, other, state)));
  if (nobody) return terms.every((term) => termMatches(term, pod, pod, state));
  return terms.every((term) => podInDomain(term, pod, node, state, terms));
}

function podInDomain(
  term: PodAffinityTerm,
  pod: Pod,
  node: NodeInfo,
  state: CycleState,
  all: readonly PodAffinityTerm[] = [term],
): boolean {
  const domain = node.labels[term.topologyKey];
  if (domain === undefined) return false;
  return domainPods(term.topologyKey, domain, node, state).some((other) =>
    all.every((each) => termMatches(each, pod, other, state)),
  );
}

/** The anti-affinity of pods that are there already works against newcomers too. */
function repelled(pod: Pod, node: NodeInfo, state: CycleState): boolean {
  return state.sociable.some((each) => {
    const neighbour = each.name === node.name ? node : each;
    return neighbour.withAffinity.some((other) =>
      requiredAntiAffinity(other).some(
        (term) =>
          node.labels[term.topologyKey] !== undefined &&
          neighbour.labels[term.topologyKey] === node.labels[term.topologyKey] &&
          termMatches(term, other, pod, state),
      ),
    );
  });
}

function domainPods(key: string, domain: string, node: NodeInfo, state: CycleState): readonly Pod[] {
  return neighbourhood(node, state).flatMap((each) => (each.labels[key] === domain ? each.pods : []));
}

/** All nodes, with this one as the cycle tries it: preemption looks at nodes with some pods taken away. */
function neighbourhood(node: NodeInfo, state: CycleState): NodeInfo[] {
  return state.nodes.map((each) => (each.name === node.name ? node : each));
}
