import { sameJson } from '../../../api';
import { rule } from '../../../kernel';
import { tolerated } from '../../common/tolerations';
import { nodeChanged } from '../cluster-event';
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
    const taint = (node.spec?.taints ?? []).find(
      (each) => each.effect !== 'PreferNoSchedule' && !tolerated(each, pod.spec.tolerations),
    );
    if (!taint) return undefined;
    return refused(release.text('untoleratedTaint', { taint: `${taint.key}: ${taint.value ?? ''}` }));
  },
  wakes: (event) =>
    nodeChanged(event, 'taints') ||
    (event.type === 'own-update' && !sameJson(event.old.spec.tolerations, event.pod.spec.tolerations)),
};
