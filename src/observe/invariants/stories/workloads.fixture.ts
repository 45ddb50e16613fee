import { deleted, KUBELET, later, object, owned, pod, ready, type Stories, startedIn, write } from './story.fixture';

const named = (name: string, more: object = {}) => ({ metadata: { name, uid: name, ...more } });
const deployment = object('Deployment', 'o', {
  spec: { replicas: 4, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } },
});
const set = (name: string, replicas: number, availableReplicas: number) =>
  object('ReplicaSet', name, { metadata: owned('Deployment'), spec: { replicas }, status: { availableReplicas } });
const job = object('Job', 'o', { spec: { parallelism: 1 } });
const complete = { status: { conditions: [{ type: 'Complete', status: 'True' }] } };
const ofSet = (name: string, more: object = {}) =>
  pod(name, { metadata: { ...named(name).metadata, ...owned('StatefulSet'), ...more } });
const CRON = 'cronjob-controller';

const START = '1970-01-01T00:00:00Z';
const failedPod = (t: number, uid: string) =>
  write(
    t,
    'x',
    'status',
    pod(uid, {
      metadata: { ...named(uid).metadata, ...owned('Job') },
      status: { phase: 'Failed', containerStatuses: [{ state: { terminated: { finishedAt: START } } }] },
    }),
  );

export const WORKLOADS: Stories = {
  'job/parallelism': () => [
    write(0, 'x', 'create', job),
    write(3000, 'x', 'create', pod('1', { metadata: { ...named('1').metadata, ...owned('Job') } })),
    write(3001, 'x', 'create', pod('2', { metadata: { ...named('2').metadata, ...owned('Job') } })),
  ],
  'job/end-is-final': () => [
    write(0, 'x', 'create', object('Job', 'o', complete)),
    write(1, 'job-controller', 'create', pod('1', { metadata: owned('Job') })),
  ],
  'job/counts-grow': () => [
    write(0, 'x', 'create', object('Job', 'o', { status: { failed: 2 } })),
    write(1, 'job-controller', 'status', object('Job', 'o', { status: { failed: 1 } })),
  ],
  'job/waits-its-back-off': () => [
    write(0, 'x', 'create', object('Node', 'n', { status: { nodeInfo: { kubeletVersion: 'v1.36.0' } } })),
    write(0, 'x', 'create', job),
    failedPod(0, '1'),
    write(4_000, 'job-controller', 'create', pod('2', { metadata: { ...named('2').metadata, ...owned('Job') } })),
  ],
  'job/keeps-its-back-off-limit': () => [
    write(0, 'x', 'create', object('Job', 'o', { spec: { backoffLimit: 1 } })),
    failedPod(0, '1'),
    failedPod(0, '2'),
    write(90_000, 'job-controller', 'create', pod('3', { metadata: { ...named('3').metadata, ...owned('Job') } })),
  ],
  'cronjob/history-is-trimmed': () => [
    write(0, 'x', 'create', object('CronJob', 'o', { spec: { successfulJobsHistoryLimit: 1 } })),
    write(1, 'x', 'status', object('Job', 'a', { metadata: owned('CronJob'), ...complete })),
    write(2, 'x', 'status', object('Job', 'b', { metadata: owned('CronJob'), ...complete })),
    later(30_003),
  ],
  'cronjob/forbid-never-two': () => [
    write(0, 'x', 'create', object('CronJob', 'o', { spec: { concurrencyPolicy: 'Forbid' } })),
    write(1, CRON, 'create', object('Job', 'a', { metadata: owned('CronJob') })),
    write(2, CRON, 'create', object('Job', 'b', { metadata: owned('CronJob') })),
  ],
  'statefulset/one-of-each-ordinal': () => [
    write(0, 'x', 'create', pod('1', { metadata: owned('StatefulSet') })),
    write(1, KUBELET, 'removed', pod('1', { metadata: owned('StatefulSet') })),
    startedIn(2, '1'),
    write(3, 'x', 'create', pod('2', { metadata: owned('StatefulSet') })),
    startedIn(4, '2'),
  ],
  'statefulset/starts-in-order': () => [
    write(0, 'x', 'create', object('StatefulSet', 'o', { spec: { replicas: 2 } })),
    write(1, 'statefulset-controller', 'create', ofSet('o-0')),
    write(9000, 'statefulset-controller', 'create', ofSet('o-1')),
  ],
  'statefulset/scales-down-from-the-top': () => [
    write(0, 'x', 'create', object('StatefulSet', 'o', { spec: { replicas: 0 } })),
    write(1, 'x', 'create', ofSet('o-0')),
    write(2, 'x', 'create', ofSet('o-1')),
    write(3, 'statefulset-controller', 'delete', ofSet('o-0', deleted)),
  ],
  'daemonset/one-pod-a-node': () => [
    write(0, 'x', 'create', object('DaemonSet', 'o')),
    write(1, 'x', 'bind', pod('a', { metadata: { ...named('a').metadata, ...owned('DaemonSet') } })),
    write(2, 'x', 'bind', pod('b', { metadata: { ...named('b').metadata, ...owned('DaemonSet') } })),
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
  'deployment/paused-stands-still': () => [
    write(0, 'x', 'create', object('Deployment', 'o', { spec: { paused: true } })),
    write(9000, 'deployment-controller', 'create', set('new', 0, 0)),
  ],
  'deployment/recreate-ends-before-it-starts': () => [
    write(0, 'x', 'create', object('Deployment', 'o', { spec: { strategy: { type: 'Recreate' } } })),
    write(1, 'x', 'create', set('old', 1, 0)),
    write(2, 'replicaset-controller', 'create', pod('1', { metadata: owned('ReplicaSet', 'old') })),
    write(3, 'x', 'create', set('new', 1, 0)),
    write(
      4,
      'replicaset-controller',
      'create',
      pod('2', { metadata: { ...named('q').metadata, ...owned('ReplicaSet', 'new') } }),
    ),
  ],
  'disruption/allows-what-can-be-spared': () => {
    const labels = { labels: { app: 'a' } };
    const spec = { selector: { matchLabels: { app: 'a' } }, minAvailable: '50%' };
    const status = { expectedPods: 1, disruptionsAllowed: 1 };
    return [
      write(0, 'x', 'status', pod('1', { metadata: labels, ...ready })),
      write(2, 'disruption-controller', 'status', object('PodDisruptionBudget', 'b', { spec, status })),
    ];
  },
  'disruption/evictions-keep-the-budget': () => {
    const budget = { spec: { selector: { matchLabels: { app: 'a' } } }, status: { desiredHealthy: 1 } };
    const labels = { labels: { app: 'a' } };
    return [
      write(0, 'x', 'create', object('PodDisruptionBudget', 'b', budget)),
      write(1, 'x', 'status', pod('1', { metadata: labels, ...ready })),
      write(2, 'x', 'evict', pod('1', { metadata: { ...labels, ...deleted }, ...ready })),
    ];
  },
};
