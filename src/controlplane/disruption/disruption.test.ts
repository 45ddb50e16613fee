import { expect } from 'chai';
import { isStatus } from '../../api';
import type { PodDisruptionBudget } from '../../api/types';
import { pod, TestCluster } from '../testing/testCluster';

function budget(spec: PodDisruptionBudget['spec']): PodDisruptionBudget {
  const selector = { matchLabels: { app: 'web' } };
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector, ...spec },
  };
}

function replicas(cluster: TestCluster, count: number): void {
  const template = { metadata: { labels: { app: 'web' } }, spec: pod('x').spec };
  cluster.create({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web', namespace: 'default' },
    spec: { replicas: count, selector: { matchLabels: { app: 'web' } }, template },
  } as never);
}

const DAEMON_SET = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'ds', namespace: 'default' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: pod('x').spec },
  },
} as never;

describe('disruption controller', () => {
  for (const [spec, allowed] of [
    [{ minAvailable: 1 }, 2],
    [{ minAvailable: '50%' }, 1],
    [{ maxUnavailable: 1 }, 1],
    [{ maxUnavailable: '50%' }, 2],
    [{ minAvailable: 4 }, 0],
  ] as const) {
    it(`allows ${allowed} of 3 with ${JSON.stringify(spec)}`, () => {
      const cluster = new TestCluster();
      cluster.create(budget(spec));
      replicas(cluster, 3);
      cluster.run(3000);
      const { status } = cluster.api.get<PodDisruptionBudget>('PodDisruptionBudget', 'default', 'web');
      expect(status?.disruptionsAllowed).to.equal(allowed);
    });
  }

  it('refuses a second eviction until the replacement is ready (g14)', () => {
    const cluster = new TestCluster({ startMs: 3000 });
    cluster.create(budget({ minAvailable: 1 }));
    replicas(cluster, 2);
    cluster.run(5000);
    const [first, second] = cluster.pods().map(({ metadata }) => metadata.name);
    cluster.api.evict('default', first!);
    const evict = (): boolean => {
      try {
        cluster.api.evict('default', second!);
        return true;
      } catch (error) {
        if (!isStatus(error, 'TooManyRequests')) throw error;
        return false;
      }
    };
    expect(evict()).to.equal(false);
    cluster.run(1000);
    expect(evict()).to.equal(false);
    cluster.run(3000);
    expect(evict()).to.equal(true);
  });

  const loose = (name: string) => pod(name, { labels: { app: 'web' } });
  for (const [release, reason, events] of [
    ['1.21', 'SyncFailed', ['CalculateExpectedPodCountFailed']],
    ['1.22', 'InsufficientPods', []],
    ['1.26', 'InsufficientPods', []],
    ['1.27', 'InsufficientPods', ['UnmanagedPods']],
  ] as const) {
    it(`${release} says ${reason} of a pod without an owner`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(loose('bare'));
      cluster.run(2000);
      cluster.create(budget({ maxUnavailable: 1 }));
      cluster.run(1000);
      const { status } = cluster.api.get<PodDisruptionBudget>('PodDisruptionBudget', 'default', 'web');
      expect(status?.conditions?.[0]?.reason).to.equal(reason);
      expect([...new Set(cluster.events('web').map((text) => text.replace(/:.*/, '')))]).to.deep.equal(events);
    });
  }

  it('can not tell how many pods of a DaemonSet there should be', () => {
    const cluster = new TestCluster();
    cluster.create(DAEMON_SET);
    cluster.run(2000);
    cluster.create(budget({ maxUnavailable: 1 }));
    cluster.run(1000);
    const { status } = cluster.api.get<PodDisruptionBudget>('PodDisruptionBudget', 'default', 'web');
    expect(status?.disruptionsAllowed).to.equal(0);
    expect(status?.conditions?.[0]).to.include({
      reason: 'SyncFailed',
      message: 'daemonsets.apps does not implement the scale subresource',
    });
    expect(cluster.events('web')[0]).to.equal(
      'CalculateExpectedPodCountFailed: Failed to calculate the number of expected pods: daemonsets.apps does not implement the scale subresource',
    );
  });

  it('can not tell how many pods there should be when their owner is gone', () => {
    const cluster = new TestCluster({ stopMs: 5000 });
    cluster.create(budget({ maxUnavailable: 1 }));
    replicas(cluster, 1);
    cluster.run(3000);
    const name = cluster.pods()[0]?.metadata.name;
    cluster.api.delete('ReplicaSet', 'default', 'web');
    cluster.run(2000);
    expect(cluster.events('web')).to.include(
      `CalculateExpectedPodCountFailed: Failed to calculate the number of expected pods: found no controllers for pod "${name}"`,
    );
  });

  it('tells of a pod that several budgets select', () => {
    const cluster = new TestCluster();
    cluster.create(budget({ minAvailable: 1 }));
    const other = budget({ minAvailable: 1 });
    cluster.create({ ...other, metadata: { ...other.metadata, name: 'also' } });
    cluster.create(loose('bare'));
    cluster.run(1000);
    expect(cluster.events('bare')).to.include(
      'MultiplePodDisruptionBudgets: Pod "default"/"bare" matches multiple PodDisruptionBudgets.  Chose "also" arbitrarily.',
    );
  });

  for (const [release, reason] of [
    ['1.20', undefined],
    ['1.21', 'InsufficientPods'],
  ] as const) {
    it(`says in ${release} at once that an eviction was the last one: ${reason ?? 'nothing'}`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(budget({ minAvailable: 1 }));
      replicas(cluster, 2);
      cluster.run(5000);
      cluster.api.evict('default', cluster.pods()[0]?.metadata.name ?? '');
      const { status } = cluster.api.get<PodDisruptionBudget>('PodDisruptionBudget', 'default', 'web');
      expect(status?.conditions?.[0]?.reason).to.equal(reason);
    });
  }

  for (const [release, spec, expected] of [
    ['1.34', { minAvailable: 2 }, 'needs 2 healthy pods and has 3 currently'],
    ['1.35', { minAvailable: 2 }, 'does not allow evicting pods currently'],
    ['1.35', { minAvailable: 3 }, 'needs 3 healthy pods and has 3 currently'],
    ['1.34', { maxUnavailable: 1 }, 'needs 0 healthy pods and has 0 currently'],
    [
      '1.35',
      { maxUnavailable: 1 },
      'does not allow evicting pods currently because it failed sync: daemonsets.apps does not implement the scale subresource',
    ],
  ] as const) {
    it(`${release} refuses an eviction, as the budget ${expected}`, () => {
      const cluster = new TestCluster({ release });
      cluster.create(budget(spec));
      cluster.run(1000);
      if ('maxUnavailable' in spec) cluster.create(DAEMON_SET);
      else replicas(cluster, 3);
      cluster.run(5000);
      const [first, second] = cluster.pods().map(({ metadata }) => metadata.name);
      if ('minAvailable' in spec && spec.minAvailable === 2) cluster.api.evict('default', first ?? '');
      try {
        cluster.api.evict('default', second ?? first ?? '');
        expect.fail('it was granted');
      } catch (error) {
        if (!isStatus(error, 'TooManyRequests')) throw error;
        expect(error.details?.causes?.[0]?.message).to.equal(`The disruption budget web ${expected}`);
      }
    });
  }
});
