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
      const cluster = clusterWith(silence, release, ['node-1', 'node-2']);
      const spec = { nodeName: 'node-1' };
      cluster.create(pod('p', { spec: { ...spec, ...tolerating('node.kubernetes.io/unreachable', 20) } }));
      cluster.create(pod('q', { spec }));
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

  const taintWith = (cluster: TestCluster, ...keys: string[]) => {
    const list = keys.map((key) => ({ key, effect: 'NoExecute' as const }));
    cluster.api.patch('Node', undefined, 'node-1', { spec: { taints: list } }, { type: 'merge' });
  };
  const told = (cluster: TestCluster, name: string) =>
    cluster
      .events(name)
      .filter((text) => text.startsWith('TaintManagerEviction'))
      .map((text) => text.replace(/.*: (\w+).*/, '$1'));

  it('evicts at once what waits for the end of its seconds, when another taint comes', () => {
    const cluster = new TestCluster({ stopMs: 60_000 });
    cluster.create(pod('p', { spec: tolerating('k', 300) }));
    cluster.run(3000);
    taintWith(cluster, 'k');
    cluster.run(10_000);
    taintWith(cluster, 'k', 'other');
    expect(cluster.until(() => cluster.pod('p').metadata.deletionTimestamp !== undefined)).to.be.below(100);
    expect(told(cluster, 'p')).to.deep.equal(['Cancelling', 'Marking']);
  });

  it('evicts pods that are being deleted already like the others', () => {
    const cluster = new TestCluster({ stopMs: 60_000 });
    cluster.create(pod('p', { spec: tolerating('k', 10) }));
    cluster.run(3000);
    taintWith(cluster, 'k');
    cluster.run(1000);
    cluster.api.delete('Pod', 'default', 'p');
    cluster.run(11_000);
    expect(told(cluster, 'p')).to.deep.equal(['Marking']);
    expect(cluster.pod('p').status?.conditions?.map(({ type }) => type)).to.include('DisruptionTarget');
  });

  it('tells of an eviction that is not needed any more, as the pod is gone', () => {
    const cluster = new TestCluster({ stopMs: 100 });
    cluster.create(pod('p', { spec: tolerating('k', 300) }));
    cluster.run(3000);
    taintWith(cluster, 'k');
    cluster.run(1000);
    cluster.api.delete('Pod', 'default', 'p');
    cluster.run(2000);
    expect(told(cluster, 'p')).to.deep.equal(['Cancelling']);
  });

  for (const [ready, isThere] of [
    ['True', true],
    ['False', false],
  ] as const) {
    it(`removes ending pods of a node out of service that is ready: ${ready}`, () => {
      const cluster = new TestCluster({ stopMs: 600_000 });
      cluster.create(pod('p'));
      cluster.run(3000);
      const conditions = [{ type: 'Ready', status: ready }];
      cluster.api.patch(
        'Node',
        undefined,
        'node-1',
        { status: { conditions } },
        { type: 'merge', subresource: 'status' },
      );
      taintWith(cluster, 'node.kubernetes.io/out-of-service');
      cluster.run(60_000);
      expect(cluster.api.find('Pod', 'default', 'p') !== undefined).to.equal(isThere);
    });
  }

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

  for (const names of [['a'], ['a', 'b'], ['a', 'b', 'c', 'd']]) {
    it(`evicts from the first of ${names.length} nodes that fall silent at once, and stops`, () => {
      const silence = new Silence();
      const cluster = clusterWith(silence, '1.36', names);
      cluster.run(1000);
      for (const name of names) silence.stop(name);
      cluster.run(300_000);
      const evicting = names.filter((name) => taints(cluster, name).includes('unreachable:NoExecute'));
      expect(evicting).to.deep.equal(['a']);
    });
  }

  it('takes its taints back when the last node is silent too, and sets them anew when one is ready', () => {
    const silence = new Silence();
    const cluster = clusterWith(silence, '1.36', ['a', 'b']);
    const isTainted = () => taints(cluster, 'a').includes('unreachable:NoExecute');
    silence.stop('a');
    cluster.until(isTainted, 60_000);
    silence.stop('b');
    cluster.until(() => !isTainted(), 60_000);
    cluster.run(100_000);
    expect(taints(cluster, 'a')).to.deep.equal(['unreachable:NoSchedule']);
    silence.resume('b');
    expect(cluster.until(isTainted, 60_000)).to.be.within(10_000, 15_100);
  });

  it('taints the nodes of each zone at their own pace', () => {
    const silence = new Silence();
    const cluster = new TestCluster({ heartbeats: silence, nodes: [node('z')] });
    silence.cluster = cluster;
    const names = ['a1', 'a2', 'b1'];
    for (const name of names) {
      cluster.addNode(node(name, { labels: { 'topology.kubernetes.io/zone': name.charAt(0) } }));
      silence.stop(name);
    }
    cluster.until(() => taints(cluster, 'b1').includes('unreachable:NoExecute'), 60_000);
    const count = () => names.filter((name) => taints(cluster, name).includes('unreachable:NoExecute')).length;
    expect(count()).to.equal(2);
    expect(cluster.until(() => count() === 3, 20_000)).to.be.within(9_900, 10_200);
  });

  it('leaves most of a zone alone when most of it is silent', () => {
    const silence = new Silence();
    const names = ['a', 'b', 'c', 'd'];
    const cluster = clusterWith(silence, '1.36', names);
    cluster.run(1000);
    for (const name of ['a', 'b', 'c']) silence.stop(name);
    cluster.run(300_000);
    const evicting = names.filter((name) => taints(cluster, name).includes('unreachable:NoExecute'));
    expect(evicting.length).to.be.at.most(1);
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
