import { expect } from 'chai';
import { job, pod, refusal, server } from './fixtures.test';
import type { ApiServer } from './server';

describe('ApiServer: create', () => {
  it('fills what belongs to the server and the admission plugins', () => {
    const made = server().create(pod('p'));
    expect(made.metadata).to.include({ generation: 1, creationTimestamp: '2026-11-21T01:28:54Z' });
    expect(made.metadata.uid).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(made.status).to.deep.equal({ phase: 'Pending', qosClass: 'BestEffort' });
    expect(made.spec).to.include({
      serviceAccountName: 'default',
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
    });
    expect(made.spec.tolerations?.map((t) => `${t.key} ${t.tolerationSeconds}`)).to.deep.equal([
      'node.kubernetes.io/not-ready 300',
      'node.kubernetes.io/unreachable 300',
    ]);
    expect(made.spec.volumes?.[0]?.name).to.match(/^kube-api-access-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(made.spec.containers[0]?.volumeMounts?.[0]?.name).to.equal(made.spec.volumes?.[0]?.name);
  });

  it('gives pods of 1.20 a token Secret and no generation', () => {
    const api = server('1.20');
    const made = api.create(pod('p'));
    const volume = made.spec.volumes?.[0];
    expect(volume?.name).to.match(/^default-token-.{5}$/);
    expect(api.find('Secret', 'default', volume?.secret?.secretName ?? '')).to.not.equal(undefined);
    expect(made.metadata.generation).to.equal(undefined);
  });

  it('draws names from the base, cut to 58 characters', () => {
    const api = server();
    const made = api.create(pod('', {}, { generateName: `${'a'.repeat(70)}-` }));
    expect(made.metadata.name).to.match(/^a{58}[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  it('gives a Job the selector by which it finds its pods', () => {
    const { spec, metadata } = server().create(job('j'));
    expect(spec.selector).to.deep.equal({ matchLabels: { 'batch.kubernetes.io/controller-uid': metadata.uid } });
    expect(spec.template.metadata?.labels).to.include({ 'job-name': 'j', 'batch.kubernetes.io/job-name': 'j' });
  });

  const refused: [string, (api: ApiServer) => unknown, string][] = [
    [
      'a name that exists',
      (api) => api.create(pod('p')) && api.create(pod('p')),
      '409 AlreadyExists: pods "p" already exists',
    ],
    [
      'a namespace that is missing',
      (api) => api.create(pod('p', {}, { namespace: 'nope' })),
      '404 NotFound: namespaces "nope" not found',
    ],
    [
      'an account that is missing',
      (api) => api.create(pod('p', { serviceAccountName: 'robot' })),
      '403 Forbidden: pods "p" is forbidden: error looking up service account default/robot: serviceaccount "robot" not found',
    ],
    [
      'a priority class that is missing',
      (api) => api.create(pod('p', { priorityClassName: 'vip' })),
      '403 Forbidden: pods "p" is forbidden: no PriorityClass with name vip was found',
    ],
  ];
  for (const [what, action, message] of refused) {
    it(`refuses ${what}`, () => {
      const api = server();
      expect(refusal(() => action(api))).to.equal(message);
    });
  }

  it('saves nothing in a dry run', () => {
    const api = server();
    expect(api.create(pod('p'), { dryRun: true }).metadata.resourceVersion).to.equal(undefined);
    expect(api.list('Pod')).to.deep.equal([]);
  });
});
