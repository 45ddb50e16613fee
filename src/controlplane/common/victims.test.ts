import { expect } from 'chai';
import { Release } from '../../api';
import type { Pod } from '../../api/types';
import { pod } from '../testing/testCluster';
import { byRank, byUse } from './victims';

const NOW = Date.UTC(2026, 10, 21, 1, 0, 0);

interface Peer {
  readonly ageS: number;
  readonly cost?: string;
  readonly restarts?: number;
  readonly sidecarRestarts?: number;
  readonly initRestarts?: number;
}

/** A ready pod; its uid is its name. */
function peer(name: string, { ageS, cost, restarts = 0, sidecarRestarts, initRestarts }: Peer): Pod {
  const at = new Date(NOW - ageS * 1000).toISOString();
  const made = pod(name, { spec: { nodeName: 'n' } });
  made.metadata.uid = name;
  made.metadata.creationTimestamp = at;
  if (cost) made.metadata.annotations = { 'controller.kubernetes.io/pod-deletion-cost': cost };
  const status = (container: string, restartCount: number) => ({
    name: container,
    ready: true,
    restartCount,
    image: '',
    imageID: '',
  });
  made.spec.initContainers = [{ name: 'i' }, { name: 's', restartPolicy: 'Always' }];
  made.status = {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: at }],
    containerStatuses: [status('c', restarts)],
    initContainerStatuses: [status('i', initRestarts ?? 0), status('s', sidecarRestarts ?? 0)],
  };
  return made;
}

const SAME = { ageS: 60 };
const ROWS: readonly [what: string, release: string, a: Peer, b: Peer, first: 'a' | 'b'][] = [
  ['the younger', '1.21', { ageS: 62 }, { ageS: 60 }, 'b'],
  ['the smaller uid of nearly equal ages', '1.22', { ageS: 62 }, { ageS: 60 }, 'a'],
  ['the younger of very different ages', '1.22', { ageS: 600 }, { ageS: 60 }, 'b'],
  ['no lower cost', '1.21', { ageS: 60 }, { ageS: 62, cost: '-1' }, 'a'],
  ['the lower cost', '1.22', { ageS: 60 }, { ageS: 600, cost: '-1' }, 'b'],
  ['more restarts', '1.36', SAME, { ...SAME, restarts: 1 }, 'b'],
  ['no restarts of sidecars', '1.31', SAME, { ...SAME, sidecarRestarts: 1 }, 'a'],
  ['more restarts of sidecars', '1.32', SAME, { ...SAME, sidecarRestarts: 1 }, 'b'],
  [
    'restarts of containers before those of sidecars',
    '1.32',
    { ...SAME, restarts: 1 },
    { ...SAME, sidecarRestarts: 9 },
    'a',
  ],
  ['no restarts of init containers', '1.36', SAME, { ...SAME, initRestarts: 1 }, 'a'],
];

describe('Pods that are given up first', () => {
  for (const [what, release, a, b, first] of ROWS) {
    it(`${release}: ${what}`, () => {
      const circumstances = { nowMs: NOW, release: Release.of(release), crowd: () => 0 };
      const [victim] = byRank([peer('a', a), peer('b', b)], circumstances);
      expect(victim?.metadata.name).to.equal(first);
    });
  }

  it('of a Job the younger go, whatever they cost', () => {
    const order = byUse([peer('a', { ageS: 62, cost: '-1' }), peer('b', { ageS: 60 })], Release.of('1.36'));
    expect(order.map(({ metadata }) => metadata.name)).to.deep.equal(['b', 'a']);
  });
});
