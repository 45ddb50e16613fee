import { tolerated } from '../../../api';
import { rule } from '../../../kernel';
import { nodeChanged } from '../clusterEvent';
import { type Filter, refused } from '../plugin';

const RULE = rule(
  'scheduler/cordon',
  'A node that is cordoned takes no new pods.',
  'kubernetes.io, Safely Drain a Node',
);

const TAINT = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const;

/** Cordoned nodes take only pods that tolerate the cordon. */
export const nodeUnschedulable: Filter = {
  rule: RULE,
  name: 'NodeUnschedulable',
  check(pod, { node }) {
    if (!node.spec?.unschedulable || tolerated(TAINT, pod.spec.tolerations)) return undefined;
    return refused('node(s) were unschedulable');
  },
  wakes(event, pod) {
    if (event.type === 'own-update') return tolerated(TAINT, pod.spec.tolerations);
    if (event.type !== 'node-added' && event.type !== 'node-updated') return false;
    return nodeChanged(event, 'unschedulable') && !event.node.spec?.unschedulable;
  },
};
