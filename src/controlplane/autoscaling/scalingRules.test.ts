import { expect } from 'chai';
import type { ScalingRules } from '../../api/types';
import { fewestAllowed, mostAllowed, type ScaleEvents } from './scalingRules';

const NONE: ScaleEvents = { up: [], down: [] };
const PODS = { type: 'Pods', value: 4, periodSeconds: 60 };
const PERCENT = { type: 'Percent', value: 10, periodSeconds: 60 };
const NOW = 1_000_000;

describe('the policies of autoscalers', () => {
  const rows: [
    what: string,
    current: number,
    rules: ScalingRules,
    events: ScaleEvents,
    most: number,
    fewest: number,
  ][] = [
    ['pods', 10, { policies: [PODS] }, NONE, 14, 6],
    ['percent: up is rounded up, down as well', 15, { policies: [PERCENT] }, NONE, 17, 13],
    ['the one that allows more', 10, { policies: [PODS, PERCENT] }, NONE, 14, 6],
    ['the one that allows less', 10, { policies: [PODS, PERCENT], selectPolicy: 'Min' }, NONE, 11, 9],
    ['none', 10, { policies: [PODS], selectPolicy: 'Disabled' }, NONE, 10, 10],
    [
      'what came in the period counts',
      10,
      { policies: [PODS] },
      { up: [{ t: NOW - 59_000, change: 3 }], down: [] },
      11,
      3,
    ],
    [
      'what came before it does not',
      10,
      { policies: [PODS] },
      { up: [{ t: NOW - 60_000, change: 3 }], down: [] },
      14,
      6,
    ],
    ['what went in the period counts', 10, { policies: [PODS] }, { up: [], down: [{ t: NOW - 1, change: 2 }] }, 16, 8],
    ['too much has come already', 10, { policies: [PODS] }, { up: [{ t: NOW - 1, change: 9 }], down: [] }, 10, -3],
  ];
  for (const [what, current, rules, events, most, fewest] of rows)
    it(what, () => {
      expect(mostAllowed(current, rules, events, NOW), 'most').to.equal(most);
      expect(fewestAllowed(current, rules, events, NOW), 'fewest').to.equal(fewest);
    });
});
