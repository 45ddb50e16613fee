import { tolerated } from '../../common/tolerations';
import { nodeChanged } from '../cluster-event';
import { type Filter, refused } from '../plugin';

const TAINT = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const;

/** Cordoned nodes take only pods that tolerate the cordon. */
export const nodeUnschedulable: Filter = {
  name: 'NodeUnschedulable',
  check(pod, { node }) {
    if (!node.spec?.unschedulable || tolerated(TAINT, pod.spec.tolerations)) return undefined;
    return refused('node(s) were unschedulable');
  },
  wakes: (event) => nodeChanged(event, 'unschedulable') || event.type === 'own-update',
};
