import { expect } from 'chai';
import type { Pod, Service } from '../../api/types';
import type { Route } from '../../world/network';
import { node, pod, TestCluster } from '../testing/testCluster';

const FIRST = { ip: '10.244.0.1', port: 8125 };

const SERVICE: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'metrics', namespace: 'default' },
  spec: {
    selector: { app: 'metrics' },
    ports: [
      { name: 'statsd', port: 8125, protocol: 'UDP' },
      { name: 'web', port: 8125, protocol: 'TCP' },
    ],
  },
};

/** Two pods behind a Service; what it makes of a flow that went to the first of them, or of a new one, after `happens`. */
function after(release: string, happens: (cluster: TestCluster) => void, flow: 'known' | 'new' = 'known'): Route {
  const cluster = new TestCluster({ nodes: [node('a')], stopMs: 5000, release });
  const { clusterIP = '' } = cluster.create(SERVICE).spec;
  for (const name of ['first', 'second']) cluster.create(pod(name, { labels: { app: 'metrics' } }));
  const client = cluster.network.attach('10.244.9.9', { name: 'client', kind: 'pod', node: 'a' });
  cluster.run(3000);
  happens(cluster);
  cluster.run(2500);
  return cluster.network.router(client, clusterIP, 8125, 'UDP', flow === 'new' ? undefined : FIRST);
}

const remove = (cluster: TestCluster, ...names: string[]) => {
  for (const name of names) cluster.api.delete('Pod', 'default', name);
};

function firstHasEnded(cluster: TestCluster): void {
  remove(cluster, 'first');
  cluster.run(6000);
}

function scaleToNothing(cluster: TestCluster): void {
  remove(cluster, 'first', 'second');
  cluster.run(6000);
}

function isNoLongerReady(cluster: TestCluster): void {
  const first = cluster.api.get<Pod>('Pod', 'default', 'first');
  const conditions = (first.status?.conditions ?? []).map((each) => ({ ...each, status: 'False' as const }));
  cluster.api.updateStatus({ ...first, status: { ...first.status, conditions } });
}

function dropPort(cluster: TestCluster): void {
  const now = cluster.api.get<Service>('Service', 'default', 'metrics');
  cluster.api.update({ ...now, spec: { ...now.spec, ports: (now.spec.ports ?? []).slice(1) } });
}

describe('Flows of datagrams through kube-proxy', () => {
  const STAYS = '10.244.0.1';
  const MOVES = '10.244.0.2';
  const cases: [what: string, happens: (cluster: TestCluster) => void, upTo131: string, since132: string][] = [
    ['nothing happens', () => {}, STAYS, STAYS],
    ['the pod is ending', (cluster) => remove(cluster, 'first'), MOVES, STAYS],
    ['the pod is not ready any more', isNoLongerReady, MOVES, MOVES],
    ['the pod has ended', firstHasEnded, MOVES, MOVES],
    ['all pods have ended', scaleToNothing, 'refused', STAYS],
    ['the port is taken from the Service', dropPort, 'dropped', STAYS],
  ];
  for (const [what, happens, upTo131, since132] of cases)
    for (const [release, expected] of [
      ['1.31', upTo131],
      ['1.32', since132],
    ] as const)
      it(`${what}, ${release}: ${expected}`, () => {
        const route = after(release, happens);
        expect(typeof route === 'object' ? route.ip : route).to.equal(expected);
      });

  it('know nothing of new senders: they are refused where nobody is left, and lost where no port is', () => {
    expect(after('1.36', scaleToNothing, 'new')).to.equal('refused');
    expect(after('1.36', dropPort, 'new')).to.equal('dropped');
  });
});
