import { expect } from 'chai';
import { Release } from '../../api/index';
import { Cluster } from '../../cluster';
import { Journal } from '../../kernel/index';
import { describeViolation, INVARIANTS, InvariantMonitor } from './index';
import { API } from './stories/api.fixture';
import { CLUSTER } from './stories/cluster.fixture';
import { NODES } from './stories/nodes.fixture';
import { PODS } from './stories/pods.fixture';
import {
  created,
  deleted,
  exited,
  hook,
  KUBELET,
  marked,
  POD,
  pod,
  probe,
  type Stories,
  started,
  type Told,
  write,
} from './stories/story.fixture';
import { WORKLOADS } from './stories/workloads.fixture';

/** Each invariant with the shortest story that breaks it, in its last fact. */
const BROKEN: Stories = { ...API, ...PODS, ...WORKLOADS, ...CLUSTER, ...NODES };

function watch(story: readonly Told[], kubernetes = 'latest') {
  const clock = { now: 0 };
  const journal = new Journal(clock);
  const monitor = new InvariantMonitor(journal, INVARIANTS, Release.of(kubernetes));
  for (const [t, type, object, detail] of story) {
    clock.now = t;
    journal.record({ component: 'x', type, object, detail });
  }
  return monitor.violations.map(({ invariant }) => invariant.name);
}

describe('invariants', () => {
  it('have names of their own, a sentence and a source', () => {
    expect(new Set(INVARIANTS.map(({ name }) => name)).size).to.equal(INVARIANTS.length);
    for (const { name, says, source } of INVARIANTS) {
      expect(name).to.match(/^[a-z]+\/[a-z-]+$/);
      expect(says, name).to.match(/^[A-Z].*\.$/);
      expect(source, name).not.to.equal('');
    }
    expect(Object.keys(BROKEN).sort()).to.deep.equal(INVARIANTS.map(({ name }) => name));
  });

  for (const { name, says } of INVARIANTS) {
    it(`${name}: notices when it is broken`, () => expect(watch(BROKEN[name]?.() ?? []), says).to.deep.equal([name]));
    if (name !== 'api/resource-version-grows')
      it(`${name}: says nothing before`, () =>
        expect(watch((BROKEN[name]?.() ?? []).slice(0, -1)), says).to.deep.equal([]));
  }

  it('are not asked of releases in which they do not hold yet', () => {
    const story = BROKEN['job/counts-grow']?.() ?? [];
    expect(watch(story, '1.25')).to.deep.equal(['job/counts-grow']);
    expect(watch(story, '1.24')).to.deep.equal([]);
  });

  it('are not asked of pods that are being deleted, of releases in which they do not hold for them yet', () => {
    const sandbox = (t: number, type: string, detail: object): Told => [t, type, POD, { id: `s-${t}`, ...detail }];
    const ended = [sandbox(1, 'sandbox-started', {}), sandbox(2, 'sandbox-stopped', { id: 's-1', asked: true })];
    const another = sandbox(4, 'sandbox-started', {});
    const broken = ['pod/no-sandbox-after-its-end'];
    expect(watch([created(), ...ended, marked(3), another], '1.22')).to.deep.equal(broken);
    expect(watch([created(), ...ended, marked(3), another], '1.21')).to.deep.equal([]);
    expect(watch([created(), ...ended, another], '1.21')).to.deep.equal(broken);
  });

  it('know that probes go by the instance before while the postStart hook of the next one runs', () => {
    const spec = { containers: [{ name: 'c', readinessProbe: { initialDelaySeconds: 15 } }] };
    const again = [created(spec), started(0), exited(20_000), started(21_000, 'c', 'regular', 1)];
    const hooked = [...again, hook(21_000, 'started', 'postStart')];
    expect(watch([...hooked, probe(30_000, 'readiness', 'error')])).to.deep.equal([]);
    const ended = [...hooked, hook(31_000, 'ended', 'postStart')];
    expect(watch([...ended, probe(31_500, 'readiness', 'error')])).to.deep.equal([]);
    expect(watch([...again, probe(30_000, 'readiness', 'error')])).to.include('probe/initial-delay');
  });

  it('do not take what is left of a pod for what the next one of its name does', () => {
    const both = [
      created(),
      write(1, KUBELET, 'removed', pod('1', { metadata: deleted })),
      write(2, 'kubectl', 'create', pod('2')),
      started(3),
      started(4, 'c', 'regular', 1),
    ];
    expect(watch(both, '1.22')).to.deep.equal(['container/one-instance-at-a-time']);
    expect(watch(both, '1.21')).to.deep.equal([]);
  });

  it('hold where the pod of a Job is deleted before it ran: its failure counts from when it was not ready', () => {
    const cluster = new Cluster({ readFile: () => JOB });
    const monitor = new InvariantMonitor(cluster.journal, INVARIANTS, cluster.release);
    cluster.execute('kubectl create -f job.yaml');
    cluster.advance(1000);
    cluster.execute('kubectl delete pods --all --wait=false');
    cluster.advance(60_000);
    expect(monitor.violations.map((violation) => describeViolation(violation))).to.deep.equal([]);
  });

  it('hold where the pod of a Job becomes ready on its way out: its failure was counted when it was deleted', () => {
    const cluster = new Cluster({ readFile: () => JOB });
    const monitor = new InvariantMonitor(cluster.journal, INVARIANTS, cluster.release);
    cluster.registry.setPull('example.com/report:1', { latencyMs: 14_000 });
    cluster.execute('kubectl create -f job.yaml');
    cluster.execute('kubectl delete pods --all --wait=false');
    cluster.advance(20_000);
    cluster.execute('kubectl delete pods --all --wait=false');
    cluster.advance(60_000);
    expect(monitor.violations.map((violation) => describeViolation(violation))).to.deep.equal([]);
  });

  it('hold while a pod with everything lives, crashes and ends', () => {
    const cluster = new Cluster({ readFile: () => EVERYTHING });
    const monitor = new InvariantMonitor(cluster.journal, INVARIANTS, cluster.release);
    cluster.execute('kubectl create -f everything.yaml');
    cluster.advance(180_000);
    cluster.execute('kubectl delete -f everything.yaml');
    cluster.advance(180_000);
    expect(monitor.violations.map((violation) => describeViolation(violation))).to.deep.equal([]);
    const starts = cluster.journal.all().filter(({ type }) => type === 'container-started');
    expect(starts.length, 'it was a life worth watching').to.be.greaterThan(6);
  });
});

const JOB = `
apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{name: report, image: "example.com/report:1"}]
`;

const EVERYTHING = `
apiVersion: v1
kind: Pod
metadata: {name: everything, labels: {app: everything}}
spec:
  terminationGracePeriodSeconds: 5
  initContainers:
  - {name: init, image: busybox, command: [sh, -c, sleep 1]}
  - {name: side, image: nginx, restartPolicy: Always, startupProbe: {httpGet: {port: 80}, periodSeconds: 1}}
  containers:
  - name: app
    image: httpd
    readinessProbe: {httpGet: {port: 80}, periodSeconds: 2}
    lifecycle: {preStop: {exec: {command: [sleep, "2"]}}, postStart: {exec: {command: [sleep, "1"]}}}
  - {name: crash, image: busybox, command: [sh, -c, "sleep 3; exit 1"]}
  - {name: sick, image: busybox, command: [sleep, 1d], livenessProbe: {exec: {command: [cat, /none]}, periodSeconds: 5}}
---
apiVersion: v1
kind: Service
metadata: {name: everything}
spec: {selector: {app: everything}, ports: [{port: 80}]}
`;
