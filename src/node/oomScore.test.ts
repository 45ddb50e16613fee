import { expect } from 'chai';
import type { Pod } from '../api/types/index';
import { oomScoreAdjust } from './oomScore';

const GI = 2 ** 30;

describe('oom_score_adj', () => {
  const table: readonly [
    what: string,
    qosClass: string,
    request: string | undefined,
    priority: number,
    score: number,
  ][] = [
    ['Guaranteed', 'Guaranteed', '1Gi', 0, -997],
    ['BestEffort', 'BestEffort', undefined, 0, 1000],
    ['an eighth of the memory', 'Burstable', '1Gi', 0, 875],
    ['all of it', 'Burstable', '8Gi', 0, 3],
    ['next to nothing, yet more than BestEffort', 'Burstable', '1Mi', 0, 999],
    ['only cpu', 'Burstable', undefined, 0, 999],
    ['whom the node needs', 'BestEffort', undefined, 2_000_001_000, -997],
    ['whom the cluster needs', 'BestEffort', undefined, 2_000_000_000, 1000],
  ];
  for (const [what, qosClass, memory, priority, score] of table) {
    it(`${qosClass}: ${what}`, () => {
      const resources = memory === undefined ? {} : { resources: { requests: { memory } } };
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p' },
        spec: { priority, containers: [{ name: 'c', image: 'i', ...resources }] },
        status: { qosClass },
      } as Pod;
      expect(oomScoreAdjust(pod, 'c', 8 * GI)).to.equal(score);
    });
  }
});
