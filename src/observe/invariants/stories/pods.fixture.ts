import {
  condition,
  created,
  deleted,
  exited,
  hook,
  KUBELET,
  later,
  marked,
  POD,
  pod,
  probe,
  reported,
  running,
  type Stories,
  signal,
  started,
  terminated,
  verdict,
  write,
} from './story.fixture';

const count = (restartCount: number) => ({ containerStatuses: [{ name: 'c', restartCount }] });
const inits = { initContainers: [{ name: 'a' }, { name: 'b' }] };
const sidecar = (more: object = {}) => ({ name: 's', restartPolicy: 'Always', ...more });
const probed = (name: string, more: object = {}) => ({ containers: [{ name: 'c', [`${name}Probe`]: { ...more } }] });
const preStop = { containers: [{ name: 'c', lifecycle: { preStop: {} } }] };
const ready = (name = 'c') => ({ containerStatuses: [running(name, 0, { ready: true })] });
const once = { spec: { restartPolicy: 'Never' } };
const two = { containers: [{ name: 'c' }, { name: 'd' }] };

export const PODS: Stories = {
  'pod/no-sandbox-after-its-end': () => [
    created(),
    [1, 'sandbox-started', POD, { attempt: 0, id: 's-0', ip: '10.0.0.1' }],
    [2, 'sandbox-stopped', POD, { attempt: 0, id: 's-0', asked: true }],
    [3, 'sandbox-started', POD, { attempt: 1, id: 's-1', ip: '10.0.0.2' }],
  ],
  'pod/terminal-phase-stays': () => [
    reported(0, { phase: 'Succeeded' }, once),
    reported(1, { phase: 'Running' }, once),
  ],
  'pod/restart-count-grows': () => [reported(0, count(2)), reported(1, count(1))],
  'pod/phase-goes-forward': () => [reported(0, { phase: 'Running' }), reported(1, { phase: 'Pending' })],
  'pod/qos-class-stays': () => [reported(0, { qosClass: 'Burstable' }), reported(1, { qosClass: 'BestEffort' })],
  'pod/succeeded-means-zero': () => [
    created(),
    reported(1, { phase: 'Succeeded', containerStatuses: [terminated(1)] }, once),
  ],
  'pod/ended-means-nothing-runs': () => [
    created(),
    reported(1, { phase: 'Failed', containerStatuses: [running()] }, once),
  ],
  'pod/ready-means-all-containers': () => [
    created(),
    reported(1, { conditions: [condition('Ready', 'True')], containerStatuses: [running()] }),
  ],
  'container/ready-means-running': () => [
    created(),
    reported(1, { containerStatuses: [{ ...terminated(0), ready: true }] }),
  ],
  'container/exit-code-as-it-ended': () => [
    created(),
    started(1),
    exited(2, 3),
    reported(3, { containerStatuses: [terminated(0)] }),
  ],
  'container/end-is-final': () => [
    reported(0, { containerStatuses: [terminated(1)] }),
    reported(1, { containerStatuses: [running()] }),
  ],
  'container/restart-count-counts-instances': () => [
    created(),
    started(1),
    reported(2, { containerStatuses: [running('c', 0, { restartCount: 1 })] }),
  ],
  'pod/bound-once': () => [created(), write(1, 'x', 'update', pod('1', { spec: { nodeName: 'm' } }))],

  'pod/init-containers-in-order': () => [created(inits), started(1, 'b', 'init')],
  'pod/app-after-init': () => [created(inits), started(1)],
  'sidecar/starts-up-before-the-next': () => [
    created({ initContainers: [sidecar({ startupProbe: {} })] }),
    started(1, 's', 'init'),
    started(2),
  ],
  'container/one-instance-at-a-time': () => [created(), started(1), started(2, 'c', 'regular', 1)],
  'container/instances-are-counted': () => [created(), started(1), exited(2), started(3)],
  'container/only-on-a-node': () => [created({ nodeName: undefined }), started(1)],
  'container/none-starts-while-the-pod-ends': () => [
    created(two),
    started(1),
    marked(2, two),
    signal(3),
    started(4, 'd'),
  ],
  'restart/never-means-once': () => [
    created({ restartPolicy: 'Never' }),
    started(1),
    exited(2, 1),
    started(3, 'c', 'regular', 1),
  ],
  'restart/on-failure-means-failure': () => [
    created({ restartPolicy: 'OnFailure' }),
    started(1),
    exited(2, 0),
    started(3, 'c', 'regular', 1),
  ],
  'restart/waits-its-back-off': () => [
    created(),
    started(1),
    exited(2, 1),
    started(3, 'c', 'regular', 1),
    exited(4, 1, 'c', 1),
    started(10_004, 'c', 'regular', 2),
    exited(10_005, 1, 'c', 2),
    started(29_000, 'c', 'regular', 3),
  ],
  'restart/back-off-steps': () => [
    created(),
    started(1),
    exited(2, 1),
    [3, 'backoff', 'Pod/default/p', { container: 'c', delayMs: 10_000 }],
    [4, 'backoff', 'Pod/default/p', { container: 'c', delayMs: 20_000 }],
  ],

  'probe/after-startup': () => [
    created({ containers: [{ name: 'c', startupProbe: {}, livenessProbe: {} }] }),
    started(1),
    probe(5_000, 'liveness'),
  ],
  'probe/startup-ends': () => [
    created(probed('startup')),
    started(1),
    probe(2, 'startup'),
    verdict(3, 'startup'),
    probe(9_000, 'startup'),
  ],
  'probe/initial-delay': () => [
    created(probed('readiness', { initialDelaySeconds: 5 })),
    started(1),
    probe(3_000, 'readiness'),
  ],
  'probe/at-its-period': () => [
    created(probed('liveness', { periodSeconds: 10 })),
    started(1),
    ...[100_000, 102_000, 104_000, 106_000].map((t) => probe(t, 'liveness')),
  ],
  'probe/verdict-at-threshold': () => [
    created(probed('liveness', { failureThreshold: 3 })),
    started(1),
    probe(10_000, 'liveness', 'failure'),
    probe(20_000, 'liveness', 'failure'),
    verdict(20_000, 'liveness', 'failure'),
  ],
  'probe/none-while-the-pod-ends': () => [
    created(probed('liveness')),
    started(1),
    marked(2, probed('liveness')),
    signal(3),
    probe(9_000, 'liveness'),
  ],
  'container/ready-after-readiness': () => [
    created(probed('readiness')),
    started(1),
    reported(2, ready(), { spec: probed('readiness') }),
  ],
  'container/ready-after-startup': () => [
    created(probed('startup')),
    started(1),
    reported(2, ready(), { spec: probed('startup') }),
  ],
  'hook/post-start-before-ready': () => [created(), started(1), hook(2, 'started', 'postStart'), reported(3, ready())],
  'hook/post-start-failure-ends-the-container': () => [
    created(),
    started(1),
    hook(2, 'started', 'postStart'),
    hook(3, 'ended', 'postStart', false),
    later(34_000),
  ],

  'pod/pre-stop-before-signal': () => [created(), started(0), marked(0), hook(1, 'started', 'preStop'), signal(29_000)],
  'termination/pre-stop-runs': () => [created(preStop), started(1), marked(2, preStop), signal(3)],
  'termination/pre-stop-runs-by-force': () => [
    created(preStop),
    started(1),
    write(2, 'kubectl', 'delete', pod('1', { spec: preStop, metadata: { ...deleted, deletionGracePeriodSeconds: 0 } })),
    signal(3),
  ],
  'termination/sigkill-not-early': () => [created(), started(1), marked(2), signal(3), signal(29_000, 'SIGKILL')],
  'termination/sigkill-leaves-two-seconds': () => [created(), started(1), signal(3), signal(1_900, 'SIGKILL')],
  'termination/sigkill-not-late': () => [created(), started(1), marked(2), signal(3), later(31_004)],
  'termination/sigkill-not-late-after-pre-stop': () => [
    created(preStop),
    started(1),
    marked(2, preStop),
    hook(3, 'started', 'preStop'),
    hook(5_003, 'ended', 'preStop'),
    signal(5_004),
    later(31_005),
  ],
  'termination/containers-end-together': () => [
    created(two),
    started(1),
    started(1, 'd'),
    marked(2, two),
    signal(3),
    signal(1_500, 'SIGTERM', 'd'),
  ],
  'sidecar/stops-last-and-in-reverse': () => {
    const spec = { initContainers: [sidecar()] };
    return [created(spec), started(1, 's', 'init'), started(2), marked(3, spec), signal(4), signal(5, 'SIGTERM', 's')];
  },
  'termination/removed-after-all-ended': () => [
    created(),
    started(1),
    marked(2),
    write(3, KUBELET, 'removed', pod('1', { metadata: deleted })),
  ],
  'termination/deleted-pods-go': () => [
    write(0, KUBELET, 'status', {
      kind: 'Node',
      metadata: { name: 'n', uid: 'n' },
      status: { conditions: [condition('Ready', 'True')] },
    }),
    created(),
    marked(2),
    later(130_003),
  ],
};
