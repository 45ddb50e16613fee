import { expect } from 'chai';
import type { Pod } from '../types/index';
import { pod, server } from './fixtures.test';

describe('Keys of labels in selectors', () => {
  const antiAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: [
      {
        topologyKey: 'host',
        labelSelector: { matchLabels: { app: 'x' } },
        matchLabelKeys: ['hash', 'none'],
        mismatchLabelKeys: ['tenant'],
      },
    ],
  };
  const constraint = {
    maxSkew: 1,
    topologyKey: 'host',
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app: 'x' } },
    matchLabelKeys: ['hash'],
  };
  const create = (release: string): Pod['spec'] => {
    const spec = { affinity: { podAntiAffinity: antiAffinity }, topologySpreadConstraints: [constraint] };
    return server(release).create(pod('p', spec as never, { labels: { hash: '1', tenant: 'a' } })).spec;
  };
  const hash = { key: 'hash', operator: 'In', values: ['1'] };
  const tenant = { key: 'tenant', operator: 'NotIn', values: ['a'] };

  for (const [release, terms, spread] of [
    ['1.30', undefined, undefined],
    ['1.31', [hash, tenant], undefined],
    ['1.34', [hash, tenant], [hash]],
  ] as const) {
    it(`are requirements of the selector in ${release}: ${terms?.length ?? 0} and ${spread?.length ?? 0}`, () => {
      const { affinity, topologySpreadConstraints } = create(release);
      const [first] = affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
      expect(first?.labelSelector?.matchExpressions).to.deep.equal(terms);
      expect(topologySpreadConstraints?.[0]?.labelSelector?.matchExpressions).to.deep.equal(spread);
    });
  }
});
