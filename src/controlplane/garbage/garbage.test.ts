import { expect } from 'chai';
import { isStatus } from '../../api';
import type { ConfigMap, KubeObject, Pod } from '../../api/types';
import { pod, TestCluster } from '../testing/test-cluster';

function configMap(name: string, owners: readonly KubeObject[] = [], block = true): ConfigMap {
  const ownerReferences = owners.map(({ apiVersion, kind, metadata }) => ({
    apiVersion,
    kind,
    name: metadata.name,
    uid: metadata.uid ?? '',
    blockOwnerDeletion: block,
  }));
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default', ownerReferences } };
}

const has = (cluster: TestCluster, name: string): boolean =>
  cluster.api.find('ConfigMap', 'default', name) !== undefined;

describe('garbage collector', () => {
  for (const [policy, ownerGoesFirst, dependentStays] of [
    ['Background', true, false],
    ['Foreground', false, false],
    ['Orphan', false, true],
  ] as const) {
    it(`${policy}: the owner goes ${ownerGoesFirst ? 'first' : 'last'}, dependents ${dependentStays ? 'stay' : 'go'}`, () => {
      const cluster = new TestCluster();
      const owner = cluster.create(configMap('owner'));
      cluster.create(configMap('child', [owner]));
      cluster.run(1000);
      cluster.api.delete('ConfigMap', 'default', 'owner', { propagationPolicy: policy });
      expect(has(cluster, 'owner')).to.equal(!ownerGoesFirst);
      cluster.run(5000);
      expect(has(cluster, 'owner')).to.equal(false);
      expect(has(cluster, 'child')).to.equal(dependentStays);
      if (!dependentStays) return;
      const child = cluster.api.get<ConfigMap>('ConfigMap', 'default', 'child');
      expect(child.metadata.ownerReferences ?? []).to.deep.equal([]);
    });
  }

  it('keeps what has another owner, and forgets the one that is gone', () => {
    const cluster = new TestCluster();
    const [a, b] = ['a', 'b'].map((name) => cluster.create(configMap(name)));
    cluster.create(configMap('child', [a!, b!]));
    cluster.run(1000);
    cluster.api.delete('ConfigMap', 'default', 'a');
    cluster.run(5000);
    const child = cluster.api.get<ConfigMap>('ConfigMap', 'default', 'child');
    expect(child.metadata.ownerReferences?.map(({ name }) => name)).to.deep.equal(['b']);
  });

  it('judges owners by uid, not by name', () => {
    const cluster = new TestCluster();
    const owner = cluster.create(configMap('owner'));
    cluster.api.delete('ConfigMap', 'default', 'owner');
    cluster.create(configMap('owner'));
    cluster.create(configMap('child', [owner]));
    cluster.run(5000);
    expect(has(cluster, 'child')).to.equal(false);
    expect(has(cluster, 'owner')).to.equal(true);
  });
});

describe('namespace controller', () => {
  for (const [release, configMapGoesFirst] of [
    ['1.36', false],
    ['1.20', true],
  ] as const) {
    it(`empties a namespace in ${release}: pods after 5 s, with their grace (g32)`, () => {
      const cluster = new TestCluster({ release, stopMs: 6000 });
      cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } });
      cluster.create({ ...pod('p'), metadata: { name: 'p', namespace: 'n' } });
      cluster.api.create({ ...configMap('c'), metadata: { name: 'c', namespace: 'n' } });
      cluster.run(3000);
      cluster.api.delete('Namespace', undefined, 'n');
      const ending = () => cluster.api.find<Pod>('Pod', 'n', 'p')?.metadata.deletionTimestamp !== undefined;
      expect(cluster.until(ending)).to.be.within(5000, 5100);
      cluster.run(1000);
      expect(cluster.api.find('ConfigMap', 'n', 'c') === undefined).to.equal(configMapGoesFirst);
      expect(() => cluster.create({ ...pod('q'), metadata: { name: 'q', namespace: 'n' } })).to.throw(
        'because it is being terminated',
      );
      cluster.until(() => cluster.api.find('Namespace', undefined, 'n') === undefined);
      expect(cluster.api.list('ConfigMap', { namespace: 'n' })).to.deep.equal([]);
      expect(() => cluster.pod('p', 'n'))
        .to.throw()
        .and.satisfy((error: unknown) => isStatus(error, 'NotFound'));
    });
  }
});
