import { expect } from 'chai';
import type { HorizontalPodAutoscaler, ScalingRules } from '../../api/types';
import { Kernel } from '../../kernel';
import { ScalingHistory } from './scalingHistory';

type Behavior = NonNullable<HorizontalPodAutoscaler['spec']['behavior']>;

/** What an autoscaler between 1 and 20 comes to want, step by step: seconds since the step before, and what its metrics ask for. */
function course(
  from: number,
  behavior: Behavior | undefined,
  steps: readonly (readonly [seconds: number, wanted: number])[],
) {
  const kernel = new Kernel({ seed: 1 });
  const history = new ScalingHistory(kernel, from);
  const spec = {
    scaleTargetRef: { kind: 'Deployment', name: 'web' },
    maxReplicas: 20,
    ...(behavior && { behavior }),
  };
  let current = from;
  return steps.map(([seconds, wanted]) => {
    kernel.runUntil(kernel.now + seconds * 1000);
    const { replicas, able, limited } = history.normalize(spec, current, wanted);
    if (behavior && replicas !== current) history.scaled(current, replicas);
    current = replicas;
    return `${replicas} ${able[0]} ${limited[0]}`;
  });
}

describe('what becomes of the count that metrics ask for', () => {
  const pods = (value: number): ScalingRules => ({
    selectPolicy: 'Max',
    policies: [{ type: 'Pods', value, periodSeconds: 60 }],
  });
  const READY = 'ReadyForNewScale';
  const rows: [what: string, wanted: string[], ...Parameters<typeof course>][] = [
    [
      'at most twice as many, or four',
      [`4 ${READY} ScaleUpLimit`, `8 ${READY} ScaleUpLimit`, `10 ${READY} DesiredWithinRange`],
      1,
      undefined,
      [
        [15, 10],
        [15, 10],
        [15, 10],
      ],
    ],
    ['at most the maximum', [`20 ${READY} TooManyReplicas`], 15, undefined, [[15, 25]]],
    [
      'down to the highest of five minutes',
      [
        '6 ScaleDownStabilized DesiredWithinRange',
        '5 ScaleDownStabilized DesiredWithinRange',
        `2 ${READY} DesiredWithinRange`,
      ],
      6,
      undefined,
      [
        [15, 5],
        [286, 2],
        [300.001, 2],
      ],
    ],
    [
      'what was wanted and could not be had at once is wanted still',
      [`4 ${READY} ScaleUpLimit`, '6 ScaleDownStabilized DesiredWithinRange'],
      2,
      undefined,
      [
        [15, 6],
        [15, 4],
      ],
    ],
    [
      'no more than the policies allow in a minute',
      [`4 ${READY} ScaleUpLimit`, `4 ${READY} ScaleUpLimit`, `6 ${READY} ScaleUpLimit`],
      2,
      { scaleUp: { ...pods(2), stabilizationWindowSeconds: 0 }, scaleDown: pods(100) },
      [
        [15, 9],
        [15, 9],
        [60, 9],
      ],
    ],
    [
      'up to the lowest of the window for scaling up',
      ['2 ScaleUpStabilized DesiredWithinRange', '5 ScaleUpStabilized DesiredWithinRange'],
      2,
      { scaleUp: { ...pods(100), stabilizationWindowSeconds: 30 }, scaleDown: pods(100) },
      [
        [15, 5],
        [29, 9],
      ],
    ],
    [
      'down at once where that is said',
      [`1 ${READY} DesiredWithinRange`],
      9,
      { scaleUp: pods(1), scaleDown: { ...pods(100), stabilizationWindowSeconds: 0 } },
      [[15, 1]],
    ],
  ];
  for (const [what, wanted, ...given] of rows) it(what, () => expect(course(...given)).to.deep.equal(wanted));
});
