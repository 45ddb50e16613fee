import { expect } from 'chai';
import type { Namespace, Pod } from '../types/index';
import { deployment, job, pass, pod, refusal, server } from './fixtures.test';
import type { ApiServer } from './server';

describe('ApiServer: delete', () => {
  const running = (api: ApiServer, spec: Partial<Pod['spec']> = {}, metadata: Partial<Pod['metadata']> = {}): void => {
    api.create(pod('p', spec, metadata));
    api.bind('default', 'p', 'node-1');
  };
  const end = (api: ApiServer): string => {
    const found = api.find<Pod>('Pod', 'default', 'p');
    if (!found) return 'gone';
    const { deletionTimestamp, deletionGracePeriodSeconds, generation } = found.metadata;
    return `${deletionTimestamp} ${deletionGracePeriodSeconds} g${generation}`;
  };

  const requests: [string, (api: ApiServer) => void, string][] = [
    ['a pod without a node goes at once', (api) => api.create(pod('p')) && api.delete('Pod', 'default', 'p'), 'gone'],
    [
      'the period comes from the pod',
      (api) => {
        running(api, { terminationGracePeriodSeconds: 30 });
        api.delete('Pod', 'default', 'p');
      },
      '2026-11-21T01:29:24Z 30 g2',
    ],
    [
      'the period comes from the request',
      (api) => {
        running(api);
        api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 5 });
      },
      '2026-11-21T01:28:59Z 5 g2',
    ],
    [
      'a negative period is one second',
      (api) => {
        running(api);
        api.delete('Pod', 'default', 'p', { gracePeriodSeconds: -1 });
      },
      '2026-11-21T01:28:55Z 1 g2',
    ],
    [
      'force takes the object away',
      (api) => {
        running(api);
        api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 });
      },
      'gone',
    ],
    [
      'a longer second period changes nothing',
      (api) => {
        running(api);
        api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 10 });
        api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 60 });
      },
      '2026-11-21T01:29:04Z 10 g2',
    ],
    [
      'a shorter one moves the end',
      (api) => {
        running(api);
        api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 60 });
        pass(api, 3);
        api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 20 });
      },
      '2026-11-21T01:29:14Z 20 g2',
    ],
    [
      'but not into the past',
      (api) => {
        running(api);
        api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 60 });
        pass(api, 30);
        api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 20 });
      },
      '2026-11-21T01:29:24Z 1 g2',
    ],
    [
      'a finalizer outlives the force',
      (api) => {
        running(api, {}, { finalizers: ['example.com/hold'] });
        api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 });
      },
      '2026-11-21T01:28:54Z 0 g2',
    ],
    [
      'and the last finalizer takes the object along',
      (api) => {
        running(api, {}, { finalizers: ['example.com/hold'] });
        api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 });
        api.patch('Pod', 'default', 'p', { metadata: { finalizers: null } }, { type: 'merge' });
      },
      'gone',
    ],
  ];
  for (const [what, action, expected] of requests) {
    it(what, () => {
      const api = server();
      action(api);
      expect(end(api)).to.equal(expected);
    });
  }

  it('asks for the right uid', () => {
    const api = server();
    const { uid } = api.create(pod('p')).metadata;
    expect(refusal(() => api.delete('Pod', 'default', 'p', { preconditions: { uid: 'other' } }))).to.equal(
      `409 Conflict: Operation cannot be fulfilled on pods "p": the UID in the precondition (other) does not match the UID in record (${uid}). ` +
        'The object might have been deleted and then recreated',
    );
  });

  const policies: [string, 'Foreground' | 'Orphan' | 'Background' | undefined, string][] = [
    ['Deployment', 'Foreground', 'foregroundDeletion'],
    ['Deployment', 'Orphan', 'orphan'],
    ['Deployment', 'Background', 'gone'],
    ['Deployment', undefined, 'gone'],
    ['Job', undefined, 'orphan'],
  ];
  for (const [kind, propagationPolicy, expected] of policies) {
    it(`${kind} deleted with ${propagationPolicy ?? 'no policy'}: ${expected}`, () => {
      const api = server();
      api.create(kind === 'Job' ? job('d') : deployment('d'));
      api.delete(kind, 'default', 'd', propagationPolicy ? { propagationPolicy } : {});
      expect(api.find(kind, 'default', 'd')?.metadata.finalizers?.join() ?? 'gone').to.equal(expected);
    });
  }

  it('lets a namespace go when its finalizer is taken away', () => {
    const api = server();
    const namespace: Namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'dev' } };
    api.create(namespace);
    const marked = api.delete<Namespace>('Namespace', undefined, 'dev');
    expect(marked.status?.phase).to.equal('Terminating');
    expect(refusal(() => api.create(pod('p', {}, { namespace: 'dev' })))).to.equal(
      '403 Forbidden: pods "p" is forbidden: unable to create new content in namespace dev because it is being terminated',
    );
    api.update({ ...marked, spec: { finalizers: [] } });
    expect(api.find('Namespace', undefined, 'dev')).to.equal(undefined);
    expect(refusal(() => api.delete('Namespace', undefined, 'default'))).to.equal(
      '403 Forbidden: namespaces "default" is forbidden: this namespace may not be deleted',
    );
  });
});
