import { expect } from 'chai';
import { Release } from '../../api';
import type { Pod, PodDisruptionBudget } from '../../api/types';
import { node, pod } from '../testing/testCluster';
import { NodeInfo } from './nodeInfo';
import type { CycleState, Rejection } from './plugin';
import { preempt } from './preemption';

const NO_ROOM: Rejection = { plugin: 'NodeResourcesFit', reasons: ['Insufficient cpu'], unresolvable: false };
const NEVER: Rejection = { plugin: 'TaintToleration', reasons: ['taint'], unresolvable: true };

function running(name: string, priority: number, cpu: string, status: Pod['status'] = {}): Pod {
  const made = pod(name, { requests: { cpu }, spec: { priority } });
  return { ...made, metadata: { ...made.metadata, uid: name }, status };
}

function state(release: string, nodes: Record<string, readonly Pod[]>): CycleState {
  const infos = Object.entries(nodes).map(([name, pods]) => NodeInfo.of(node(name), pods));
  return { release: Release.of(release), nodes: infos, sociable: [], services: () => [] } as unknown as CycleState;
}

const wants = (priority: number, nominatedNodeName?: string): Pod =>
  running('p', priority, '2', nominatedNodeName ? { nominatedNodeName } : {});

describe('preempt', () => {
  const victims: [string, number, readonly [number, string][], readonly [number, string][], string][] = [
    [
      'fewer pods than more of less importance',
      10,
      [
        [5, '500m'],
        [0, '500m'],
        [0, '500m'],
      ],
      [
        [5, '1'],
        [5, '1'],
      ],
      'b',
    ],
    [
      'one pod than two of its importance',
      10,
      [
        [5, '1'],
        [5, '1'],
      ],
      [[5, '2']],
      'b',
    ],
    [
      'less important pods',
      10,
      [
        [1, '1'],
        [1, '1'],
      ],
      [[5, '2']],
      'a',
    ],
    [
      'fewer pods, although priorities are negative',
      10,
      [
        [-5, '1'],
        [-5, '1'],
      ],
      [[-5, '2']],
      'b',
    ],
  ];
  for (const [what, priority, onA, onB, expected] of victims) {
    it(`takes ${what}`, () => {
      const pods = (name: string, list: readonly [number, string][]) =>
        list.map(([each, cpu], index) => running(`${name}${index}`, each, cpu));
      const cluster = state('1.36', { a: pods('a', onA), b: pods('b', onB) });
      const rejections = new Map([
        ['a', NO_ROOM],
        ['b', NO_ROOM],
      ]);
      expect(preempt(wants(priority), cluster, rejections, []).node).to.equal(expected);
    });
  }

  const ending = (reason?: string): Pod => {
    const conditions = reason ? [{ type: 'DisruptionTarget', status: 'True' as const, reason }] : [];
    const victim = running('v', 0, '1', { conditions });
    return { ...victim, metadata: { ...victim.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } };
  };
  const waits = 'not eligible due to a terminating pod on the nominated node.';
  for (const [release, reason, message] of [
    ['1.26', undefined, waits],
    ['1.27', undefined, undefined],
    ['1.27', 'DeletionByTaintManager', undefined],
    ['1.27', 'PreemptionByScheduler', waits],
  ] as const) {
    it(`waits in ${release} for a pod that ends: ${reason ?? 'by itself'}`, () => {
      const cluster = state(release, { a: [ending(reason), running('w', 0, '1')] });
      const found = preempt(wants(10, 'a'), cluster, new Map([['a', NO_ROOM]]), []);
      expect('message' in found ? found.message : undefined).to.equal(message);
    });
  }

  it('looks at other nodes when the nominated one will not do any more', () => {
    const cluster = state('1.36', { a: [ending('PreemptionByScheduler')], b: [running('w', 0, '1')] });
    const rejections = new Map([
      ['a', NEVER],
      ['b', NO_ROOM],
    ]);
    expect(preempt(wants(10, 'a'), cluster, rejections, []).node).to.equal('b');
  });

  for (const [release, rejection, inVain] of [
    ['1.22', NO_ROOM, false],
    ['1.22', NEVER, true],
    ['1.23', NO_ROOM, true],
  ] as const) {
    it(`gives a nominated node up in ${release} when there is nobody to take away (${rejection.plugin})`, () => {
      const cluster = state(release, { a: [running('w', 10, '1')] });
      expect(preempt(wants(10, 'a'), cluster, new Map([['a', rejection]]), []).inVain).to.equal(inVain);
    });
  }

  const labels = { app: 'web' };
  for (const [what, selector, disruptedPods, expected] of [
    ['a budget that its pod has used up', { matchLabels: labels }, undefined, 'b'],
    ['no budget that selects everything', {}, undefined, 'a'],
    ['no budget for a pod that is evicted already', { matchLabels: labels }, { a: '2026-11-21T01:00:00Z' }, 'a'],
  ] as const) {
    it(`respects ${what}`, () => {
      const labelled = (name: string, own: Record<string, string>) => {
        const made = running(name, 0, '2', { startTime: '2026-11-21T01:00:00Z' });
        return { ...made, metadata: { ...made.metadata, labels: own } };
      };
      const cluster = state('1.36', { a: [labelled('a', labels)], b: [labelled('b', {})] });
      const rejections = new Map([
        ['a', NO_ROOM],
        ['b', NO_ROOM],
      ]);
      const budget = {
        metadata: { name: 'x', namespace: 'default' },
        spec: { selector },
        status: { disruptionsAllowed: 0, ...(disruptedPods ? { disruptedPods } : {}) },
      } as unknown as PodDisruptionBudget;
      expect(preempt(wants(10), cluster, rejections, [budget]).node).to.equal(expected);
    });
  }
});
