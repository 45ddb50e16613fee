import { expect } from 'chai';
import { Journal } from '../../kernel/index';
import { INVARIANTS, InvariantMonitor } from './index';

type Told = [t: number, type: string, object: string, detail: Record<string, unknown>];

let revision = 0;

function write(t: number, by: string, verb: string, object: { kind: string; [key: string]: unknown }): Told {
  const { name } = object['metadata'] as { name: string };
  return [t, 'api-write', `${object.kind}/default/${name}`, { verb, by, resourceVersion: String(++revision), object }];
}

function pod(uid: string, more: { metadata?: object; spec?: object; status?: object } = {}) {
  return {
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default', uid, ...more.metadata },
    spec: { containers: [{ name: 'c' }], terminationGracePeriodSeconds: 30, ...more.spec },
    status: more.status ?? {},
  };
}

const owner = (kind: string) => ({ ownerReferences: [{ kind, name: 'o', uid: 'o', controller: true }] });
const started = (t: number, container: string, kind: string): Told => [
  t,
  'container-started',
  'Pod/default/p',
  { container, kind },
];
const count = (restartCount: number) => ({ containerStatuses: [{ name: 'c', restartCount }] });
const inits = { spec: { initContainers: [{ name: 'a' }, { name: 'b' }] } };
const deployment = {
  kind: 'Deployment',
  metadata: { name: 'o', uid: 'o' },
  spec: { replicas: 4, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } },
};
const set = (name: string, replicas: number, availableReplicas: number) => ({
  kind: 'ReplicaSet',
  metadata: { name, uid: name, ...owner('Deployment') },
  spec: { replicas },
  status: { availableReplicas },
});
const slice = {
  kind: 'EndpointSlice',
  metadata: {
    name: 's',
    namespace: 'default',
    labels: {
      'kubernetes.io/service-name': 's',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    },
  },
  endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true }, targetRef: { kind: 'Pod', name: 'p' } }],
};
const ready = { status: { conditions: [{ type: 'Ready', status: 'True' }] } };
const job = { kind: 'Job', metadata: { name: 'o', uid: 'o' }, spec: { parallelism: 1 } };

/** Each invariant with the shortest story that breaks it. */
const BROKEN: Record<string, () => Told[]> = {
  'api/resource-version-grows': () =>
    [write(0, 'x', 'create', pod('1')), write(1, 'x', 'update', pod('1'))].reverse() as Told[],
  'pod/restart-count-grows': () => [
    write(0, 'kubelet/n', 'status', pod('1', { status: count(2) })),
    write(1, 'kubelet/n', 'status', pod('1', { status: count(1) })),
  ],
  'pod/terminal-phase-stays': () => [
    write(0, 'kubelet/n', 'status', pod('1', { status: { phase: 'Succeeded' } })),
    write(1, 'kubelet/n', 'status', pod('1', { status: { phase: 'Running' } })),
  ],
  'pod/init-containers-in-order': () => [write(0, 'x', 'create', pod('1', inits)), started(1, 'b', 'init')],
  'pod/app-after-init': () => [write(0, 'x', 'create', pod('1', inits)), started(1, 'c', 'regular')],
  'pod/pre-stop-before-signal': () => [
    write(0, 'x', 'delete', pod('1', { metadata: { deletionTimestamp: 'now' } })),
    [1, 'hook-started', 'Pod/default/p', { container: 'c', hook: 'preStop' }],
    [29_000, 'signal-sent', 'Pod/default/p', { container: 'c', signal: 'SIGTERM' }],
  ],
  'job/parallelism': () => [
    write(0, 'x', 'create', job),
    write(3000, 'x', 'create', pod('1', { metadata: owner('Job') })),
    write(3001, 'x', 'create', pod('2', { metadata: owner('Job') })),
  ],
  'statefulset/one-of-each-ordinal': () => [
    write(0, 'x', 'create', pod('1', { metadata: owner('StatefulSet') })),
    started(1, 'c', 'regular'),
    write(2, 'kubelet/n', 'removed', pod('1', { metadata: owner('StatefulSet') })),
    write(3, 'x', 'create', pod('2', { metadata: owner('StatefulSet') })),
    started(4, 'c', 'regular'),
  ],
  'deployment/max-surge': () => [
    write(0, 'x', 'create', deployment),
    write(1, 'deployment-controller', 'create', set('old', 4, 4)),
    write(9000, 'deployment-controller', 'create', set('new', 2, 0)),
  ],
  'deployment/max-unavailable': () => [
    write(0, 'x', 'create', deployment),
    write(1, 'deployment-controller', 'create', set('old', 4, 4)),
    write(9000, 'deployment-controller', 'update', set('old', 2, 4)),
  ],
  'service/endpoints-are-ready': () => [
    write(0, 'x', 'status', pod('1', ready)),
    write(1, 'x', 'create', slice),
    write(2, 'x', 'status', pod('1')),
    write(5003, 'x', 'status', pod('1')),
  ],
};

function watch(story: readonly Told[]) {
  const clock = { now: 0 };
  const journal = new Journal(clock);
  const monitor = new InvariantMonitor(journal, INVARIANTS);
  for (const [t, type, object, detail] of story) {
    clock.now = t;
    journal.record({ component: 'x', type, object, detail });
  }
  return monitor.violations.map(({ invariant }) => invariant.name);
}

describe('invariants', () => {
  for (const { name, says } of INVARIANTS) {
    it(`${name}: notices when it is broken`, () => expect(watch(BROKEN[name]?.() ?? []), says).to.deep.equal([name]));
    if (name !== 'api/resource-version-grows')
      it(`${name}: says nothing before`, () =>
        expect(watch((BROKEN[name]?.() ?? []).slice(0, -1)), says).to.deep.equal([]));
  }
});
