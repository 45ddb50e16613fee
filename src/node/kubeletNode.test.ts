import { expect } from 'chai';
import { Release } from '../api/index';
import type { KubeNode, KubeObject, Pod } from '../api/types/index';
import { OneNode } from './testing/oneNode';

const STATIC_POD = (label: string) => `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {version: ${label}}}
spec:
  terminationGracePeriodSeconds: 2
  containers: [{name: c, image: 'nginx:1.25'}]
`;
const MANIFEST = '/etc/kubernetes/manifests/web.yaml';
const MIRROR = 'web-node-1';

function writeManifest(node: OneNode, label: string): void {
  node.node.writeFile(MANIFEST, STATIC_POD(label));
}

describe('a node', () => {
  for (const release of Release.all()) {
    it(`registers itself with what it has (${release.version})`, () => {
      const { api } = new OneNode({ kubernetes: release.version });
      const node = api.get<KubeNode>('Node', undefined, 'node-1');
      expect(node.metadata.labels).to.include({ 'kubernetes.io/hostname': 'node-1', 'kubernetes.io/os': 'linux' });
      expect(node.status?.capacity).to.include({ cpu: '4', pods: '110' });
      expect(node.status?.nodeInfo?.['kubeletVersion']).to.equal(`v${release.version}.0`);
      const ready = node.status?.conditions?.find((c) => c.type === 'Ready');
      expect(ready).to.include({ status: 'True', reason: 'KubeletReady' });
    });
  }

  it('has a heartbeat while its kubelet runs and has a network', () => {
    const { node, kernel } = new OneNode();
    expect(node.lastHeartbeatMs()).to.equal(kernel.now);
    node.stop();
    const stoppedMs = kernel.now;
    kernel.runUntil(kernel.now + 30_000);
    expect(node.lastHeartbeatMs()).to.equal(stoppedMs);
    node.start();
    expect(node.lastHeartbeatMs()).to.equal(kernel.now);
  });

  it('tells when its heartbeat stops and when it is back, and nothing in between', () => {
    const { node, kernel } = new OneNode();
    const told: string[] = [];
    node.onHeartbeatChange(() => told.push(node.lastHeartbeatMs() === kernel.now ? 'a change' : 'late'));
    kernel.runUntil(kernel.now + 3_600_000);
    expect(told).to.deep.equal([]);
    node.stop();
    node.start();
    node.cutNetwork();
    node.restoreNetwork();
    node.powerOff();
    expect(told).to.deep.equal(['a change', 'a change', 'a change', 'a change']);
  });

  it('stops nothing when its kubelet starts while the network is cut: it does not know yet what it should run', () => {
    const node = new OneNode();
    node.create(
      `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: 'busybox:1.28', command: [sleep, 1d]}]}`,
    );
    node.pass(10);
    node.node.cutNetwork();
    node.node.restart();
    node.pass(60);
    node.node.restoreNetwork();
    node.pass(60);
    const told = node.kernel.journal.all().map(({ type }) => type);
    expect(told.filter((type) => type === 'container-started')).to.have.length(1);
    expect(told).not.to.include.members(['container-exited']);
  });

  it('has no network as long as it has no power, and none as long as the network is cut', () => {
    const { node, network } = new OneNode();
    const isUp = () => network.hostAt(node.ip)?.up;
    node.powerOff();
    node.cutNetwork();
    node.restoreNetwork();
    expect(isUp()).to.equal(false);
    node.cutNetwork();
    node.powerOn();
    expect(isUp()).to.equal(false);
    node.restoreNetwork();
    expect(isUp()).to.equal(true);
  });

  it('obeys systemctl', () => {
    const node = new OneNode();
    const out = { write: () => {} };
    node.node.run(['systemctl', 'stop', 'kubelet'], out, out);
    node.pass(10);
    expect(node.kernel.now - node.node.lastHeartbeatMs()).to.be.within(9_000, 10_000);
    node.node.run(['systemctl', 'start', 'kubelet'], out, out);
    node.pass(1);
    expect(node.node.lastHeartbeatMs()).to.equal(node.kernel.now);
  });

  it('tells the same story twice', () => {
    const digest = () => {
      const node = new OneNode({ seed: 11 });
      node.create(
        `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: 'busybox:1.28', command: [sh, -c, 'sleep 3; exit 1']}]}`,
      );
      node.pass(120);
      return node.kernel.journal.digest();
    };
    expect(digest()).to.equal(digest());
  });
});

