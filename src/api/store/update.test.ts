import { expect } from 'chai';
import type { Deployment, Pod } from '../types/index';
import { deployment, pod, refusal, server } from './fixtures.test';

describe('ApiServer: update', () => {
  it('refuses an old version, with the words of Kubernetes', () => {
    const api = server();
    const old = api.create(deployment('web'));
    api.update({ ...old, spec: { ...old.spec, replicas: 3 } });
    expect(refusal(() => api.update({ ...old, spec: { ...old.spec, replicas: 5 } }))).to.equal(
      '409 Conflict: Operation cannot be fulfilled on deployments.apps "web": the object has been modified; ' +
        'please apply your changes to the latest version and try again',
    );
  });

  it('does not count a write that changes nothing', () => {
    const api = server();
    const made = api.create(deployment('web'));
    expect(api.update(structuredClone(made)).metadata.resourceVersion).to.equal(made.metadata.resourceVersion);
  });

  it('keeps status and spec apart, and counts generations of the spec only', () => {
    const api = server();
    const made = api.create(deployment('web'));
    const updated = api.update({ ...made, spec: { ...made.spec, replicas: 3 }, status: { replicas: 9 } });
    expect(updated.status).to.deep.equal({});
    expect(updated.metadata.generation).to.equal(2);
    const reported = api.updateStatus({ ...updated, spec: { ...made.spec, replicas: 7 }, status: { replicas: 3 } });
    expect(reported.spec.replicas).to.equal(3);
    expect(reported.status).to.deep.equal({ replicas: 3 });
    expect(reported.metadata.generation).to.equal(2);
  });

  it('does not let a container that has ended for good come back', () => {
    const api = server();
    const made = api.create(pod('p', { restartPolicy: 'Never' }));
    const status = { name: 'app', ready: false, restartCount: 0, image: 'b', imageID: '' };
    const ended = { ...status, state: { terminated: { exitCode: 0 } } };
    const ran = api.updateStatus({ ...made, status: { ...made.status, containerStatuses: [ended] } });
    const revived = {
      ...ran,
      status: { ...ran.status, containerStatuses: [{ ...status, state: { running: { startedAt: '' } } }] },
    };
    expect(refusal(() => api.updateStatus(revived))).to.equal(
      '422 Invalid: Pod "p" is invalid: status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state',
    );
  });

  it('scales through the subresource', () => {
    const api = server();
    api.create(deployment('web'));
    api.patch('Deployment', 'default', 'web', { spec: { replicas: 4 } }, { type: 'merge', subresource: 'scale' });
    expect(api.get<Deployment>('Deployment', 'default', 'web').spec.replicas).to.equal(4);
    expect(api.getScale('Deployment', 'default', 'web').status.selector).to.equal('app=web');
  });

  it('adds ephemeral containers, and never takes one away', () => {
    const api = server();
    const made = api.create(pod('p'));
    const debug = { spec: { ephemeralContainers: [{ name: 'debug', image: 'busybox:1' }] } };
    const options = { type: 'strategic', subresource: 'ephemeralcontainers' } as const;
    const patched = api.patch<Pod>('Pod', 'default', 'p', debug, options);
    expect(patched.spec.ephemeralContainers?.map((c) => c.name)).to.deep.equal(['debug']);
    expect(patched.metadata.generation).to.equal(2);
    expect(refusal(() => api.updateEphemeralContainers({ ...made, metadata: patched.metadata }))).to.contain(
      'existing ephemeral containers "debug" may not be removed',
    );
  });
});
