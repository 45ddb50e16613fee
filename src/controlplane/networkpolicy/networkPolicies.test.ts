import { expect } from 'chai';
import type { NetworkPolicy, Pod } from '../../api/types';
import type { NetHost, Protocol } from '../../world/network';
import { node, pod, TestCluster } from '../testing/testCluster';

type Spec = NonNullable<NetworkPolicy['spec']>;

const policy = (name: string, spec: Spec): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'default' },
  spec,
});

const PORTS = [
  { name: 'http', containerPort: 8080 },
  { name: 'dns', containerPort: 53, protocol: 'UDP' as const },
];

interface Setup {
  readonly cluster: TestCluster;
  readonly hosts: Readonly<Record<'db' | 'web' | 'nodeA' | 'nodeB' | 'outside', NetHost>>;
  dropped(from: NetHost, to: NetHost | string, port?: number, protocol?: Protocol): string | undefined;
}

/** `db` on node a, `web` on node b, and what is outside; the stand-in kubelets give pods an address, and no network. */
function setup(...specs: readonly Spec[]): Setup {
  const cluster = new TestCluster({ nodes: [node('a'), node('b')] });
  const { network } = cluster;
  const host = (name: 'db' | 'web', nodeName: string): NetHost => {
    const spec: Partial<Pod['spec']> = { nodeName, containers: [{ name: 'c', image: 'x', ports: PORTS }] };
    cluster.create(pod(name, { labels: { app: name }, spec }));
    cluster.run(2000);
    const ip = cluster.pod(name).status?.podIP ?? '';
    return network.attach(ip, { name, namespace: 'default', kind: 'pod', node: nodeName });
  };
  const hosts = {
    db: host('db', 'a'),
    web: host('web', 'b'),
    nodeA: network.attach('172.18.0.2', { name: 'a', kind: 'node' }),
    nodeB: network.attach('172.18.0.3', { name: 'b', kind: 'node' }),
    outside: network.attach('203.0.113.9', { name: 'outside', kind: 'external' }),
  };
  for (const [index, spec] of specs.entries()) cluster.create(policy(`p${index + 1}`, spec));
  cluster.run(1000);
  const dropped: Setup['dropped'] = (from, to, port = 8080, protocol = 'TCP') =>
    network.droppedBy({ from, address: typeof to === 'string' ? to : to.ip, port, protocol }, undefined)?.droppedBy;
  return { cluster, hosts, dropped };
}

const DB = { matchLabels: { app: 'db' } };
const WEB = { matchLabels: { app: 'web' } };
const INTO_DB = 'NetworkPolicy p1: nothing there lets it into pod default/db';
const OUT_OF_WEB = 'NetworkPolicy p1: nothing there lets it out of pod default/web';

type Way = readonly [from: keyof Setup['hosts'], to: keyof Setup['hosts'], port?: number, protocol?: Protocol];

