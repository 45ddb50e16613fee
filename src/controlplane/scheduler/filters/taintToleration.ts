import { sameJson, tolerated } from '../../../api';
import type { KubeNode, Pod, Taint } from '../../../api/types';
import { rule } from '../../../kernel';
import { nodeChanged } from '../clusterEvent';
import { type Filter, refused } from '../plugin';

const RULE = rule(
  'scheduler/taints',
  'Taints NoSchedule and NoExecute keep away pods that do not tolerate them.',
  'kubernetes.io, Taints and Tolerations',
);

/** Taints NoSchedule and NoExecute keep pods away that do not tolerate them. */
export const taintToleration: Filter = {
  rule: RULE,
  name: 'TaintToleration',
  check(pod, { node }, { release }) {
    const taint = untoleratedTaint(pod, node);
    if (!taint) return undefined;
    return refused(release.text('untoleratedTaint', { taint: `${taint.key}: ${taint.value ?? ''}` }));
  },
  wakes(event, pod) {
    if (event.type === 'own-update') return !sameJson(event.old.spec.tolerations, event.pod.spec.tolerations);
    if (event.type !== 'node-added' && event.type !== 'node-updated') return false;
    return nodeChanged(event, 'taints') && !untoleratedTaint(pod, event.node);
  },
};

export function untoleratedTaint(pod: Pod, node: KubeNode): Taint | undefined {
  return (node.spec?.taints ?? []).find(
    (each) => each.effect !== 'PreferNoSchedule' && !tolerated(each, pod.spec.tolerations),
  );
}
