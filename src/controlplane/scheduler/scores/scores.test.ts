import { expect } from 'chai';
import { Release } from '../../../api';
import type { KubeNode, Pod } from '../../../api/types';
import { node, pod } from '../../testing/testCluster';
import { NodeInfo } from '../nodeInfo';
import type { CycleState } from '../plugin';
import { SCORES } from './index';

type Requests = Record<string, string>;

function requesting(name: string, requests: Requests, changes: Parameters<typeof pod>[1] = {}): Pod {
  return pod(name, { ...changes, requests });
}

/** 2 cores and 4 GiB, with pods that ask for these. */
function holding(name: string, requests: readonly Requests[], changes: Partial<KubeNode> = {}): NodeInfo {
  return NodeInfo.of(
    node(name, changes),
    requests.map((each, index) => requesting(`${name}-${index}`, each)),
  );
}

function scores(plugin: string, release: string, candidate: Pod, nodes: readonly NodeInfo[]): number[] {
  const state = {
    release: Release.of(release),
    nodes,
    sociable: nodes.filter(({ withAffinity }) => withAffinity.length > 0),
    services: () => [],
    ownerSelector: () => ({ matchLabels: { app: 'web' } }),
  } as unknown as CycleState;
  const found = SCORES.find(({ name }) => name === plugin);
  return found?.score(candidate, nodes, state) ?? [];
}

describe('scores of nodes', () => {
  const halfCpu = holding('cpu', [{ cpu: '1', memory: '1Gi' }]);
  const halfMemory = holding('memory', [{ cpu: '500m', memory: '2Gi' }]);
  const full = holding('full', [{ cpu: '1990m', memory: '1Gi' }]);
  const empty = holding('empty', []);

  // Two nodes that are used by a half of one resource and a quarter of the other; a pod that asks for cpu.
  const balances: [string, Requests, readonly NodeInfo[], Record<string, readonly number[]>][] = [
    [
      'a pod that asks for cpu',
      { cpu: '500m', memory: '0' },
      [halfCpu, halfMemory],
      { '1.20': [50, 100], '1.22': [75, 100], '1.35': [75, 100], '1.36': [69, 81] },
    ],
    [
      'a pod that asks for nothing',
      {},
      [halfCpu, empty],
      { '1.21': [74, 99], '1.22': [87, 100], '1.32': [87, 100], '1.33': [0, 0], '1.36': [0, 0] },
    ],
    ['a node that is full by what is taken for granted', {}, [full], { '1.20': [0], '1.21': [29], '1.22': [62] }],
  ];
  for (const [what, requests, nodes, byRelease] of balances) {
    for (const [release, expected] of Object.entries(byRelease)) {
      it(`balance of ${what} in ${release}`, () =>
        expect(scores('NodeResourcesBalancedAllocation', release, requesting('p', requests), nodes)).to.deep.equal(
          expected,
        ));
    }
  }

  const image = (name: string) => ({ names: [name], sizeBytes: 523 * 1024 * 1024 });
  const withImage = holding('a', [], { status: { ...node('x').status, images: [image('init:1')] } });
  for (const [release, expected] of [
    ['1.29', [0, 0]],
    ['1.30', [12, 0]],
  ] as const) {
    it(`images of init containers in ${release}`, () => {
      const spec = { initContainers: [{ name: 'i', image: 'init:1' }] };
      expect(scores('ImageLocality', release, pod('p', { spec }), [withImage, empty])).to.deep.equal(expected);
    });
  }

  const labels = { app: 'web' };
  const owned = pod('p', { labels });
  const withReplicas = (name: string, count: number, zone?: string): NodeInfo => {
    const metadata = node(name, zone ? { labels: { 'topology.kubernetes.io/zone': zone } } : {}).metadata;
    const replicas = Array.from({ length: count }, (_, index) => pod(`${name}-${index}`, { labels }));
    return NodeInfo.of({ ...node(name), metadata }, replicas);
  };
  const spreads: [string, Pod, readonly NodeInfo[], Record<string, readonly number[]>][] = [
    [
      'replicas on nodes without zones',
      owned,
      [withReplicas('a', 2), withReplicas('b', 0)],
      { '1.22': [0, 0], '1.23': [50, 100], '1.24': [40, 100] },
    ],
    [
      'replicas on one node with a zone and one without',
      owned,
      [withReplicas('a', 1, 'z'), withReplicas('b', 0)],
      { '1.22': [100, 0], '1.36': [22, 100] },
    ],
    [
      'an empty selector',
      pod('p', {
        spec: {
          topologySpreadConstraints: [
            {
              topologyKey: 'kubernetes.io/hostname',
              maxSkew: 1,
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: {},
            },
          ],
        },
      }),
      [withReplicas('a', 2), withReplicas('b', 0)],
      { '1.26': [0, 100], '1.27': [100, 100] },
    ],
  ];
  for (const [what, candidate, nodes, byRelease] of spreads) {
    for (const [release, expected] of Object.entries(byRelease)) {
      it(`spread of ${what} in ${release}`, () =>
        expect(scores('PodTopologySpread', release, candidate, nodes)).to.deep.equal(expected));
    }
  }

  const near = (key: string, weight: number) => ({
    weight,
    podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { [key]: 'yes' } } },
  });
  const friendly = pod('p', {
    spec: {
      affinity: {
        podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [near('near', 50), near('nearer', 100)] },
      },
    },
  });
  const neighbour = (name: string, label: string): NodeInfo =>
    NodeInfo.of(node(name), [pod(`${name}-0`, { labels: { [label]: 'yes' } })]);
  for (const [release, expected] of [
    ['1.20', [50, 100]],
    ['1.21', [0, 100]],
  ] as const) {
    it(`preferred pod affinity in ${release}`, () =>
      expect(
        scores('InterPodAffinity', release, friendly, [neighbour('a', 'near'), neighbour('b', 'nearer')]),
      ).to.deep.equal(expected));
  }

  for (const [release, expected] of [
    ['1.22', { TaintToleration: 1, NodeAffinity: 1, PodTopologySpread: 2, InterPodAffinity: 1 }],
    ['1.23', { TaintToleration: 3, NodeAffinity: 2, PodTopologySpread: 2, InterPodAffinity: 2 }],
  ] as const) {
    it(`weights in ${release}`, () => {
      const weights = SCORES.map(({ name, weight }) => [name, weight(Release.of(release))]);
      expect(Object.fromEntries(weights)).to.include(expected);
    });
  }
});
