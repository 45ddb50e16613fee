import { expect } from 'chai';
import { Release } from '../../api/index';
import type { Pod, PodSpec, Taint } from '../../api/types/index';
import { rejectPod } from './admission';

const TAINT: Taint = { key: 'maintenance', value: 'today', effect: 'NoExecute' };

function podOf(spec: Partial<PodSpec>, annotations?: Record<string, string>): Pod {
  const metadata = { name: 'p', ...(annotations ? { annotations } : {}) };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [], ...spec } };
}

function nodeOf(release: string) {
  const node = { name: 'node-1', labels: { disk: 'ssd' }, taints: [], isUnderMemoryPressure: false };
  return {
    ...node,
    allocatable: { cpu: '2', memory: '1Gi', 'ephemeral-storage': '1Gi' },
    release: Release.of(release),
  };
}

function refusal(spec: Partial<PodSpec>, release: string, taint: Taint, annotations?: Record<string, string>) {
  return rejectPod(podOf(spec, annotations), [], { ...nodeOf(release), taints: [taint] });
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

describe('a node on which nobody has put the pod but its nodeName', () => {
  const wants = (key: string, value: string): Partial<PodSpec> => {
    const terms = [{ matchExpressions: [{ key, operator: 'In' as const, values: [value] }] }];
    return {
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } } },
    };
  };
  const requests = (amounts: Record<string, string>): Partial<PodSpec> => ({
    containers: [{ name: 'c', resources: { requests: amounts } }],
  });
  const onPort = (port: number): Partial<PodSpec> => ({
    containers: [{ name: 'c', ports: [{ containerPort: 80, hostPort: port }] }],
  });
  const rows: readonly (readonly [what: string, spec: Partial<PodSpec>, reason: string | undefined])[] = [
    ['takes what it matches', wants('disk', 'ssd'), undefined],
    ['refuses what its labels do not match', { nodeSelector: { disk: 'hdd' } }, 'NodeAffinity'],
    ['refuses what must be elsewhere', wants('disk', 'hdd'), 'NodeAffinity'],
    ['refuses whom it has no disk for', requests({ 'ephemeral-storage': '2Gi' }), 'OutOfephemeral-storage'],
    ['says first what it lacks', { ...requests({ cpu: '3' }), nodeSelector: { disk: 'hdd' } }, 'OutOfcpu'],
    ['refuses a port that another pod has', onPort(8080), 'NodePorts'],
    ['takes another port', onPort(8081), undefined],
  ];
  for (const [what, spec, reason] of rows) {
    it(what, () => expect(rejectPod(podOf(spec), [podOf(onPort(8080))], nodeOf('1.36'))?.reason).to.equal(reason));
  }
});
