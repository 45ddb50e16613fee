import { expect } from 'chai';
import type { PersistentVolumeClaim, Pod } from '../../api/types';
import { node, pod, TestCluster } from '../testing/testCluster';

const CPU = { cpu: '1500m' };

/** A cluster with classes `low`, `middle` and `high`. */
function cluster(release: string, stopMs = 4000): TestCluster {
  const made = new TestCluster({ release, stopMs });
  for (const [name, value] of [
    ['low', 1],
    ['middle', 10],
    ['high', 100],
  ] as const) {
    const metadata = { name };
    made.create({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata, value } as never);
  }
  return made;
}

const classed = (name: string): Pod => pod(name, { requests: CPU, spec: { priorityClassName: name } });

/** Which of these events came when, as `object Reason`. */
function story(made: TestCluster): string[] {
  return ['low', 'high']
    .flatMap((name) => made.events(name).map((text) => `${name} ${text.split(':')[0]}`))
    .filter((text) => /Preempted|FailedScheduling/.test(text));
}

describe('nominated nodes', () => {
  for (const [release, reason] of [
    ['1.26', 'PreemptionByKubeScheduler'],
    ['1.27', 'PreemptionByScheduler'],
  ] as const) {
    it(`says in ${release} why a victim goes`, () => {
      const made = cluster(release);
      made.create(classed('low'));
      made.run(3000);
      made.create(classed('high'));
      made.run(500);
      const target = made.pod('low').status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
      expect(target?.reason).to.equal(reason);
      expect(story(made).sort()).to.deep.equal(['high FailedScheduling', 'low Preempted']);
    });
  }

  for (const [release, first] of [
    ['1.32', 'low'],
    ['1.33', 'high'],
  ] as const) {
    it(`tells in ${release} first of ${first}`, () => {
      const made = cluster(release);
      made.create(classed('low'));
      made.run(3000);
      made.create(classed('high'));
      const told = (): string[] => story(made);
      made.until(() => told().length > 0);
      expect(told()[0]).to.match(new RegExp(`^${first} `));
    });
  }

  for (const [release, kept] of [
    ['1.34', 'node-1'],
    ['1.35', undefined],
  ] as const) {
    it(`is ${kept ?? 'gone'} in ${release} when the pod is bound`, () => {
      const made = cluster(release);
      made.create(classed('low'));
      made.run(3000);
      made.create(classed('high'));
      made.run(1000);
      expect(made.pod('high').status?.nominatedNodeName).to.equal('node-1');
      made.until(() => made.pod('high').spec.nodeName !== undefined);
      expect(made.pod('high').status?.nominatedNodeName).to.equal(kept);
    });
  }

  it('goes from a pod when a more important one takes its room', () => {
    const made = cluster('1.36', 10_000);
    made.create(classed('low'));
    made.run(3000);
    made.create(classed('middle'));
    made.run(1000);
    expect(made.pod('middle').status?.nominatedNodeName).to.equal('node-1');
    made.create(classed('high'));
    made.run(1000);
    expect(made.pod('middle').status?.nominatedNodeName).to.equal(undefined);
    made.until(() => made.pod('high').spec.nodeName !== undefined);
    expect(made.pod('middle').spec.nodeName).to.equal(undefined);
  });

  for (const [release, chosen] of [
    ['1.21', 'empty'],
    ['1.22', 'node-1'],
  ] as const) {
    it(`is in ${release} ${chosen === 'empty' ? 'one node of several' : 'where the pod goes'}`, () => {
      const made = cluster(release);
      made.create(classed('low'));
      made.run(3000);
      made.create(classed('high'));
      made.create(pod('filler', { requests: { cpu: '100m' }, spec: { nodeName: 'node-1' } }));
      made.until(() => made.api.find('Pod', 'default', 'low') === undefined);
      made.addNode(node('empty'));
      made.until(() => made.pod('high').spec.nodeName !== undefined);
      expect(made.pod('high').spec.nodeName).to.equal(chosen);
    });
  }

  for (const [release, expected] of [
    ['1.34', undefined],
    ['1.35', 'node-1'],
  ] as const) {
    it(`tells in ${release} of a pod whose claim is being bound: ${expected}`, () => {
      const made = new TestCluster({ release, without: ['volumes'] });
      const volumeBindingMode = 'WaitForFirstConsumer';
      const metadata = { name: 'late' };
      const provisioner = 'example.com/disks';
      made.create({
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata,
        provisioner,
        volumeBindingMode,
      } as never);
      const claim = {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data', namespace: 'default' },
        spec: {
          storageClassName: 'late',
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      };
      made.create(claim as unknown as PersistentVolumeClaim);
      made.create(pod('p', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] } }));
      made.run(2000);
      expect(made.pod('p').status?.nominatedNodeName).to.equal(expected);
    });
  }
});
