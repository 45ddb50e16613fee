import { expect } from 'chai';
import type { Service } from '../../api/types';
import type { NetHost, Route } from '../../world/network';
import { node, pod, TestCluster } from '../testing/testCluster';

function service(spec: Partial<Service['spec']> = {}): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
  };
}

interface Setup {
  readonly cluster: TestCluster;
  readonly client: NetHost;
  readonly ip: string;
  route(port?: number): Route;
}

/** Two nodes, a client on the first, and a pod of the Service on each node that is named. */
function setup(
  spec: Partial<Service['spec']>,
  podsOn: readonly string[],
  options: { stopMs?: number; release?: string } = {},
): Setup {
  const cluster = new TestCluster({ nodes: [node('a'), node('b')], ...options });
  const created = cluster.create(service(spec));
  for (const [index, nodeName] of podsOn.entries())
    cluster.create(pod(`web-${index}`, { labels: { app: 'web' }, spec: { nodeName } }));
  const client = cluster.network.attach('10.244.9.9', { name: 'client', kind: 'pod', node: 'a' });
  cluster.run(3000);
  const ip = created.spec.clusterIP ?? '';
  return { cluster, client, ip, route: (port = 80) => cluster.network.router(client, ip, port, 'TCP') };
}

const targetOf = (route: Route): string => (typeof route === 'object' ? route.ip : String(route));

