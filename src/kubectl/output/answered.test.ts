import { expect } from 'chai';
import { type KubeObject, Release } from '../../api';
import { asAnswered } from './answered';

type Json = Record<string, unknown>;

function answered(object: Json, release: string): Json {
  return asAnswered(object as unknown as KubeObject, Release.of(release)) as unknown as Json;
}

const HPA = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'h' },
  spec: {
    maxReplicas: 3,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
  },
  status: { desiredReplicas: 0, conditions: [{ status: 'False', type: 'AbleToScale', reason: 'R', message: 'm' }] },
};

describe('an object as the server of a release answers', () => {
  const versions: [apiVersion: string, kind: string, release: string, says: string][] = [
    ['batch/v1', 'CronJob', '1.20', 'batch/v1beta1'],
    ['batch/v1', 'CronJob', '1.21', 'batch/v1'],
    ['policy/v1', 'PodDisruptionBudget', '1.24', 'policy/v1beta1'],
    ['policy/v1', 'PodDisruptionBudget', '1.25', 'policy/v1'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler', '1.27', 'autoscaling/v2'],
    ['apps/v1', 'Deployment', '1.20', 'apps/v1'],
  ];
  for (const [apiVersion, kind, release, says] of versions)
    it(`${kind} of ${release} is in ${says}`, () => {
      expect(answered({ apiVersion, kind, metadata: {}, spec: {} }, release)['apiVersion']).to.equal(says);
    });

  it('what a watch tells of is answered likewise', () => {
    const object = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: {} };
    const event = answered({ type: 'ADDED', object }, '1.20') as { object: Json };
    expect(event.object['apiVersion']).to.equal('batch/v1beta1');
  });

  it('an autoscaler of 1.20 has its share of the CPU in a field and its conditions in an annotation', () => {
    expect(answered(HPA, '1.20')).to.deep.equal({
      apiVersion: 'autoscaling/v1',
      kind: 'HorizontalPodAutoscaler',
      metadata: {
        name: 'h',
        annotations: {
          'autoscaling.alpha.kubernetes.io/conditions':
            '[{"type":"AbleToScale","status":"False","reason":"R","message":"m"}]',
        },
      },
      spec: { maxReplicas: 3, targetCPUUtilizationPercentage: 80 },
      status: { currentReplicas: 0, desiredReplicas: 0 },
    });
  });

  it('and what its metrics are in a field and an annotation', () => {
    const current = { averageUtilization: 75, averageValue: '150m' };
    const currentMetrics = [
      { type: 'Resource', resource: { name: 'cpu', current } },
      { type: 'ContainerResource', containerResource: { name: 'memory', container: 'c', current } },
      { type: '' },
    ];
    const { metadata, status } = answered({ ...HPA, status: { desiredReplicas: 2, currentMetrics } }, '1.20');
    const of = '"currentAverageUtilization":75,"currentAverageValue":"150m"';
    expect(metadata).to.deep.equal({
      name: 'h',
      annotations: {
        'autoscaling.alpha.kubernetes.io/current-metrics': `[{"type":"Resource","resource":{"name":"cpu",${of}}},{"type":"ContainerResource","containerResource":{"name":"memory",${of},"container":"c"}},{"type":""}]`,
      },
    });
    expect(status).to.deep.equal({ currentReplicas: 0, desiredReplicas: 2, currentCPUUtilizationPercentage: 75 });
  });

  for (const [release, metadata] of [
    ['1.33', { creationTimestamp: null, labels: { a: 'b' } }],
    ['1.34', { labels: { a: 'b' } }],
  ] as const)
    it(`the template of a Deployment of ${release}`, () => {
      const template = { metadata: { labels: { a: 'b' } } };
      const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: {}, spec: { template } };
      expect(answered(object, release)['spec']).to.deep.equal({ template: { metadata } });
    });
});
