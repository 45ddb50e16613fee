import { expect } from 'chai';
import { Release } from '../../api';
import type { OwnerReference, PersistentVolumeClaim, Pod, StatefulSet } from '../../api/types';
import { TestCluster } from '../testing/testCluster';
import { ownersOf } from './claimOwners';

const claim: PersistentVolumeClaim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

function set(spec: Partial<StatefulSet['spec']> = {}): StatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'sts', namespace: 'default', uid: 'set' },
    spec: {
      replicas: 2,
      serviceName: 'sts',
      selector: { matchLabels: { app: 'sts' } },
      template: {
        metadata: { labels: { app: 'sts' } },
        spec: { containers: [{ name: 'c', image: 'nginx:1' }] },
      },
      volumeClaimTemplates: [claim],
      ...spec,
    },
  };
}

const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'sts-0', uid: 'pod' } } as Pod;

function reference(text: string): OwnerReference {
  const [kind = '', name = '', uid = '', controller] = text.split(' ');
  const apiVersion = kind === 'Pod' ? 'v1' : 'apps/v1';
  const flags = controller ? { controller: true, blockOwnerDeletion: true } : {};
  return { apiVersion, kind, name, uid, ...flags };
}

const textOf = ({ kind, name, uid, controller }: OwnerReference): string =>
  `${kind} ${name} ${uid}${controller ? ' !' : ''}`;

const SET = 'StatefulSet sts set';
const POD = 'Pod sts-0 pod';
const OTHER = 'Deployment web other';

describe('owners of the claims of a StatefulSet', () => {
  for (const [release, whenDeleted, whenScaled, surplus, present, expected] of [
    ['1.30', 'Retain', 'Retain', false, [SET], []],
    ['1.30', 'Delete', 'Retain', false, [], [SET]],
    ['1.30', 'Delete', 'Retain', true, [], [SET]],
    ['1.30', 'Delete', 'Delete', true, [SET], [POD]],
    ['1.30', 'Retain', 'Delete', true, [], [POD]],
    ['1.30', 'Delete', 'Retain', false, [`${OTHER} !`], [`${OTHER} !`, SET]],
    ['1.31', 'Retain', 'Retain', false, [`${SET} !`], []],
    ['1.31', 'Delete', 'Retain', false, [], [`${SET} !`]],
    // A reference of an older release becomes that of a controller.
    ['1.31', 'Delete', 'Retain', false, [SET], [`${SET} !`]],
    ['1.31', 'Delete', 'Retain', false, [`${SET} !`, OTHER], [`${SET} !`, OTHER]],
    ['1.31', 'Delete', 'Delete', true, [`${SET} !`], [`${POD} !`]],
    // Another controller keeps its claim; what the set has of it goes.
    ['1.31', 'Delete', 'Retain', false, [`${OTHER} !`], [`${OTHER} !`]],
    ['1.31', 'Delete', 'Retain', false, [SET, `${OTHER} !`], [`${OTHER} !`]],
    // The claim of an earlier pod or set is for the garbage collector.
    ['1.31', 'Delete', 'Delete', false, ['Pod sts-0 earlier !'], ['Pod sts-0 earlier !']],
    ['1.31', 'Delete', 'Delete', false, ['StatefulSet sts earlier !'], ['StatefulSet sts earlier !']],
  ] as const) {
    const who = surplus ? 'surplus pod' : 'pod';
    it(`${release}: ${whenDeleted}/${whenScaled}, ${who}, [${present}] becomes [${expected}]`, () => {
      const owned = { ...claim, metadata: { ...claim.metadata, ownerReferences: present.map(reference) } };
      const owner = set({ persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled } });
      const owners = ownersOf({ claim: owned, set: owner, pod, isSurplus: surplus }, Release.of(release));
      expect(owners.map(textOf)).to.deep.equal(expected);
    });
  }
});

describe('claims of a StatefulSet', () => {
  it('keep the next pod away while they belong to the last one', () => {
    const cluster = new TestCluster({ stopMs: 500 });
    const persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Retain', whenScaled: 'Delete' } as const;
    cluster.create(set({ podManagementPolicy: 'Parallel', persistentVolumeClaimRetentionPolicy }));
    cluster.run(2000);
    const left = cluster.api.get<PersistentVolumeClaim>('PersistentVolumeClaim', 'default', 'data-sts-1');
    const keeps = { metadata: { finalizers: [...(left.metadata.finalizers ?? []), 'example.com/keeps'] } };
    cluster.api.patch('PersistentVolumeClaim', 'default', 'data-sts-1', keeps, { type: 'merge' });
    cluster.api.patch('StatefulSet', 'default', 'sts', { spec: { replicas: 1 } }, { type: 'merge' });
    cluster.until(() => cluster.pods().length === 1);
    cluster.api.patch('StatefulSet', 'default', 'sts', { spec: { replicas: 2 } }, { type: 'merge' });
    cluster.run(5000);
    expect(cluster.pods()).to.have.length(1);
    expect(cluster.events('sts').filter((text) => text.startsWith('Failed'))).to.deep.equal([]);
  });

  for (const [release, tried] of [
    ['1.27', ['sts-1']],
    ['1.28', ['sts-1', 'sts-2']],
  ] as const) {
    it(`that cannot be made stop a Parallel set of ${release} at ${tried}`, () => {
      const cluster = new TestCluster({ release });
      cluster.create({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'q', namespace: 'default' },
        spec: { hard: { persistentvolumeclaims: '1' } },
      } as never);
      cluster.run(1000);
      cluster.create(set({ replicas: 3, podManagementPolicy: 'Parallel' }));
      cluster.run(1000);
      const failures = cluster.events('sts').filter((text) => /^FailedCreate: \w+ Claim/.test(text));
      const asked = failures.map((text) => text.replace(/.* for Pod (\S+) .*/, '$1'));
      expect([...new Set(asked)].sort()).to.deep.equal(tried);
    });
  }
});
