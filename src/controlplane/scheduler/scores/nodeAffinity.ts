import { matchesTerm } from '../../../api';
import type { Score } from '../plugin';
import { toHundred } from './normalise';

/** Preferred node affinity: the weights of the terms that match. */
export const nodeAffinity: Score = {
  name: 'NodeAffinity',
  weight: (release) => release.number('nodeAffinityScoreWeight'),
  score(pod, nodes) {
    const terms = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    const raw = nodes.map((node) =>
      terms.reduce((sum, { weight, preference }) => sum + (matchesTerm(preference, node) ? weight : 0), 0),
    );
    return toHundred(raw);
  },
};
