import { expect } from 'chai';
import type { KubeEvent, PersistentVolumeClaim, StatefulSet } from '../../api/types';
import { TestCluster } from '../testing/testCluster';

function set(spec: Partial<StatefulSet['spec']> = {}, image = 'nginx:1'): StatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'sts', namespace: 'default' },
    spec: {
      replicas: 3,
      serviceName: 'sts',
      selector: { matchLabels: { app: 'sts' } },
      template: { metadata: { labels: { app: 'sts' } }, spec: { containers: [{ name: 'c', image }] } },
      ...spec,
    },
  };
}

const claim: PersistentVolumeClaim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

const names = (cluster: TestCluster): string[] => cluster.pods().map(({ metadata }) => metadata.name);
const creations = (cluster: TestCluster): string[] =>
  cluster.events('sts').map((text) => text.replace(/^Successful\w+: (\w+) Pod (\S+) .*/, '$1 $2'));

describe('statefulset controller', () => {
  it('makes pods one after the other and takes them away from the top (f19)', () => {
    const cluster = new TestCluster({ startMs: 3000 });
    cluster.create(set());
    cluster.run(1000);
    expect(names(cluster)).to.deep.equal(['sts-0']);
    cluster.run(15_000);
    expect(names(cluster)).to.deep.equal(['sts-0', 'sts-1', 'sts-2']);
    cluster.api.patch('StatefulSet', 'default', 'sts', { spec: { replicas: 1 } }, { type: 'merge' });
    cluster.run(5000);
    expect(creations(cluster)).to.deep.equal([
      'Create sts-0',
      'Create sts-1',
      'Create sts-2',
      'Delete sts-2',
      'Delete sts-1',
    ]);
  });

  it('makes a deleted pod again only when its object is gone', () => {
    const cluster = new TestCluster({ stopMs: 3000 });
    cluster.create(set());
    cluster.run(10_000);
    const uid = cluster.pod('sts-1').metadata.uid;
    cluster.api.delete('Pod', 'default', 'sts-1');
    expect(cluster.until(() => cluster.api.find('Pod', 'default', 'sts-1')?.metadata.uid !== uid)).to.be.within(
      3200,
      3400,
    );
  });

  it('updates from the top, not below the partition', () => {
    const cluster = new TestCluster();
    cluster.create(set({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } }));
    cluster.run(10_000);
    const patch = { spec: { template: { spec: { containers: [{ name: 'c', image: 'nginx:2' }] } } } };
    cluster.api.patch('StatefulSet', 'default', 'sts', patch, { type: 'strategic' });
    cluster.run(15_000);
    expect(creations(cluster).filter((text) => text.startsWith('Delete'))).to.deep.equal([
      'Delete sts-2',
      'Delete sts-1',
    ]);
    expect(cluster.pods().map(({ spec }) => spec.containers[0]?.image)).to.deep.equal([
      'nginx:1',
      'nginx:2',
      'nginx:2',
    ]);
    cluster.api.patch(
      'StatefulSet',
      'default',
      'sts',
      { spec: { updateStrategy: { rollingUpdate: { partition: 0 } } } },
      { type: 'merge' },
    );
    cluster.run(15_000);
    const { status } = cluster.api.get<StatefulSet>('StatefulSet', 'default', 'sts');
    expect(status?.currentRevision).to.equal(status?.updateRevision);
    expect(status?.updatedReplicas).to.equal(3);
  });

  it('says it in the words of 1.20, makes claims, and does not wait with Parallel', () => {
    const cluster = new TestCluster({ release: '1.20', startMs: 60_000 });
    cluster.create(set({ podManagementPolicy: 'Parallel', volumeClaimTemplates: [claim] }));
    cluster.run(1000);
    expect(names(cluster)).to.deep.equal(['sts-0', 'sts-1', 'sts-2']);
    expect(cluster.events('sts').slice(0, 2)).to.deep.equal([
      'SuccessfulCreate: create Claim data-sts-0 Pod sts-0 in StatefulSet sts success',
      'SuccessfulCreate: create Pod sts-0 in StatefulSet sts successful',
    ]);
    expect(cluster.api.list('PersistentVolumeClaim')).to.have.length(3);
  });

  for (const [release, expected] of [
    ['1.34', 'create Claim data-sts-0 Pod sts-0 in StatefulSet sts success'],
    ['1.35', 'Create Claim data-sts-0 Pod sts-0 in StatefulSet sts success'],
  ] as const) {
    it(`says in the words of ${release} that it made a claim`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(set({ volumeClaimTemplates: [claim] }));
      cluster.run(1000);
      expect(cluster.events('sts')[0]).to.equal(`SuccessfulCreate: ${expected}`);
    });
  }

  // The last column: how often the next pod is asked for while the old one, which has succeeded, still has its name.
  for (const [release, reasons, atLeast] of [
    ['1.26', [], 0],
    ['1.28', [], 0],
    ['1.29', ['RecreatingTerminatedPod'], 3],
    ['1.30', ['RecreatingTerminatedPod'], 3],
    ['1.31', [], 0],
  ] as const) {
    it(`says as ${release} that a deleted pod has succeeded before it is gone`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(set({ replicas: 1 }));
      cluster.run(5000);
      cluster.api.delete('Pod', 'default', 'sts-0');
      cluster.run(10_000);
      expect(cluster.pod('sts-0').status?.phase).to.equal('Running');
      const events = cluster.api.list<KubeEvent>('Event', {});
      const recreating = events.filter(({ reason = '' }) => reason.startsWith('Recreating'));
      expect(recreating.map(({ reason }) => reason)).to.deep.equal(reasons);
      expect(recreating.reduce((sum, { count = 1 }) => sum + count, 0)).to.be.at.least(atLeast);
    });
  }

  for (const [release, left] of [
    ['1.22', 1],
    ['1.33', 2],
    ['1.34', 1],
  ] as const) {
    it(`shrinks in ${release} by a pod that is not available yet`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(set({ replicas: 2, minReadySeconds: 20 }));
      cluster.until(() => cluster.pods().filter(({ status }) => status?.phase === 'Running').length === 2);
      cluster.api.patch('StatefulSet', 'default', 'sts', { spec: { replicas: 1 } }, { type: 'merge' });
      cluster.run(5000);
      expect(names(cluster)).to.have.length(left);
    });
  }

  for (const [whenScaled, release, left] of [
    ['Delete', '1.26', ['data-sts-0', 'data-sts-1']],
    ['Delete', '1.27', ['data-sts-0']],
    ['Retain', '1.36', ['data-sts-0', 'data-sts-1']],
    ['Delete', '1.36', ['data-sts-0']],
  ] as const) {
    it(`${release} has ${left.length} claim(s) left after shrinking with ${whenScaled}`, () => {
      const cluster = new TestCluster({ release });
      const persistentVolumeClaimRetentionPolicy = { whenScaled };
      const policy = { podManagementPolicy: 'Parallel', persistentVolumeClaimRetentionPolicy } as const;
      cluster.create(set({ replicas: 2, volumeClaimTemplates: [claim], ...policy }));
      cluster.run(8000);
      cluster.api.patch('StatefulSet', 'default', 'sts', { spec: { replicas: 1 } }, { type: 'merge' });
      cluster.run(8000);
      const claims = cluster.api.list('PersistentVolumeClaim').map(({ metadata }) => metadata.name);
      expect(claims.sort()).to.deep.equal(left);
    });
  }
});
