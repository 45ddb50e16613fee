import { expect } from 'chai';
import fc from 'fast-check';
import type { Service } from '../api/index';
import { Cluster } from '../cluster';
import { requests, serviceAddress } from '../observe/index';

const MANIFEST = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 4
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      tolerations:
      - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 20}
      containers:
      - name: web
        image: nginx:1.25
        readinessProbe: {httpGet: {port: 80}, periodSeconds: 2}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80}]
`;

/** What befalls a node while clients send: the name of its methods that begin and end it. */
const TROUBLES = {
  power: ['powerOff', 'powerOn'],
  network: ['cutNetwork', 'restoreNetwork'],
  kubelet: ['stop', 'start'],
} as const;

interface Story {
  readonly seed: number;
  readonly trouble: keyof typeof TROUBLES;
  readonly node: string;
  readonly atMs: number;
  readonly forMs: number;
  readonly keepAlive: boolean;
  readonly retries: number;
}

/** Two clients, a rollout, and a node that is gone for a while. */
function play({ seed, trouble, node, atMs, forMs, keepAlive, retries }: Story): Cluster {
  const cluster = new Cluster({ seed, nodes: [{}, {}, {}], readFile: () => MANIFEST });
  cluster.execute('kubectl create -f web.yaml');
  cluster.advance(8000);
  const service = cluster.api.get<Service>('Service', 'default', 'web');
  const options = { perSecond: 8, keepAlive, retries };
  cluster.startTraffic({ name: 'in', ...options, ...serviceAddress(cluster, service, 'inside'), inside: true });
  cluster.startTraffic({ name: 'out', ...options, ...serviceAddress(cluster, service, 'outside', 'k8s-node02') });
  const [begin, end] = TROUBLES[trouble];
  cluster.later(atMs, () => cluster.node(node)[begin]());
  cluster.later(atMs + forMs, () => cluster.node(node)[end]());
  cluster.later(2000, () => cluster.run('kubectl rollout restart deploy/web'));
  cluster.advance(90_000);
  return cluster;
}

describe('traffic while nodes fail', () => {
  const stories = fc.record({
    seed: fc.nat(1_000_000),
    trouble: fc.constantFrom(...(Object.keys(TROUBLES) as (keyof typeof TROUBLES)[])),
    node: fc.constantFrom('k8s-node01', 'k8s-node02', 'k8s-node03'),
    atMs: fc.nat(10_000),
    forMs: fc.integer({ min: 1, max: 80_000 }),
    keepAlive: fc.boolean(),
    retries: fc.integer({ min: 0, max: 2 }),
  });

  it('the same story twice has the same digest, another seed another', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const first = play(story);
        expect(requests(first).length).to.be.at.least(100);
        expect(play(story).journal.digest()).to.equal(first.journal.digest());
        expect(play({ ...story, seed: story.seed + 1 }).journal.digest()).not.to.equal(first.journal.digest());
      }),
      { numRuns: 4, seed: 4 },
    );
  }).timeout(60_000);

  it('requests of lost nodes are among those that are lost', () => {
    const story: Story = {
      seed: 1,
      trouble: 'power',
      node: 'k8s-node03',
      atMs: 3000,
      forMs: 80_000,
      keepAlive: false,
      retries: 0,
    };
    const reasons = new Set(requests(play(story)).map(({ reason }) => reason));
    expect([...reasons]).to.include.members(['timeout', 'refused', undefined]);
  });
});
