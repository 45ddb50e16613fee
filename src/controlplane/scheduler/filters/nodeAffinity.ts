import { matchesNode, namedNodes } from '../../../api';
import { rule } from '../../../kernel';
import { nodeChanged } from '../clusterEvent';
import { type Filter, refused } from '../plugin';

const RULE = rule(
  'scheduler/node-affinity',
  'A pod goes to a node that its node selector and its required node affinity match.',
  'kubernetes.io, Assigning Pods to Nodes',
);

/** nodeSelector and required node affinity. */
export const nodeAffinity: Filter = {
  rule: RULE,
  name: 'NodeAffinity',
  check(pod, node, { release }) {
    if (matchesNode(pod, node)) return undefined;
    if (namedNodes(pod)?.has(node.name) !== false) return refused(release.text('nodeAffinityMismatch'));
    const reason = release.text('nodeAffinityByName');
    return { reasons: reason ? [reason] : [], unresolvable: !release.has('preemptionTriesNodesExcludedByName') };
  },
  wakes(event, pod) {
    if (event.type === 'node-added' || event.type === 'node-updated') {
      const { name, labels = {} } = event.node.metadata;
      return nodeChanged(event, 'labels') && matchesNode(pod, { name, labels });
    }
    return false;
  },
};
