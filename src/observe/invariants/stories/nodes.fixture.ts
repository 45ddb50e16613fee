import {
  condition,
  created,
  exited,
  KUBELET,
  later,
  object,
  pod,
  ready,
  reported,
  running,
  type Stories,
  signal,
  started,
  type Told,
  terminated,
  verdict,
  write,
} from './story.fixture';

const liveness = (more: object = {}) => ({ containers: [{ name: 'c', livenessProbe: more }] });
const volumes = { volumes: [{ name: 'a' }, { name: 'b' }] };
const mounted = (t: number, volume: string): Told => [t, 'volume-mounted', 'Pod/default/p', { volume }];
const pulling = (t: number, image: string): Told => [t, 'image-pulling', 'Pod/default/p', { image }];
const node = (ready: string, more: object = {}) =>
  object('Node', 'n', { status: { conditions: [condition('Ready', ready)] }, spec: more });
const UNREACHABLE = { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' };

export const NODES: Stories = {
  'container/sigkill-has-its-exit-code': () => [
    created(),
    started(1),
    signal(2, 'SIGKILL'),
    [3, 'container-exited', 'Pod/default/p', { container: 'c', attempt: 0, exitCode: 9, signal: 'SIGKILL' }],
  ],
  'container/last-state-is-told': () => [
    created(),
    started(1),
    exited(2, 3),
    started(3, 'c', 'regular', 1),
    reported(4, { containerStatuses: [running('c', 1, { lastState: terminated(1).state })] }),
  ],
  'pod/restarted-pods-go-on': () => [created(), reported(1, { phase: 'Failed', containerStatuses: [terminated(1)] })],
  'pod/active-deadline-is-over': () => {
    const spec = { activeDeadlineSeconds: 30 };
    const startTime = '2026-01-05T09:00:10Z';
    const metadata = { creationTimestamp: '2026-01-05T09:00:10Z' };
    return [
      write(10_100, 'kubectl', 'create', pod('1', { spec, metadata })),
      write(10_200, KUBELET, 'status', pod('1', { spec, metadata, status: { startTime } })),
      write(39_900, KUBELET, 'create', {
        ...object('Event', 'e'),
        reason: 'DeadlineExceeded',
        involvedObject: { kind: 'Pod', namespace: 'default', name: 'p' },
      }),
    ];
  },
  'image/one-pull-at-a-time': () => [created(), pulling(1, 'a'), pulling(2, 'b')],
  'volume/before-the-first-container': () => [created(volumes), mounted(1, 'a'), started(2)],
  'probe/failure-ends-the-container': () => [
    created(liveness()),
    started(1),
    ...[2, 3, 4].map(
      (t): Told => [t, 'probe', 'Pod/default/p', { container: 'c', probe: 'liveness', result: 'failure' }],
    ),
    verdict(4, 'liveness', 'failure'),
    later(300_005),
  ],
  'probe/kill-has-the-grace-of-the-probe': () => [
    created(liveness({ terminationGracePeriodSeconds: 5, failureThreshold: 1 })),
    started(1),
    [2, 'probe', 'Pod/default/p', { container: 'c', probe: 'liveness', result: 'failure' }],
    verdict(2, 'liveness', 'failure'),
    signal(3),
    signal(20_003, 'SIGKILL'),
  ],
  'termination/controllers-leave-the-grace': () => [
    created(),
    write(1, 'replicaset-controller', 'delete', {
      ...pod('1', { metadata: { deletionTimestamp: '2026-01-05T09:00:00Z', deletionGracePeriodSeconds: 0 } }),
    }),
  ],
  'node/pods-of-a-lost-node-are-not-ready': () => [
    write(0, KUBELET, 'create', node('True')),
    write(1, 'x', 'status', pod('1', ready)),
    write(2, 'node-controller', 'status', node('Unknown')),
    later(30_003),
  ],
  'node/tolerated-taints-are-waited-for': () => {
    const spec = { tolerations: [{ ...UNREACHABLE, operator: 'Exists', tolerationSeconds: 300 }] };
    return [
      write(0, 'x', 'create', node('Unknown', { taints: [UNREACHABLE] })),
      write(1, 'x', 'create', pod('1', { spec })),
      write(200_000, 'taint-eviction-controller', 'delete', pod('1', { spec })),
    ];
  },
};
