import { expect } from 'chai';
import type { DaemonSet, KubeObject } from '../../api/types';
import { node, TestCluster } from '../testing/testCluster';

function set(image = 'nginx:1'): DaemonSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'ds', namespace: 'default' },
    spec: {
      selector: { matchLabels: { app: 'ds' } },
      template: { metadata: { labels: { app: 'ds' } }, spec: { containers: [{ name: 'c', image }] } },
    },
  };
}

describe('daemonset controller', () => {
  it('puts one pod on each node that fits, and on new ones', () => {
    const tainted = node('c', { spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } });
    const cluster = new TestCluster({ nodes: [node('a'), node('b'), tainted] });
    cluster.create(set());
    cluster.run(2000);
    expect(
      cluster
        .pods()
        .map(({ spec }) => spec.nodeName)
        .sort(),
    ).to.deep.equal(['a', 'b']);
    cluster.addNode(node('d'));
    cluster.run(2000);
    expect(
      cluster
        .pods()
        .map(({ spec }) => spec.nodeName)
        .sort(),
    ).to.deep.equal(['a', 'b', 'd']);
    const { status } = cluster.api.get<DaemonSet>('DaemonSet', 'default', 'ds');
    expect(status).to.include({ desiredNumberScheduled: 3, numberReady: 3, numberAvailable: 3 });
  });

  it('replaces a pod when it has ended, before its object is gone (f20)', () => {
    const cluster = new TestCluster({ stopMs: 2000 });
    cluster.create(set());
    cluster.run(2000);
    const [first] = cluster.pods();
    cluster.api.delete('Pod', 'default', first!.metadata.name);
    expect(cluster.until(() => cluster.pods().length === 2)).to.be.within(2000, 2200);
  });

  it('rolls node by node', () => {
    const cluster = new TestCluster({ nodes: [node('a'), node('b')] });
    cluster.create(set());
    cluster.run(2000);
    const patch = { spec: { template: { spec: { containers: [{ name: 'c', image: 'nginx:2' }] } } } };
    cluster.api.patch('DaemonSet', 'default', 'ds', patch, { type: 'strategic' });
    let fewest = 2;
    cluster.until(() => {
      const ready = cluster
        .pods()
        .filter(
          ({ status, metadata }) =>
            !metadata.deletionTimestamp &&
            status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
        );
      fewest = Math.min(fewest, ready.length);
      return ready.length === 2 && ready.every(({ spec }) => spec.containers[0]?.image === 'nginx:2');
    });
    expect(fewest).to.equal(1);
  });

  // A pod that does not work is replaced at once; whether another one may go beside it differs.
  for (const [release, expected] of [
    ['1.20', 1],
    ['1.30', 2],
    ['1.31', 1],
  ] as const) {
    it(`counts a broken pod in the rolling update as ${release} does`, () => {
      const cluster = new TestCluster({ release, nodes: [node('a'), node('b'), node('c')], stopMs: 5000 });
      cluster.create(set());
      cluster.run(2000);
      const [broken] = cluster.pods();
      cluster.setStatus(broken!.metadata.name, { conditions: [{ type: 'Ready', status: 'False' }] });
      cluster.run(500);
      const patch = { spec: { template: { spec: { containers: [{ name: 'c', image: 'nginx:2' }] } } } };
      cluster.api.patch('DaemonSet', 'default', 'ds', patch, { type: 'strategic' });
      cluster.run(1000);
      expect(cluster.pods().filter(({ metadata }) => metadata.deletionTimestamp)).to.have.length(expected);
    });
  }

  for (const [release, pods] of [
    ['1.26', 1],
    ['1.27', 2],
  ] as const) {
    it(`${release} has ${pods} pods when the first one has succeeded`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(set());
      cluster.run(2000);
      const uid = cluster.pods()[0]!.metadata.uid;
      const uids = new Set([uid]);
      cluster.finish(cluster.pods()[0]!.metadata.name, 0);
      cluster.run(2000);
      for (const { metadata } of cluster.pods()) uids.add(metadata.uid);
      expect(uids.size).to.equal(pods);
    });
  }

  it('replaces pods that fail after ever longer waits, and at once when the DaemonSet is another', () => {
    const cluster = new TestCluster();
    cluster.create(set());
    /** @returns how long the next pod takes to come */
    const failOnce = (): number => {
      cluster.run(700);
      const [pod] = cluster.pods();
      cluster.setStatus(pod!.metadata.name, { phase: 'Failed' });
      const before = cluster.kernel.now;
      cluster.until(() => cluster.pods().some(({ metadata }) => metadata.uid !== pod!.metadata.uid));
      return Math.floor((cluster.kernel.now - before) / 1000);
    };
    expect([failOnce(), failOnce(), failOnce(), failOnce()]).to.deep.equal([0, 1, 2, 4]);
    cluster.api.patch('DaemonSet', 'default', 'ds', { spec: { minReadySeconds: 1 } }, { type: 'merge' });
    expect(failOnce()).to.equal(0);
  });

  it('counts the oldest pod of a node as updated or not while it surges', () => {
    const cluster = new TestCluster({ startMs: 3000, stopMs: 1000 });
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } as const;
    const { spec, ...rest } = set();
    cluster.create({ ...rest, spec: { ...spec, updateStrategy: strategy } });
    cluster.run(5000);
    const patch = { spec: { template: { spec: { containers: [{ name: 'c', image: 'nginx:2' }] } } } };
    cluster.api.patch('DaemonSet', 'default', 'ds', patch, { type: 'strategic' });
    const updated = (): number | undefined =>
      cluster.api.get<DaemonSet>('DaemonSet', 'default', 'ds').status?.updatedNumberScheduled;
    cluster.until(() => cluster.pods().length === 2);
    cluster.run(1000);
    expect(updated()).to.equal(undefined);
    cluster.run(5000);
    expect(updated()).to.equal(1);
  });

  // A finalizer keeps the object of a pod that has ended.
  for (const [release, pods] of [
    ['1.27', 1],
    ['1.28', 2],
  ] as const) {
    it(`${release} has ${pods} pods on a node whose pod has ended and whose object stays`, () => {
      const cluster = new TestCluster({ release });
      const { spec, ...rest } = set();
      const template = { ...spec.template, metadata: { ...spec.template.metadata, finalizers: ['example.com/keeps'] } };
      cluster.create({ ...rest, spec: { ...spec, template } });
      cluster.run(2000);
      const [pod] = cluster.pods();
      cluster.api.delete('Pod', 'default', pod!.metadata.name);
      cluster.finish(pod!.metadata.name, 0);
      cluster.run(2000);
      expect(cluster.pods()).to.have.length(pods);
    });
  }

  it('takes a broken surging pod away when the next revision comes, whatever revision it is of', () => {
    const cluster = new TestCluster({ startMs: 60_000 });
    const rollingUpdate = { maxSurge: 1, maxUnavailable: 0 };
    const made = set();
    cluster.create({ ...made, spec: { ...made.spec, updateStrategy: { type: 'RollingUpdate', rollingUpdate } } });
    cluster.run(62_000);
    const roll = (image: string): void => {
      const patch = { spec: { template: { spec: { containers: [{ name: 'c', image }] } } } };
      cluster.api.patch('DaemonSet', 'default', 'ds', patch, { type: 'strategic' });
      cluster.run(3000);
    };
    roll('nginx:2');
    roll('nginx:3');
    const images = cluster.pods().map(({ spec }) => spec.containers[0]?.image);
    expect(images.sort()).to.deep.equal(['nginx:1', 'nginx:3']);
    cluster.run(62_000);
    expect(cluster.pods().map(({ spec }) => spec.containers[0]?.image)).to.deep.equal(['nginx:3']);
  });

  it('deletes pods that wait for a node that is gone', () => {
    const full = { ...node('a'), status: { ...node('a').status, allocatable: { cpu: '2', memory: '4Gi', pods: '0' } } };
    const cluster = new TestCluster({ nodes: [node('b'), full] });
    cluster.create(set());
    cluster.run(2000);
    expect(cluster.pods().filter(({ spec }) => !spec.nodeName)).to.have.length(1);
    cluster.api.delete('Node', '', 'a');
    cluster.run(2000);
    expect(cluster.pods().map(({ spec }) => spec.nodeName)).to.deep.equal(['b']);
  });

  for (const [release, observed] of [
    ['1.26', undefined],
    ['1.27', 1],
  ] as const) {
    it(`has seen its generation in ${release}: ${observed ?? 'not'}, although its pods are refused`, () => {
      const cluster = new TestCluster({ release });
      const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: 'default' } };
      cluster.create({ ...quota, spec: { hard: { pods: '0' } } } as KubeObject);
      cluster.run(1000);
      cluster.create(set());
      cluster.run(1000);
      const { status } = cluster.api.get<DaemonSet>('DaemonSet', 'default', 'ds');
      expect(status?.observedGeneration).to.equal(observed);
    });
  }
});
