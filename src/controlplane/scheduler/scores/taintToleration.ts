import { tolerated } from '../../../api';
import type { Score } from '../plugin';
import { toHundred } from './normalise';

/** Fewer PreferNoSchedule taints that the pod does not tolerate are better. */
export const taintToleration: Score = {
  name: 'TaintToleration',
  weight: (release) => release.number('taintScoreWeight'),
  score(pod, nodes) {
    const intolerable = nodes.map(
      ({ node }) =>
        (node.spec?.taints ?? []).filter(
          (taint) => taint.effect === 'PreferNoSchedule' && !tolerated(taint, pod.spec.tolerations),
        ).length,
    );
    return toHundred(intolerable, true);
  },
};
