import { expect } from 'chai';
import type { Deployment, ReplicaSet } from '../../api/types';
import { pod, TestCluster } from '../testing/testCluster';

function deployment(spec: Partial<Deployment['spec']> = {}, image = 'nginx:1.17.1'): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }] } },
      ...spec,
    },
  };
}

function scalings(cluster: TestCluster): string[] {
  const names = cluster.api
    .list<ReplicaSet>('ReplicaSet')
    .sort(
      (a, b) =>
        Number(a.metadata.annotations?.['deployment.kubernetes.io/revision']) -
        Number(b.metadata.annotations?.['deployment.kubernetes.io/revision']),
    );
  const letter = (name: string): string =>
    String.fromCharCode(97 + names.findIndex(({ metadata }) => metadata.name === name));
  return cluster
    .events('web')
    .filter((text) => text.startsWith('ScalingReplicaSet: Scaled'))
    .map((text) =>
      text.replace(/.*replica set (\S+) from (\d+) to (\d+)/, (_, name, from, to) => `${letter(name)} ${from}->${to}`),
    );
}

function setImage(cluster: TestCluster, image: string): void {
  const patch = { spec: { template: { spec: { containers: [{ name: 'web', image }] } } } };
  cluster.api.patch('Deployment', 'default', 'web', patch, { type: 'strategic' });
}

const get = (cluster: TestCluster): Deployment => cluster.api.get<Deployment>('Deployment', 'default', 'web');

