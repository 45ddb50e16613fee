import { expect } from 'chai';
import { Release } from '../release/index';
import { pod, refusal, server, service } from '../store/fixtures.test';
import type { ApiServer } from '../store/index';
import type { KubeObject, Pod, ResourceQuota } from '../types/index';
import { quotaStatus } from './index';

function quota(hard: Record<string, string>, more: object = {}): ResourceQuota {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'q', namespace: 'default' },
    spec: { hard, ...more },
  };
}

/** A server with a quota that its controller has seen. */
function limited(hard: Record<string, string>, more: object = {}, release = '1.36'): ApiServer {
  const api = server(release);
  const made = api.create(quota(hard, more));
  const used = Object.fromEntries(Object.keys(hard).map((name) => [name, '0']));
  api.updateStatus({ ...made, status: { hard, used } });
  return api;
}

const container = (resources: object) => ({ containers: [{ name: 'a', image: 'b:1', resources }] });
const usedOf = (api: ApiServer) => api.get<ResourceQuota>('ResourceQuota', 'default', 'q').status?.used;
const elsewhere = { topologyKey: 'host', labelSelector: {}, namespaces: ['other'] };

describe('quotas', () => {
  const refused: [what: string, api: ApiServer, wanted: KubeObject, why: string][] = [
    [
      'a pod that says nothing',
      limited({ cpu: '1', memory: '1Gi' }),
      pod('p'),
      'failed quota: q: must specify cpu for: app; memory for: app',
    ],
    [
      'a pod that says nothing in 1.23',
      limited({ cpu: '1', memory: '1Gi' }, {}, '1.23'),
      pod('p'),
      'failed quota: q: must specify cpu,memory',
    ],
    [
      'what is too much',
      limited({ cpu: '1' }),
      pod('p', container({ requests: { cpu: '2' } })),
      'exceeded quota: q, requested: cpu=2, used: cpu=0, limited: cpu=1',
    ],
    [
      'a pod of a scope',
      limited({ pods: '0' }, { scopes: ['CrossNamespacePodAffinity'] }),
      pod('p', { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [elsewhere] } } } as never),
      'exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0',
    ],
  ];
  for (const [what, api, wanted, why] of refused) {
    it(`refuse ${what}`, () => expect(refusal(() => api.create(wanted))).to.contain(`is forbidden: ${why}`));
  }

  const allowed: [what: string, api: ApiServer, wanted: KubeObject][] = [
    ['what a scope is not about', limited({ pods: '0' }, { scopes: ['CrossNamespacePodAffinity'] }), pod('p')],
    ['a pod that speaks for its containers', limited({ cpu: '1' }), pod('p', { resources: { limits: { cpu: '1' } } })],
  ];
  for (const [what, api, wanted] of allowed) {
    it(`allow ${what}`, () => expect(refusal(() => api.create(wanted))).to.equal('nothing was refused'));
  }

  it('limit nothing until their controller has seen them', () => {
    const api = server();
    api.create(quota({ pods: '0' }));
    expect(refusal(() => api.create(pod('p')))).to.equal('nothing was refused');
  });

  it('charge a change for what is more than before', () => {
    const api = limited({ 'services.nodeports': '1', services: '5' });
    api.create(service('s'));
    api.update(service('s', { type: 'NodePort' }));
    expect(usedOf(api)).to.deep.equal({ services: '1', 'services.nodeports': '1' });
    const twice = { type: 'NodePort', ports: [80, 81].map((port) => ({ name: `p${port}`, port })) } as const;
    expect(refusal(() => api.update(service('s', { ...twice, ports: [...twice.ports] })))).to.contain(
      'exceeded quota: q, requested: services.nodeports=1, used: services.nodeports=1, limited: services.nodeports=1',
    );
  });

  it('charge nothing for a name that is taken', () => {
    const api = limited({ pods: '5' });
    api.create(pod('p'));
    refusal(() => api.create(pod('p')));
    expect(usedOf(api)).to.deep.equal({ pods: '1' });
  });

  it('count what has ended by its name alone', () => {
    const present = [pod('a'), pod('b')];
    const status = quotaStatus(
      quota({ pods: '5', 'count/pods': '5' }),
      present,
      Release.of('1.36'),
      (each: Pod) => each.metadata.name === 'a',
    );
    expect(status?.used).to.deep.equal({ 'count/pods': '2', pods: '1' });
  });
});
