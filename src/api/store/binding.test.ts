import { expect } from 'chai';
import type { Pod, PodDisruptionBudget } from '../types/index';
import { pod, refusal, server } from './fixtures.test';

describe('ApiServer: bind and evict', () => {
  it('binds once', () => {
    const api = server();
    api.create(pod('p'));
    api.bind('default', 'p', 'node-1');
    expect(api.get<Pod>('Pod', 'default', 'p').status?.conditions?.[0]).to.include({
      type: 'PodScheduled',
      status: 'True',
    });
    expect(refusal(() => api.bind('default', 'p', 'node-2'))).to.equal(
      '409 Conflict: Operation cannot be fulfilled on pods/binding "p": pod p is already assigned to node "node-1"',
    );
  });

  const zoned = { 'topology.kubernetes.io/zone': 'a', 'topology.kubernetes.io/rack': 'b' };
  for (const [release, labels] of [
    ['1.34', { app: 'web' }],
    ['1.35', { app: 'web', 'topology.kubernetes.io/zone': 'a' }],
  ] as const) {
    it(`tells a pod in ${release} ${release === '1.34' ? 'nothing of its zone' : 'its zone'}`, () => {
      const api = server(release);
      api.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1', labels: zoned }, spec: {} });
      api.create(pod('p', {}, { labels: { app: 'web' } }));
      api.bind('default', 'p', 'node-1');
      expect(api.get<Pod>('Pod', 'default', 'p').metadata.labels).to.deep.equal(labels);
    });
  }

  const budgets: [string, number, string][] = [
    ['lets go what the budget allows', 1, 'nothing was refused'],
    [
      'keeps what it does not',
      0,
      "429 TooManyRequests: Cannot evict pod as it would violate the pod's disruption budget.",
    ],
  ];
  for (const [what, disruptionsAllowed, expected] of budgets) {
    it(what, () => {
      const api = server();
      const made = api.create(pod('p', {}, { labels: { app: 'web' } }));
      api.bind('default', 'p', 'node-1');
      const conditions = [{ type: 'Ready', status: 'True' as const }];
      api.updateStatus({
        ...made,
        metadata: { ...made.metadata, resourceVersion: '' },
        status: { phase: 'Running', conditions },
      });
      const budget: PodDisruptionBudget = {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'web', namespace: 'default' },
        spec: { selector: { matchLabels: { app: 'web' } }, minAvailable: 1 },
      };
      const status = {
        observedGeneration: 1,
        disruptionsAllowed,
        currentHealthy: 1,
        desiredHealthy: 1,
        expectedPods: 1,
      };
      api.updateStatus({ ...api.create(budget), status });
      expect(refusal(() => api.evict('default', 'p'))).to.equal(expected);
      expect(api.get<Pod>('Pod', 'default', 'p').metadata.deletionTimestamp !== undefined).to.equal(
        disruptionsAllowed > 0,
      );
    });
  }
});