describe('static pods', () => {
  for (const kubernetes of ['1.20', '1.36']) {
    it(`have a mirror that shows them (${kubernetes})`, () => {
      const node = new OneNode({ kubernetes });
      writeManifest(node, 'one');
      node.pass(5);
      const mirror = node.pod(MIRROR) as Pod;
      expect(mirror.status?.phase).to.equal('Running');
      expect(mirror.metadata.annotations).to.include({ 'kubernetes.io/config.source': 'file' });
      expect(mirror.metadata.ownerReferences?.[0]).to.include({ kind: 'Node', name: 'node-1' });
    });

    it(`do not notice that their mirror is deleted; it comes back (${kubernetes})`, () => {
      const node = new OneNode({ kubernetes });
      writeManifest(node, 'one');
      node.pass(5);
      const before = node.pod(MIRROR)?.metadata.uid;
      const [container] = node.node.runtime.containers();
      node.api.delete('Pod', 'default', MIRROR, { gracePeriodSeconds: 0 });
      node.pass(15);
      expect(node.pod(MIRROR)?.metadata.uid).to.be.a('string').and.not.equal(before);
      expect(node.pod(MIRROR)?.status?.phase).to.equal('Running');
      expect(node.node.runtime.containers().map((c) => c.id)).to.deep.equal([container?.id]);
    });

    it(`run although nobody may see them: their mirror is refused (${kubernetes})`, () => {
      const node = new OneNode({ kubernetes });
      const range = { metadata: { name: 'much' }, spec: { limits: [{ type: 'Pod', min: { cpu: '1' } }] } };
      node.api.create({ apiVersion: 'v1', kind: 'LimitRange', ...range } as KubeObject);
      writeManifest(node, 'one');
      node.pass(15);
      expect(node.pod(MIRROR)).to.equal(undefined);
      expect(node.node.runtime.containers().map((c) => c.state)).to.deep.equal(['running']);
      node.api.delete('LimitRange', 'default', 'much');
      node.pass(90);
      expect(node.pod(MIRROR)?.status?.phase).to.equal('Running');
    });

    it(`are another pod when the file changes, and gone with it (${kubernetes})`, () => {
      const node = new OneNode({ kubernetes });
      writeManifest(node, 'one');
      node.pass(5);
      writeManifest(node, 'two');
      node.pass(30);
      expect(node.pod(MIRROR)?.metadata.labels).to.include({ version: 'two' });
      expect(node.pod(MIRROR)?.status?.phase).to.equal('Running');
      expect(node.node.runtime.containers().filter((c) => c.state === 'running')).to.have.length(1);
      const out = { write: () => {} };
      node.node.run(['rm', MANIFEST], out, out);
      node.pass(15);
      expect(node.pod(MIRROR)).to.equal(undefined);
      expect(node.node.runtime.containers().filter((c) => c.state === 'running')).to.deep.equal([]);
    });
  }
});

describe('probes over the network', () => {
  const cases = [
    ['httpGet that finds its page', '{httpGet: {path: /, port: 80}}', true, ''],
    [
      'httpGet of a page that is not there',
      '{httpGet: {path: /nosuch, port: 80}}',
      false,
      'HTTP probe failed with statuscode: 404',
    ],
    ['httpGet by the name of a port', '{httpGet: {path: /, port: web}}', true, ''],
    ['httpGet of a port that nobody named', '{httpGet: {path: /, port: nosuch}}', false, 'probe errored'],
    ['tcpSocket of an open port', '{tcpSocket: {port: 80}}', true, ''],
    ['tcpSocket of a closed port', '{tcpSocket: {port: 81}}', false, 'connect: connection refused'],
    ['httpGet of a closed port', '{httpGet: {path: /x, port: 81}}', false, ':81/x": dial tcp'],
    ['grpc of a server that is none', '{grpc: {port: 80}}', false, 'timeout: failed to connect service'],
  ] as const;
  for (const [what, probe, ready, event] of cases) {
    it(`${what}: ${ready ? 'ready' : 'not ready'}`, () => {
      const node = new OneNode();
      node.create(`apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - name: c
    image: nginx:1.25
    ports: [{name: web, containerPort: 80}]
    readinessProbe: {periodSeconds: 2, ${probe.slice(1)}
`);
      node.pass(12);
      expect(node.pod('p')?.status?.containerStatuses?.[0]?.ready).to.equal(ready);
      expect(node.events('p').join('\n')).to.include(event);
    });
  }
});
