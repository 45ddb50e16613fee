import { expect } from 'chai';
import { Cluster } from '../../cluster';
import { SOMETIMES, SometimesMonitor } from './index';

const CRASHING = `
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  terminationGracePeriodSeconds: 3
  containers:
  - {name: crash, image: busybox, command: [sh, -c, "exit 1"]}
  - name: deaf
    image: busybox
    command: [sh, -c, "trap '' TERM; sleep 1d"]
    readinessProbe: {exec: {command: ["true"]}}
`;

describe('SometimesMonitor', () => {
  it('has names of their own and sentences', () => {
    expect(new Set(SOMETIMES.map(({ name }) => name)).size).to.equal(SOMETIMES.length);
    for (const { says } of SOMETIMES) expect(says).to.match(/^[A-Z].*\.$/);
  });

  it('notes what is reached, and only that', () => {
    const cluster = new Cluster({ readFile: () => CRASHING });
    const monitor = new SometimesMonitor(cluster.journal);
    cluster.execute('kubectl create -f p.yaml');
    cluster.advance(60_000);
    expect(monitor.reached).not.to.include('termination/killed-by-grace');
    cluster.execute('kubectl delete pod p');
    expect([...monitor.reached].sort()).to.deep.equal([
      'container/error',
      'pod/failed',
      'pod/ready',
      'pod/removed',
      'pod/running',
      'probe/readiness-passed',
      'restart/back-off-doubled',
      'restart/crash-loop',
      'termination/killed-by-grace',
    ]);
  });

  it('does not look again for what is known', () => {
    const cluster = new Cluster({ readFile: () => CRASHING });
    const monitor = new SometimesMonitor(cluster.journal, SOMETIMES, new Set(['pod/running']));
    cluster.execute('kubectl create -f p.yaml');
    cluster.advance(5_000);
    expect(monitor.reached).not.to.include('pod/running');
    expect(monitor.reached).to.include('container/error');
  });

  it('sees a node that is lost, and what comes of it', () => {
    const cluster = new Cluster({ readFile: () => CRASHING });
    const monitor = new SometimesMonitor(cluster.journal);
    cluster.execute('kubectl create -f p.yaml');
    cluster.advance(5_000);
    cluster.nodes.get('k8s-node01')?.powerOff();
    cluster.advance(120_000);
    expect(monitor.reached).to.include.members(['node/not-ready', 'node/kubelet-restarted']);
  });
});
