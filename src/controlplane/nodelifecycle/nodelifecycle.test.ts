import { expect } from 'chai';
import type { EndpointSlice, KubeNode, Pod } from '../../api/types';
import { node, pod, TestCluster } from '../testing/testCluster';

/** Kubelets that can fall silent. */
class Silence {
  private readonly sinceMs = new Map<string, number>();
  cluster: TestCluster | undefined;

  readonly heartbeatOf = (name: string): number | undefined => this.sinceMs.get(name) ?? this.cluster?.kernel.now ?? 0;

  stop(name: string): void {
    this.sinceMs.set(name, this.cluster?.kernel.now ?? 0);
  }

  /** The kubelet is back and posts its status. */
  resume(name: string): void {
    this.sinceMs.delete(name);
    const { api } = this.cluster!;
    const found = api.get<KubeNode>('Node', undefined, name);
    const conditions = (found.status?.conditions ?? []).map((each) => ({
      ...each,
      status: each.type === 'Ready' ? ('True' as const) : ('False' as const),
    }));
    api.updateStatus<KubeNode>({ ...found, status: { ...found.status, conditions } });
  }
}

function clusterWith(silence: Silence, release: string, names: readonly string[] = ['node-1']): TestCluster {
  const cluster = new TestCluster({ release, heartbeats: silence, nodes: names.map((name) => node(name)) });
  silence.cluster = cluster;
  return cluster;
}

const get = (cluster: TestCluster, name = 'node-1'): KubeNode => cluster.api.get<KubeNode>('Node', undefined, name);
const taints = (cluster: TestCluster, name?: string): string[] =>
  (get(cluster, name).spec?.taints ?? []).map(
    ({ key, effect }) => `${key.replace('node.kubernetes.io/', '')}:${effect}`,
  );
const readiness = (cluster: TestCluster): string | undefined =>
  get(cluster).status?.conditions?.find(({ type }) => type === 'Ready')?.status;
const isReady = (of: Pod): boolean => of.status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';

const tolerating = (key: string, seconds?: number): Partial<Pod['spec']> => ({
  tolerations: [
    { key, operator: 'Exists', effect: 'NoExecute', ...(seconds === undefined ? {} : { tolerationSeconds: seconds }) },
  ],
});

describe('node lifecycle', () => {
  for (const [release, graceMs] of [
    ['1.31', 40_000],
    ['1.36', 50_000],
  ] as const) {
    it(`takes a silent node for unknown after ${graceMs / 1000} s in ${release} (g20)`, () => {
      const silence = new Silence();
      const cluster = clusterWith(silence, release);
      cluster.create(pod('p', { spec: tolerating('node.kubernetes.io/unreachable', 20) }));
      cluster.create(pod('q'));
      cluster.run(15_000);
      silence.stop('node-1');
      expect(cluster.until(() => readiness(cluster) === 'Unknown', 70_000)).to.be.within(graceMs, graceMs + 5100);
      cluster.run(500);
      expect(isReady(cluster.pod('p'))).to.equal(false);
      expect(cluster.pod('p').status?.phase).to.equal('Running');
      expect(taints(cluster).sort()).to.deep.equal(['unreachable:NoExecute', 'unreachable:NoSchedule']);
      expect(cluster.events('p').at(-1)).to.equal('NodeNotReady: Node is not ready');
      cluster.until(
        () => cluster.api.find<Pod>('Pod', 'default', 'p')?.metadata.deletionTimestamp !== undefined,
        25_000,
      );
      expect(cluster.events('p')).to.include('TaintManagerEviction: Marking for deletion Pod default/p');
      silence.resume('node-1');
      cluster.run(6000);
      expect(taints(cluster)).to.deep.equal([]);
      expect(cluster.events('q')).to.include('TaintManagerEviction: Cancelling deletion of Pod default/q');
    });
  }

  it('notices a second silence too', () => {
    const silence = new Silence();
    const cluster = clusterWith(silence, '1.36');
    for (let i = 0; i < 2; i++) {
      silence.stop('node-1');
      cluster.until(() => readiness(cluster) === 'Unknown', 60_000);
      cluster.run(1000);
      silence.resume('node-1');
      cluster.run(20_000);
      expect(taints(cluster)).to.deep.equal([]);
    }
  });

  it('evicts by a NoExecute taint: at once, after the tolerated time, never (g21)', () => {
    const cluster = new TestCluster({ stopMs: 60_000 });
    cluster.create(pod('none'));
    cluster.create(pod('ten', { spec: tolerating('k', 10) }));
    cluster.create(pod('forever', { spec: tolerating('k') }));
    cluster.run(3000);
    cluster.api.patch(
      'Node',
      undefined,
      'node-1',
      { spec: { taints: [{ key: 'k', effect: 'NoExecute' }] } },
      { type: 'merge' },
    );
    const ends = (name: string) => () => cluster.pod(name).metadata.deletionTimestamp !== undefined;
    expect(cluster.until(ends('none'))).to.be.below(100);
    expect(cluster.until(ends('ten'))).to.be.within(9900, 10_100);
    cluster.run(30_000);
    expect(ends('forever')()).to.equal(false);
    const target = cluster.pod('ten').status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
    expect(target?.reason).to.equal('DeletionByTaintManager');
  });

  it('taints a cordoned node and clears it again', () => {
    const cluster = new TestCluster();
    const cordon = (unschedulable: boolean) =>
      cluster.api.patch('Node', undefined, 'node-1', { spec: { unschedulable } }, { type: 'merge' });
    cordon(true);
    cluster.run(500);
    expect(taints(cluster)).to.deep.equal(['unschedulable:NoSchedule']);
    cordon(false);
    cluster.run(500);
    expect(taints(cluster)).to.deep.equal([]);
  });

  it('stops evicting when all of several nodes are silent', () => {
    const silence = new Silence();
    const names = ['a', 'b', 'c', 'd'];
    const cluster = clusterWith(silence, '1.36', names);
    cluster.run(1000);
    for (const name of names) silence.stop(name);
    cluster.run(300_000);
    const evicting = names.filter((name) => taints(cluster, name).includes('unreachable:NoExecute'));
    expect(evicting.length).to.be.at.most(2);
  });

  it('removes the pods of a node that is gone', () => {
    const cluster = new TestCluster({ nodes: [node('node-1'), node('node-2')] });
    cluster.create(pod('p', { spec: { nodeName: 'node-1' } }));
    cluster.run(3000);
    cluster.api.delete('Node', undefined, 'node-1');
    const tookMs = cluster.until(() => cluster.api.find('Pod', 'default', 'p') === undefined, 120_000);
    expect(tookMs).to.be.within(40_000, 80_000);
    expect(cluster.api.list<EndpointSlice>('EndpointSlice', { namespace: 'default' })).to.have.length(1);
  });
});
