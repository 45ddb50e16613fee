import { expect } from 'chai';
import { isStatus } from '../../api';
import type { ConfigMap, KubeEvent, KubeObject, Namespace, Pod } from '../../api/types';
import { pod, TestCluster } from '../testing/testCluster';

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

  it('knows no owners in other namespaces', () => {
    const cluster = new TestCluster();
    cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } });
    const theirs: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'owner', namespace: 'other' } };
    const owner = cluster.create(theirs);
    cluster.create(configMap('child', [owner]));
    cluster.run(1000);
    const [event] = cluster.api.list<KubeEvent>('Event').filter(({ reason }) => reason === 'OwnerRefInvalidNamespace');
    expect(event).to.include({
      type: 'Warning',
      message: `ownerRef [v1/ConfigMap, namespace: default, name: owner, uid: ${owner.metadata.uid}] does not exist in namespace "default"`,
    });
    expect(event?.involvedObject).to.include({ kind: 'ConfigMap', name: 'child' });
    cluster.run(5000);
    expect(has(cluster, 'child')).to.equal(false);
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

  it('says what a namespace waits for', () => {
    const cluster = new TestCluster();
    cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } });
    const held = { ...configMap('c'), metadata: { name: 'c', namespace: 'n', finalizers: ['example.com/f'] } };
    cluster.api.create(held);
    cluster.api.delete('Namespace', undefined, 'n');
    cluster.run(6000);
    const { status } = cluster.api.get<Namespace>('Namespace', undefined, 'n');
    expect(status?.conditions?.map(({ type, status: value, message }) => `${type} ${value} ${message}`)).to.deep.equal([
      'NamespaceDeletionDiscoveryFailure False All resources successfully discovered',
      'NamespaceDeletionGroupVersionParsingFailure False All legacy kube types successfully parsed',
      'NamespaceDeletionContentFailure False All content successfully deleted, may be waiting on finalization',
      'NamespaceContentRemaining True Some resources are remaining: configmaps. has 1 resource instances',
      'NamespaceFinalizersRemaining True Some content in the namespace has finalizers remaining: example.com/f in 1 resource instances',
    ]);
  });

  it('looks again 5 s after it said something new, and soon after what should have gone', () => {
    const cluster = new TestCluster({ stopMs: 11_000 });
    cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } });
    const { spec, ...stubborn } = pod('p');
    const metadata = { name: 'p', namespace: 'n' };
    cluster.create({ ...stubborn, metadata, spec: { ...spec, terminationGracePeriodSeconds: 6 } });
    cluster.run(3000);
    cluster.api.delete('Namespace', undefined, 'n');
    const gone = () => cluster.api.find('Namespace', undefined, 'n') === undefined;
    expect(cluster.until(gone)).to.be.within(16_000, 20_500);
  });
});
