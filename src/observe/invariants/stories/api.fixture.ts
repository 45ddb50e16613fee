import {
  condition,
  created,
  deleted,
  KUBELET,
  object,
  owned,
  pod,
  type Stories,
  type Told,
  write,
} from './story.fixture';

const since = (lastTransitionTime: string) => ({
  status: { conditions: [condition('Initialized', 'True', lastTransitionTime)] },
});

export const API: Stories = {
  'api/resource-version-grows': () => [write(0, 'x', 'create', pod('1')), write(1, 'x', 'update', pod('1'))].reverse(),
  'api/watches-are-complete': () => {
    const about = { watcher: 'w', kind: 'Pod', by: 'x', scope: 'all' };
    const first = write(0, 'x', 'create', pod('1'));
    const second = write(1, 'x', 'update', pod('1'));
    const third = write(2, 'x', 'update', pod('1'));
    const heard = ([t, , , { resourceVersion, object: pod1 }]: Told): Told => {
      const { metadata } = pod1 as { metadata: object };
      return [
        t,
        'watch-heard',
        'w',
        { ...about, type: 'MODIFIED', object: { kind: 'Pod', metadata: { ...metadata, resourceVersion } } },
      ];
    };
    return [first, second, third, heard(first), heard(third)];
  },
  'api/uid-stays': () => [created(), write(1, 'kubectl', 'create', pod('2'))],
  'api/deletion-mark-stays': () => [
    write(0, 'kubectl', 'delete', pod('1', { metadata: deleted })),
    write(1, 'kubectl', 'update', pod('1')),
  ],
  'api/finalizers-hold': () => {
    const held = object('ConfigMap', 'c', { metadata: { finalizers: ['example.com/hold'] } });
    return [write(0, 'kubectl', 'create', held), write(1, 'garbage-collector', 'removed', held)];
  },
  'api/generation-grows': () => [
    write(0, 'kubectl', 'create', object('Deployment', 'd', { metadata: { generation: 1 } })),
    write(
      1,
      'x',
      'status',
      object('Deployment', 'd', { metadata: { generation: 1 }, status: { observedGeneration: 2 } }),
    ),
  ],
  'api/transition-time-means-transition': () => [
    write(0, KUBELET, 'status', pod('1', since('2026-01-05T09:00:00Z'))),
    write(1, KUBELET, 'status', pod('1', since('2026-01-05T09:00:01Z'))),
  ],
  'event/count-grows': () => [
    write(0, 'x', 'create', { ...object('Event', 'e'), count: 2 }),
    write(1, 'x', 'update', { ...object('Event', 'e'), count: 1 }),
  ],
  'garbage/dependents-go-with-their-owner': () => {
    const mine = object('ConfigMap', 'c', {
      metadata: { ownerReferences: [{ kind: 'ConfigMap', name: 'o', uid: 'o' }] },
    });
    return [
      write(0, 'kubectl', 'create', object('ConfigMap', 'o')),
      write(1, 'kubectl', 'create', mine),
      write(2, 'kubectl', 'removed', object('ConfigMap', 'o')),
      [60_003, 'pleg', 'Pod/default/another', {}],
    ];
  },
  'garbage/owners-wait-for-their-dependents': () => {
    const made = write(0, 'kubectl', 'create', object('ReplicaSet', 'o'));
    const [t, type, name, detail] = write(1, 'kubectl', 'removed', object('ReplicaSet', 'o'));
    return [made, [t, type, name, { ...detail, propagation: 'Foreground' }]];
  },
  'garbage/nothing-new-for-the-gone': () => [
    write(0, 'kubectl', 'create', object('ReplicaSet', 'o')),
    write(1, 'kubectl', 'removed', object('ReplicaSet', 'o')),
    write(10_002, 'replicaset-controller', 'create', pod('1', { metadata: owned('ReplicaSet') })),
  ],
};
