import { expect } from 'chai';
import type { KubeNode, Pod } from '../../api/types';
import { node, pod, TestCluster } from '../testing/testCluster';

function message(cluster: TestCluster, name: string): string | undefined {
  return cluster.pod(name).status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
}

describe('scheduler', () => {
  it('binds a pod within milliseconds and says so', () => {
    const cluster = new TestCluster();
    cluster.create(pod('p'));
    const tookMs = cluster.until(() => cluster.pod('p').spec.nodeName === 'node-1');
    expect(tookMs).to.be.within(1, 50);
    cluster.run(100);
    expect(cluster.events('p')).to.deep.equal(['Scheduled: Successfully assigned default/p to node-1']);
  });

  // Messages of c08, f40, f41 and g21 (recordings of 1.20.2 and 1.36.2).
  const claim = { name: 'v', persistentVolumeClaim: { claimName: 'nosuch' } };
  const notHelpful =
    'no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.';
  const table: [string, Pod, Partial<KubeNode>, string, string][] = [
    [
      'node affinity',
      pod('p', { spec: { nodeSelector: { disk: 'ssd' } } }),
      {},
      "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity.",
      `0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. ${notHelpful}`,
    ],
    [
      'more than the node has',
      pod('p', { requests: { cpu: '100' } }),
      {},
      '0/1 nodes are available: 1 Insufficient cpu.',
      `0/1 nodes are available: 1 Insufficient cpu. ${notHelpful}`,
    ],
    [
      'a claim that does not exist',
      pod('p', { spec: { volumes: [claim] } }),
      {},
      '0/1 nodes are available: 1 persistentvolumeclaim "nosuch" not found.',
      '0/1 nodes are available: persistentvolumeclaim "nosuch" not found. not found',
    ],
    [
      'a taint',
      pod('p'),
      { spec: { taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] } },
      "0/1 nodes are available: 1 node(s) had taint {a: b}, that the pod didn't tolerate.",
      `0/1 nodes are available: 1 node(s) had untolerated taint(s). ${notHelpful}`,
    ],
  ];
  for (const [title, manifest, changes, in120, in136] of table) {
    for (const [release, text] of [
      ['1.20', in120],
      ['1.36', in136],
    ] as const) {
      it(`refuses for ${title} in ${release}`, () => {
        const cluster = new TestCluster({ release, nodes: [node('node-1', changes)] });
        cluster.create(manifest);
        cluster.run(500);
        expect(message(cluster, 'p')).to.equal(text);
        const attempts = cluster.events('p').length;
        expect(attempts).to.equal(release === '1.20' ? 2 : 1);
      });
    }
  }

  const none = 'No preemption victims found for incoming pod';
  const useless = 'Preemption is not helpful for scheduling';
  const affinity = "node(s) didn't match Pod's node affinity/selector";
  // A pod of a DaemonSet for the first of two nodes, which has no room.
  for (const [release, text] of [
    ['1.23', `0/2 nodes are available: 1 Insufficient cpu, 1 ${affinity}.`],
    ['1.25', `0/2 nodes are available: 1 Insufficient cpu. preemption: 0/2 nodes are available: 2 ${none}.`],
    ['1.26', `0/2 nodes are available: 1 Insufficient cpu. preemption: 0/2 nodes are available: 2 ${none}..`],
    [
      '1.27',
      `0/2 nodes are available: 1 Insufficient cpu. preemption: 0/2 nodes are available: 1 ${none}, 1 ${useless}..`,
    ],
    [
      '1.29',
      `0/2 nodes are available: 1 Insufficient cpu. preemption: 0/2 nodes are available: 1 ${none}, 1 ${useless}.`,
    ],
    [
      '1.32',
      `0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't satisfy plugin(s) [NodeAffinity]. preemption: 0/2 nodes are available: 1 ${none}, 1 ${useless}.`,
    ],
  ] as const) {
    it(`says in ${release} why a pod that names its node has to wait`, () => {
      const cluster = new TestCluster({ release, nodes: [node('a'), node('b')] });
      const matchFields = [{ key: 'metadata.name', operator: 'In' as const, values: ['a'] }];
      const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } };
      cluster.create(pod('p', { requests: { cpu: '3' }, spec: { affinity: { nodeAffinity } } }));
      cluster.run(500);
      expect(message(cluster, 'p')).to.equal(text);
    });
  }

  for (const [release, text] of [
    [
      '1.25',
      `0/1 nodes are available: 1 persistentvolumeclaim "nosuch" not found. preemption: 0/1 nodes are available: 1 ${useless}.`,
    ],
    [
      '1.26',
      `0/1 nodes are available: persistentvolumeclaim "nosuch" not found. preemption: 0/1 nodes are available: 1 ${useless}..`,
    ],
    [
      '1.29',
      `0/1 nodes are available: persistentvolumeclaim "nosuch" not found. preemption: 0/1 nodes are available: 1 ${useless}.`,
    ],
  ] as const) {
    it(`says in ${release} that a claim is missing`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(pod('p', { spec: { volumes: [claim] } }));
      cluster.run(500);
      expect(message(cluster, 'p')).to.equal(text);
    });
  }

  it('says that the claim of an ephemeral volume is still being made', () => {
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    const cluster = new TestCluster({ without: ['volumes'] });
    const volumes = [{ name: 'v', ephemeral: { volumeClaimTemplate: { spec } } }] as unknown as Pod['spec']['volumes'];
    cluster.create(pod('p', { spec: { volumes } }));
    cluster.run(500);
    expect(message(cluster, 'p')).to.contain(
      'waiting for ephemeral volume controller to create the persistentvolumeclaim "p-v"',
    );
  });

  // A host port is wanted; whatever ends makes schedulers without hints look, and write the event once more.
  for (const [release, attempts] of [
    ['1.31', 2],
    ['1.32', 1],
  ] as const) {
    it(`tries in ${release} ${attempts} time(s) when a pod without ports goes`, () => {
      const cluster = new TestCluster({ release });
      const containers = (name: string) => [{ name, image: 'i', ports: [{ containerPort: 80, hostPort: 80 }] }];
      cluster.create(pod('first', { spec: { containers: containers('a') } }));
      cluster.create(pod('other'));
      cluster.run(3000);
      cluster.create(pod('p', { spec: { containers: containers('b') } }));
      cluster.run(3000);
      cluster.api.delete('Pod', 'default', 'other');
      cluster.run(5000);
      const refusals = cluster.events('p').filter((text) => text.startsWith('FailedScheduling'));
      expect(refusals).to.have.length(attempts);
    });
  }

  it('schedules at once when a label makes a node fit', () => {
    const cluster = new TestCluster();
    cluster.create(pod('p', { spec: { nodeSelector: { disk: 'later' } } }));
    cluster.run(70_000);
    cluster.api.patch('Node', undefined, 'node-1', { metadata: { labels: { disk: 'later' } } }, { type: 'merge' });
    expect(cluster.until(() => cluster.pod('p').spec.nodeName !== undefined)).to.be.below(50);
  });

  it('gives a host port to the next pod when the first has ended', () => {
    const cluster = new TestCluster();
    const ports = [{ containerPort: 80, hostPort: 8080 }];
    const wanting = (name: string): Pod =>
      pod(name, { spec: { containers: [{ name: 'c', image: 'nginx:1', ports }] } });
    cluster.create(wanting('first'));
    cluster.run(2000);
    cluster.create(wanting('second'));
    cluster.run(1000);
    expect(message(cluster, 'second')).to.equal(
      "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.",
    );
    cluster.api.delete('Pod', 'default', 'first');
    cluster.until(() => cluster.pod('second').spec.nodeName !== undefined);
    expect(cluster.api.find('Pod', 'default', 'first')).not.to.equal(undefined);
  });

  it('preempts a pod of lower priority and waits for its end', () => {
    const cluster = new TestCluster({ stopMs: 4000 });
    for (const [name, value] of [
      ['low', 1],
      ['high', 1000],
    ] as const) {
      cluster.create({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value } as never);
    }
    cluster.create(pod('low', { requests: { cpu: '1500m' }, spec: { priorityClassName: 'low' } }));
    cluster.run(6000);
    cluster.create(pod('high', { requests: { cpu: '1500m' }, spec: { priorityClassName: 'high' } }));
    cluster.run(1000);
    expect(message(cluster, 'high')).to.equal('0/1 nodes are available: 1 Insufficient cpu.');
    expect(cluster.pod('high').status?.nominatedNodeName).to.equal('node-1');
    const target = cluster.pod('low').status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
    expect(target?.reason).to.equal('PreemptionByScheduler');
    expect(cluster.pod('low').metadata.deletionTimestamp).not.to.equal(undefined);
    expect(cluster.events('low').at(-1)).to.match(/^Preempted: Preempted by pod .* on node node-1$/);
    expect(cluster.until(() => cluster.pod('high').spec.nodeName === 'node-1')).to.be.within(2500, 4500);
  });

  it('spreads replicas over equal nodes', () => {
    const cluster = new TestCluster({ nodes: [node('a'), node('b'), node('c')] });
    cluster.create({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'web', namespace: 'default' },
      spec: {
        replicas: 6,
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: pod('x').spec },
      },
    } as never);
    cluster.run(5000);
    const counts = ['a', 'b', 'c'].map((name) => cluster.pods().filter(({ spec }) => spec.nodeName === name).length);
    expect(counts).to.deep.equal([2, 2, 2]);
  });

  it('keeps a gated pod out until the gates are gone', () => {
    const cluster = new TestCluster();
    cluster.create(pod('p', { spec: { schedulingGates: [{ name: 'wait' }] } }));
    cluster.run(5000);
    expect(cluster.events('p')).to.deep.equal([]);
    cluster.api.patch('Pod', 'default', 'p', { spec: { schedulingGates: [] } }, { type: 'merge' });
    expect(cluster.until(() => cluster.pod('p').spec.nodeName !== undefined)).to.be.below(50);
  });

  it('costs nothing while nothing happens, even with a pod that fits nowhere', () => {
    const cluster = new TestCluster();
    cluster.create(pod('p'));
    cluster.run(60_000);
    const facts = cluster.kernel.journal.length;
    cluster.run(3_600_000 / 2);
    expect(cluster.kernel.journal.length).to.equal(facts);
  });

  it('lets the first pod of a group go where there are domains, whoever is on a node that belongs to none', () => {
    const cluster = new TestCluster({ nodes: [node('a'), node('b', { labels: { zone: 'z' } })] });
    const labels = { app: 'web' };
    cluster.create(pod('old', { labels, spec: { nodeName: 'a' } }));
    cluster.run(1000);
    const term = { topologyKey: 'zone', labelSelector: { matchLabels: labels } };
    const podAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
    cluster.create(pod('p', { labels, spec: { affinity: { podAffinity } } }));
    cluster.run(1000);
    expect(cluster.pod('p').spec.nodeName).to.equal('b');
  });
});
