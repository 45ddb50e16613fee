import { deleted, later, object, pod, ready, type Stories, type started, write } from './story.fixture';

const SCHEDULER = 'kube-scheduler';
const labelled = { metadata: { labels: { app: 'a' } }, ...ready };
const service = (name: string, clusterIP: string) =>
  object('Service', name, { spec: { clusterIP, selector: { app: 'a' }, ports: [{ port: 80 }] } });
const slice = {
  ...object('EndpointSlice', 's', {
    metadata: {
      labels: {
        'kubernetes.io/service-name': 's',
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
    },
  }),
  endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true }, targetRef: { kind: 'Pod', name: 'p' } }],
};
const unready = {
  ...slice,
  endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: false }, targetRef: { kind: 'Pod', uid: '1' } }],
};
const sandbox = (t: number, name: string): ReturnType<typeof started> => [
  t,
  'sandbox-started',
  `Pod/default/${name}`,
  { attempt: 0, id: name, ip: '10.0.0.1' },
];
const other = { metadata: { name: 'q', uid: '2' } };

export const CLUSTER: Stories = {
  'scheduler/binds-no-deleted-pod': () => [
    write(0, 'x', 'delete', pod('1', { spec: { nodeName: undefined }, metadata: deleted })),
    write(1, SCHEDULER, 'bind', pod('1', { metadata: deleted })),
  ],
  'scheduler/pods-fit-their-node': () => [
    write(0, 'x', 'create', object('Node', 'n', { status: { allocatable: { cpu: '1', memory: '1Gi', pods: '110' } } })),
    write(
      1,
      SCHEDULER,
      'bind',
      pod('1', { spec: { containers: [{ name: 'c', resources: { requests: { cpu: '1100m' } } }] } }),
    ),
  ],
  'scheduler/taints-are-tolerated': () => [
    // The taint comes while the first pod waits for its volumes.
    write(0, 'x', 'create', object('Node', 'n')),
    [1000, 'pod-scheduled', 'Pod/default/q', { node: 'n' }],
    write(2000, 'x', 'update', object('Node', 'n', { spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } })),
    write(9000, SCHEDULER, 'bind', pod('2', other)),
    [9500, 'pod-scheduled', 'Pod/default/p', { node: 'n' }],
    write(9600, SCHEDULER, 'bind', pod('1')),
  ],
  'network/pod-address-is-its-own': () => [
    write(0, 'x', 'create', pod('1', { status: { podIP: '10.0.0.1' } })),
    sandbox(1, 'p'),
    write(2, 'x', 'create', pod('2', other)),
    sandbox(3, 'q'),
  ],
  'service/cluster-ip-stays': () => [
    write(0, 'x', 'create', service('s', '10.96.0.1')),
    write(1, 'x', 'create', service('t', '10.96.0.1')),
  ],
  'service/ready-pods-are-endpoints': () => [
    write(0, 'x', 'create', object('Node', 'n')),
    write(0, 'x', 'create', service('s', '10.96.0.1')),
    write(1, 'x', 'status', pod('1', labelled)),
    later(10_002),
  ],
  'service/endpoints-are-there': () => [
    write(0, 'x', 'create', service('s', '10.96.0.1')),
    write(0, 'x', 'status', pod('1')),
    write(1, 'x', 'create', unready),
    write(2, 'x', 'removed', pod('1')),
    later(10_003),
  ],
  'service/endpoints-are-ready': () => [
    write(0, 'x', 'status', pod('1', ready)),
    write(1, 'x', 'create', slice),
    write(2, 'x', 'status', pod('1')),
    write(5003, 'x', 'status', pod('1')),
  ],
};