describe('deployment controller', () => {
  it('shares a new size out among the ReplicaSets of a rollout', () => {
    const cluster = new TestCluster();
    cluster.create(deployment({ minReadySeconds: 3 }));
    cluster.run(10_000);
    setImage(cluster, 'nginx:1.18.0');
    cluster.run(1000);
    cluster.api.patch('Deployment', 'default', 'web', { spec: { replicas: 5 } }, { type: 'merge' });
    cluster.run(150);
    expect(scalings(cluster).slice(0, 4)).to.deep.equal(['a 0->3', 'b 0->1', 'a 3->5', 'b 1->2']);
  });

  it('writes the revision without a new generation', () => {
    const cluster = new TestCluster();
    cluster.create(deployment({ replicas: 1 }));
    cluster.run(20_000);
    expect(get(cluster).metadata.generation).to.equal(1);
    setImage(cluster, 'nginx:1.18.0');
    cluster.run(20_000);
    const { generation, annotations } = get(cluster).metadata;
    expect([generation, annotations?.['deployment.kubernetes.io/revision']]).to.deep.equal([2, '2']);
  });

  // Sequences computed from the arithmetic, as f17 shows them for three replicas.
  const table: [string, Partial<Deployment['spec']>, string[]][] = [
    ['1 replica, 25 %', { replicas: 1 }, ['a 0->1', 'b 0->1', 'a 1->0']],
    ['3 replicas, 25 %', {}, ['a 0->3', 'b 0->1', 'a 3->2', 'b 1->2', 'a 2->1', 'b 2->3', 'a 1->0']],
    [
      '3 replicas, surge 0, unavailable 1',
      { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } },
      ['a 0->3', 'a 3->2', 'b 0->1', 'a 2->1', 'b 1->2', 'a 1->0', 'b 2->3'],
    ],
    ['Recreate', { strategy: { type: 'Recreate' } }, ['a 0->3', 'a 3->0', 'b 0->3']],
  ];
  for (const [title, spec, expected] of table) {
    it(`rolls ${title}`, () => {
      const cluster = new TestCluster();
      cluster.create(deployment(spec));
      cluster.run(5000);
      setImage(cluster, 'nginx:1.17.5');
      cluster.run(30_000);
      expect(scalings(cluster)).to.deep.equal(expected);
      const { status, metadata } = get(cluster);
      expect(status?.availableReplicas).to.equal(spec.replicas ?? 3);
      expect(status?.updatedReplicas).to.equal(spec.replicas ?? 3);
      expect(status?.observedGeneration).to.equal(metadata.generation);
      expect(status?.conditions?.find(({ type }) => type === 'Progressing')?.reason).to.equal('NewReplicaSetAvailable');
    });
  }

  it('says it in the words of 1.20', () => {
    const cluster = new TestCluster({ release: '1.20' });
    cluster.create(deployment());
    cluster.run(3000);
    expect(cluster.events('web')[0]).to.match(/^ScalingReplicaSet: Scaled up replica set web-[4-9bcdf]+ to 3$/);
  });

  it('waits minReadySeconds before the next step', () => {
    const cluster = new TestCluster();
    const rollingUpdate = { maxSurge: 0, maxUnavailable: 1 };
    cluster.create(deployment({ minReadySeconds: 5, strategy: { type: 'RollingUpdate', rollingUpdate } }));
    cluster.run(10_000);
    setImage(cluster, 'nginx:1.17.5');
    cluster.run(100);
    expect(
      cluster.until(() => get(cluster).status?.updatedReplicas === 3 && get(cluster).status?.availableReplicas === 3),
    ).to.be.within(14_000, 19_500);
  });

  // The pods become ready at 1.5 s, which is written down as 1 s: they have been so for 5 s after 6 s, as they see it.
  for (const [release, from, to] of [
    ['1.33', 6500, 6800],
    ['1.34', 6000, 6100],
  ] as const) {
    it(`sees in ${release} when minReadySeconds are over`, () => {
      const cluster = new TestCluster({ release, startMs: 1450 });
      cluster.run(1000 - (cluster.kernel.now % 1000));
      cluster.create(deployment({ minReadySeconds: 5 }));
      expect(cluster.until(() => (get(cluster).status?.availableReplicas ?? 0) === 3)).to.be.within(from, to);
    });
  }

  it('goes back to an old template with a new revision', () => {
    const cluster = new TestCluster();
    cluster.create(deployment());
    cluster.run(5000);
    setImage(cluster, 'nginx:1.17.5');
    cluster.run(20_000);
    setImage(cluster, 'nginx:1.17.1');
    cluster.run(20_000);
    const sets = cluster.api.list<ReplicaSet>('ReplicaSet');
    expect(sets).to.have.length(2);
    const using = sets.find(({ spec }) => spec.replicas === 3);
    expect(using?.metadata.annotations).to.include({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    });
  });

  it('notes that a rollout does not get on', () => {
    const cluster = new TestCluster({ startMs: 10_000_000 });
    cluster.create(deployment({ progressDeadlineSeconds: 30 }));
    const progress = (): string | undefined =>
      get(cluster).status?.conditions?.find(({ type }) => type === 'Progressing')?.reason;
    const tookMs = cluster.until(() => progress() === 'ProgressDeadlineExceeded');
    expect(tookMs).to.be.within(30_000, 32_500);
    const facts = cluster.kernel.journal.length;
    cluster.run(1_200_000);
    expect(cluster.kernel.journal.length).to.equal(facts);
  });

  it('scales a paused Deployment but does not roll it', () => {
    const cluster = new TestCluster();
    cluster.create(deployment());
    cluster.run(3000);
    cluster.api.patch('Deployment', 'default', 'web', { spec: { paused: true } }, { type: 'merge' });
    setImage(cluster, 'nginx:1.17.5');
    cluster.api.patch('Deployment', 'default', 'web', { spec: { replicas: 5 } }, { type: 'merge' });
    cluster.run(10_000);
    expect(cluster.api.list('ReplicaSet')).to.have.length(1);
    expect(cluster.pods()).to.have.length(5);
    cluster.api.patch('Deployment', 'default', 'web', { spec: { paused: false } }, { type: 'merge' });
    cluster.run(30_000);
    expect(cluster.pods().every(({ spec }) => spec.containers[0]?.image === 'nginx:1.17.5')).to.equal(true);
  });

  it('takes its ReplicaSets and pods along when it is deleted', () => {
    const cluster = new TestCluster();
    cluster.create(deployment());
    cluster.create(pod('other'));
    cluster.run(3000);
    cluster.api.delete('Deployment', 'default', 'web', { propagationPolicy: 'Background' });
    cluster.run(5000);
    expect(cluster.api.list('ReplicaSet')).to.deep.equal([]);
    expect(cluster.pods().map(({ metadata }) => metadata.name)).to.deep.equal(['other']);
  });
});
