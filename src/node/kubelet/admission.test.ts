import { expect } from 'chai';
import { Release } from '../../api/index';
import type { Pod, PodSpec, Taint } from '../../api/types/index';
import { rejectPod } from './admission';

const TAINT: Taint = { key: 'maintenance', value: 'today', effect: 'NoExecute' };

function refusal(spec: Partial<PodSpec>, release: string, taint: Taint, annotations?: Record<string, string>) {
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', ...(annotations ? { annotations } : {}) },
    spec: { containers: [], ...spec },
  };
  const node = { allocatable: {}, labels: {}, taints: [taint], isUnderMemoryPressure: false };
  return rejectPod(pod, [], { ...node, release: Release.of(release) });
}

describe('a node with a taint', () => {
  const key = 'maintenance';
  const rows: readonly (readonly [what: string, spec: Partial<PodSpec>, release: string, refused: boolean])[] = [
    ['a pod', {}, '1.23', false],
    ['a pod', {}, '1.24', true],
    ['a pod that tolerates it', { tolerations: [{ key, value: 'today' }] }, '1.36', false],
    [
      'a pod that tolerates it for a while',
      { tolerations: [{ key, operator: 'Exists', tolerationSeconds: 9 }] },
      '1.36',
      false,
    ],
    ['a pod that tolerates everything', { tolerations: [{ operator: 'Exists' }] }, '1.36', false],
    ['a pod that tolerates another value', { tolerations: [{ key, value: 'tomorrow' }] }, '1.36', true],
    [
      'a pod that tolerates another effect',
      { tolerations: [{ key, operator: 'Exists', effect: 'NoSchedule' }] },
      '1.36',
      true,
    ],
  ];
  for (const [what, spec, release, refused] of rows) {
    it(`${refused ? 'refuses' : 'takes'} ${what} (${release})`, () =>
      expect(refusal(spec, release, TAINT)?.reason).to.equal(refused ? 'TaintToleration' : undefined));
  }

  it('takes static pods, and everything under NoSchedule', () => {
    const isStatic = { 'kubernetes.io/config.source': 'file' };
    expect(refusal({}, '1.36', TAINT, isStatic)).to.equal(undefined);
    expect(refusal({}, '1.36', { ...TAINT, effect: 'NoSchedule' })).to.equal(undefined);
  });

  for (const [release, message] of [
    ['1.30', 'Predicate TaintToleration failed'],
    ['1.31', "Predicate TaintToleration failed: node(s) had taints that the pod didn't tolerate"],
  ] as const) {
    it(`says why (${release})`, () => expect(refusal({}, release, TAINT)?.message).to.equal(message));
  }
});