const TABLE: readonly [what: string, specs: readonly Spec[], way: Way, dropped: string | undefined][] = [
  ['nothing without policies', [], ['web', 'db'], undefined],
  ['what no rule lets in', [{ podSelector: DB }], ['web', 'db'], INTO_DB],
  ['nothing to pods that it does not select', [{ podSelector: WEB }], ['web', 'db'], undefined],
  ['everything into all pods with an empty selector', [{ podSelector: {} }], ['web', 'db'], INTO_DB],
  ['nothing where a rule is empty', [{ podSelector: DB, ingress: [{}] }], ['web', 'db'], undefined],
  [
    'not what a pod selector lets in',
    [{ podSelector: DB, ingress: [{ from: [{ podSelector: WEB }] }] }],
    ['web', 'db'],
    undefined,
  ],
  [
    'what another pod selector lets in',
    [{ podSelector: DB, ingress: [{ from: [{ podSelector: DB }] }] }],
    ['web', 'db'],
    INTO_DB,
  ],
  [
    'what comes from outside, where pods are let in',
    [{ podSelector: DB, ingress: [{ from: [{ podSelector: {} }] }] }],
    ['outside', 'db'],
    INTO_DB,
  ],
  [
    'not a block',
    [{ podSelector: DB, ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] }],
    ['outside', 'db'],
    undefined,
  ],
  [
    'what is excepted from a block',
    [{ podSelector: DB, ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['203.0.113.8/30'] } }] }] }],
    ['outside', 'db'],
    INTO_DB,
  ],
  ['not a port by its name', [{ podSelector: DB, ingress: [{ ports: [{ port: 'http' }] }] }], ['web', 'db'], undefined],
  [
    'another port than that name has',
    [{ podSelector: DB, ingress: [{ ports: [{ port: 'http' }] }] }],
    ['web', 'db', 9090],
    INTO_DB,
  ],
  [
    'a name that is one of another protocol',
    [{ podSelector: DB, ingress: [{ ports: [{ port: 'dns' }] }] }],
    ['web', 'db', 53],
    INTO_DB,
  ],
  [
    'not a range of ports',
    [{ podSelector: DB, ingress: [{ ports: [{ port: 8000, endPort: 9000 }] }] }],
    ['web', 'db', 9000],
    undefined,
  ],
  [
    'what lies above the range',
    [{ podSelector: DB, ingress: [{ ports: [{ port: 8000, endPort: 9000 }] }] }],
    ['web', 'db', 9001],
    INTO_DB,
  ],
  [
    'UDP where the rule is for TCP',
    [{ podSelector: DB, ingress: [{ ports: [{ port: 53 }] }] }],
    ['web', 'db', 53, 'UDP'],
    INTO_DB,
  ],
  [
    'pings where ports are named',
    [{ podSelector: DB, ingress: [{ ports: [{ port: 53 }] }] }],
    ['web', 'db', 0, 'ICMP'],
    INTO_DB,
  ],
  ['no ping where none is', [{ podSelector: DB, ingress: [{}] }], ['web', 'db', 0, 'ICMP'], undefined],
  ['nothing of the own node', [{ podSelector: DB }], ['nodeA', 'db'], undefined],
  ['what another node sends', [{ podSelector: DB }], ['nodeB', 'db'], INTO_DB],
  [
    'nothing that a pod sends to itself',
    [{ podSelector: {}, policyTypes: ['Ingress', 'Egress'] }],
    ['web', 'web'],
    undefined,
  ],
  ['nothing that goes out under Ingress', [{ podSelector: WEB }], ['web', 'outside'], undefined],
  ['what goes out under Egress', [{ podSelector: WEB, policyTypes: ['Egress'] }], ['web', 'outside'], OUT_OF_WEB],
  [
    'nothing that comes in under Egress',
    [{ podSelector: WEB, policyTypes: ['Egress'] }],
    ['outside', 'web'],
    undefined,
  ],
  [
    'nothing to the own node under Egress',
    [{ podSelector: WEB, policyTypes: ['Egress'] }],
    ['web', 'nodeB'],
    undefined,
  ],
  ['what goes to another node', [{ podSelector: WEB, policyTypes: ['Egress'] }], ['web', 'nodeA'], OUT_OF_WEB],
  [
    'both, where egress rules alone are given',
    [{ podSelector: WEB, egress: [{}] }],
    ['outside', 'web'],
    'NetworkPolicy p1: nothing there lets it into pod default/web',
  ],
  [
    'not a name of the target',
    [{ podSelector: WEB, egress: [{ to: [{ podSelector: DB }], ports: [{ port: 'http' }] }] }],
    ['web', 'db'],
    undefined,
  ],
  [
    'nothing that one of two policies lets in',
    [{ podSelector: DB }, { podSelector: {}, ingress: [{}] }],
    ['web', 'db'],
    undefined,
  ],
  [
    'what neither of two lets in',
    [{ podSelector: DB }, { podSelector: {} }],
    ['web', 'db'],
    'NetworkPolicy p1, p2: nothing there lets it into pod default/db',
  ],
];

describe('NetworkPolicies', () => {
  for (const [what, specs, [from, to, ...more], expected] of TABLE)
    it(`drop ${what}`, () => {
      const { hosts, dropped } = setup(...specs);
      expect(dropped(hosts[from], hosts[to], ...more)).to.equal(expected);
    });

  it('let questions to the cluster DNS out where its pods are allowed', () => {
    const dns = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } };
    const ports = [{ protocol: 'UDP', port: 'dns' }];
    const { hosts, dropped } = setup({ podSelector: WEB, policyTypes: ['Egress'], egress: [{ to: [dns], ports }] });
    expect(dropped(hosts.web, '10.96.0.10', 53, 'UDP')).to.equal(undefined);
    expect(dropped(hosts.web, '10.96.0.10', 53, 'TCP')).to.equal(OUT_OF_WEB);
  });

  it('take a while, and are gone a while after they were deleted', () => {
    const { cluster, hosts, dropped } = setup();
    cluster.create(policy('p1', { podSelector: DB }));
    expect(dropped(hosts.web, hosts.db)).to.equal(undefined);
    cluster.run(1000);
    expect(dropped(hosts.web, hosts.db)).to.equal(INTO_DB);
    cluster.api.delete('NetworkPolicy', 'default', 'p1');
    expect(dropped(hosts.web, hosts.db)).to.equal(INTO_DB);
    cluster.run(1000);
    expect(dropped(hosts.web, hosts.db)).to.equal(undefined);
  });

  it('know a new pod by name on its own node, and elsewhere once its address is told', () => {
    const { cluster, hosts, dropped } = setup({
      podSelector: {},
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'new' } } }] }],
    });
    cluster.create(pod('new', { labels: { app: 'new' }, spec: { nodeName: 'never' } }));
    cluster.run(1000);
    const early = cluster.network.attach('10.244.0.77', { name: 'new', namespace: 'default', kind: 'pod', node: 'b' });
    expect(dropped(hosts.web, early)).to.equal('NetworkPolicy p1: nothing there lets it into pod default/new');
    expect(dropped(early, hosts.db)).to.equal(INTO_DB);
    cluster.setStatus('new', { podIP: early.ip });
    cluster.run(1000);
    expect(dropped(early, hosts.db)).to.equal(undefined);
  });
});
