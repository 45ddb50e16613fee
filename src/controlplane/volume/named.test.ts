import { expect } from 'chai';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/types';
import { TestCluster } from '../testing/testCluster';

function volume(spec: Partial<PersistentVolume['spec']> = {}): PersistentVolume {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv' },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      hostPath: { path: '/data' },
      storageClassName: '',
      ...spec,
    },
  } as PersistentVolume;
}

function claim(name: string, spec: Partial<PersistentVolumeClaim['spec']> = {}): PersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
      storageClassName: '',
      volumeName: 'pv',
      ...spec,
    },
  } as PersistentVolumeClaim;
}

describe('a claim that names its volume', () => {
  const cannot = (why: string): string[] => [`VolumeMismatch: Cannot bind to requested volume "pv": ${why}`];
  for (const [what, made, asked, events] of [
    ['is bound to it', volume(), {}, []],
    ['waits in silence for one that is not there', undefined, {}, []],
    ['asks for more', volume(), { resources: { requests: { storage: '2Gi' } } }, cannot('requested PV is too small')],
    ['is of another class', volume(), { storageClassName: 'fast' }, cannot('storageClassName does not match')],
    ['is of another mode', volume(), { volumeMode: 'Block' }, cannot('incompatible volumeMode')],
    ['wants to share it', volume(), { accessModes: ['ReadWriteMany'] }, cannot('incompatible accessMode')],
  ] as const) {
    it(what, () => {
      const cluster = new TestCluster();
      if (made) cluster.create(made);
      cluster.create(claim('c', asked as Partial<PersistentVolumeClaim['spec']>));
      cluster.run(5000);
      const { status } = cluster.api.get<PersistentVolumeClaim>('PersistentVolumeClaim', 'default', 'c');
      expect(status?.phase).to.equal(made && events.length === 0 ? 'Bound' : 'Pending');
      expect([...new Set(cluster.events('c'))]).to.deep.equal(events);
    });
  }

  it('comes too late', () => {
    const cluster = new TestCluster();
    cluster.create(volume());
    cluster.create(claim('first'));
    cluster.run(2000);
    cluster.create(claim('second'));
    cluster.run(2000);
    expect([...new Set(cluster.events('second'))]).to.deep.equal([
      'FailedBinding: volume "pv" already bound to a different claim.',
    ]);
  });
});