describe('kube-proxy', () => {
  it('sends each connection to any ready endpoint, with equal chance', () => {
    const { route } = setup({}, ['a', 'b']);
    const counts = new Map<string, number>();
    for (let i = 0; i < 400; i++) counts.set(targetOf(route()), (counts.get(targetOf(route())) ?? 0) + 1);
    expect([...counts.keys()].sort()).to.deep.equal(['10.244.0.1', '10.244.0.2']);
    for (const count of counts.values()) expect(count).to.be.within(140, 260);
    expect(route()).to.include({ port: 8080 });
  });

  const table: [string, Partial<Service['spec']>, string[], number, string | undefined][] = [
    ['refuses without endpoints', {}, [], 80, 'refused'],
    ['loses packets to a port that the Service lacks', {}, ['a'], 81, 'dropped'],
    [
      'stays on the node with internalTrafficPolicy Local',
      { internalTrafficPolicy: 'Local' },
      ['a', 'b'],
      80,
      '10.244.0.1',
    ],
    ['loses packets when Local has nothing on this node', { internalTrafficPolicy: 'Local' }, ['b'], 80, 'dropped'],
    ['knows nothing of headless Services', { clusterIP: 'None' }, ['a'], 80, 'undefined'],
  ];
  for (const [title, spec, podsOn, port, expected] of table) {
    it(title, () => expect(targetOf(setup(spec, podsOn).route(port))).to.equal(expected));
  }

  it('keeps a client at its endpoint with sessionAffinity ClientIP', () => {
    const { route } = setup({ sessionAffinity: 'ClientIP' }, ['a', 'b']);
    const first = targetOf(route());
    for (let i = 0; i < 50; i++) expect(targetOf(route())).to.equal(first);
  });

  it('answers at the node port of every node, also to the outside', () => {
    const { cluster } = setup({ type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }, ['a']);
    const outside = cluster.network.attach('172.16.0.1', { name: 'laptop', kind: 'external' });
    for (const name of ['a', 'b']) {
      const address =
        cluster.api.get<ReturnType<typeof node>>('Node', undefined, name).status?.addresses?.[0]?.address ?? '';
      expect(targetOf(cluster.network.router(outside, address, 30080, 'TCP'))).to.equal('10.244.0.1');
      expect(cluster.network.router(outside, address, 22, 'TCP')).to.equal(undefined);
    }
  });

  it('leaves the traffic policy to what comes from outside the node', () => {
    const ports = [{ port: 80, targetPort: 8080, nodePort: 30080 }];
    const externalIPs = ['203.0.113.10'];
    const { cluster, route } = setup({ type: 'NodePort', externalTrafficPolicy: 'Local', externalIPs, ports }, ['b']);
    const addressOf = (name: string) =>
      cluster.api.get<ReturnType<typeof node>>('Node', undefined, name).status?.addresses?.[0]?.address ?? '';
    const client = cluster.network.attach('10.244.9.10', { name: 'inside', kind: 'pod', node: 'a' });
    const outside = cluster.network.attach('172.16.0.1', { name: 'laptop', kind: 'external' });
    const ask = (from: typeof client, ip: string, port: number) =>
      targetOf(cluster.network.router(from, ip, port, 'TCP'));
    expect(ask(client, '203.0.113.10', 80)).to.equal('10.244.0.1');
    expect(ask(client, addressOf('a'), 30080)).to.equal('10.244.0.1');
    expect(ask(outside, addressOf('a'), 30080)).to.equal('dropped');
    expect(ask(outside, addressOf('b'), 30080)).to.equal('10.244.0.1');
    expect(targetOf(route())).to.equal('10.244.0.1');
  });

  for (const [policy, podsOn, expected] of [
    ['Cluster', ['b'], '10.244.0.1'],
    ['Local', ['b'], '10.244.0.1'],
    ['Local', [], 'refused'],
  ] as const) {
    it(`leads what comes from outside to an external IP, policy ${policy}, pods on ${podsOn.join() || 'no node'}`, () => {
      const { cluster } = setup(
        { externalIPs: ['203.0.113.10'], externalTrafficPolicy: policy, type: 'NodePort' },
        podsOn,
      );
      const outside = cluster.network.attach('172.16.0.1', { name: 'laptop', kind: 'external' });
      for (const name of ['a', 'b']) {
        const address =
          cluster.api.get<ReturnType<typeof node>>('Node', undefined, name).status?.addresses?.[0]?.address ?? '';
        if (!cluster.network.hostAt(address)) cluster.network.attach(address, { name, kind: 'node' });
      }
      expect(targetOf(cluster.network.router(outside, '203.0.113.10', 80, 'TCP'))).to.equal(expected);
      expect(cluster.network.router(outside, '203.0.113.10', 81, 'TCP')).to.equal(undefined);
    });
  }

  it('sends to serving terminating endpoints when no ready one is left', () => {
    const { cluster, route } = setup({}, ['a'], { stopMs: 5000 });
    cluster.api.delete('Pod', 'default', 'web-0');
    cluster.run(1500);
    expect(targetOf(route())).to.equal('10.244.0.1');
    cluster.run(6000);
    expect(route()).to.equal('refused');
  });

  /** When node a's rules were written, in milliseconds after a change that follows a rest and is followed by another 200 ms later. */
  function writtenAfterTwoChanges(release: string): number[] {
    const { cluster } = setup({}, ['a'], { release });
    const applied: number[] = [];
    cluster.kernel.journal.subscribe(({ type, component, t }) => {
      if (type === 'proxy-applied' && component === 'kube-proxy/a') applied.push(t - startMs);
    });
    cluster.run(5000);
    const startMs = cluster.kernel.now;
    for (const sessionAffinity of ['ClientIP', 'None'] as const) {
      const web = cluster.api.get<Service>('Service', 'default', 'web');
      cluster.api.update({ ...web, spec: { ...web.spec, sessionAffinity } });
      cluster.run(200);
    }
    cluster.run(3000);
    return applied;
  }

  for (const [release, title, atMost] of [
    ['1.20', 'two changes after a rest at once', [250, 450]],
    ['1.33', 'two changes after a rest at once', [250, 450]],
    ['1.34', 'the second change a second after the first', [250, 1400]],
    ['1.36', 'the second change a second after the first', [250, 1400]],
  ] as const) {
    it(`writes its rules some milliseconds after the change; ${release}: ${title}`, () => {
      const applied = writtenAfterTwoChanges(release);
      expect(applied[0]).to.be.below(atMost[0]);
      expect(applied.at(-1)).to.be.within(atMost[1] - 300, atMost[1]);
    });
  }

  it('writes its rules some milliseconds after the change, at most once a second when there are many', () => {
    const { cluster } = setup({}, ['a']);
    const applied: number[] = [];
    cluster.kernel.journal.subscribe(({ type, component, t }) => {
      if (type === 'proxy-applied' && component === 'kube-proxy/a') applied.push(t);
    });
    const start = cluster.kernel.now;
    for (let i = 0; i < 40; i++) {
      cluster.create(pod(`more-${i}`, { labels: { app: 'web' } }));
      cluster.run(100);
    }
    cluster.run(3000);
    expect(applied[0]! - start).to.be.below(1000);
    expect(applied.length).to.be.within(5, 9);
    for (const [i, t] of applied.entries()) expect(t - (applied[i - 1] ?? t - 1000)).to.be.at.least(1000);
  });
});
