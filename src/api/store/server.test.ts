import { expect } from 'chai';
import { Kernel } from '../../kernel/index';
import { LATENCIES } from '../../latencies';
import { StatusError } from '../errors';
import { Release } from '../release/index';
import type { Deployment, Job, KubeObject, Namespace, Pod, PodDisruptionBudget, Service } from '../types/index';
import { ApiServer } from './server';

const EPOCH_MS = 1_795_224_534_000;

function server(version = '1.36', nodePortRange?: [number, number]): ApiServer {
  const kernel = new Kernel({ latencies: LATENCIES });
  return new ApiServer(kernel, {
    release: Release.of(version),
    epochMs: EPOCH_MS,
    ...(nodePortRange ? { nodePortRange } : {}),
  });
}

function pod(name: string, spec: Partial<Pod['spec']> = {}, metadata: Partial<Pod['metadata']> = {}): Pod {
  const containers = [{ name: 'app', image: 'busybox:1' }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', ...metadata },
    spec: { containers, ...spec },
  };
}

function service(name: string, spec: Service['spec'] = {}): Service {
  const ports = [{ port: 80 }];
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'default' }, spec: { ports, ...spec } };
}

function deployment(name: string): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: pod('x').spec },
    },
  };
}

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof StatusError) return `${error.code} ${error.reason}: ${error.message}`;
    throw error;
  }
  return 'nothing was refused';
}

/** Lets `seconds` pass. */
function pass(api: ApiServer, seconds: number): void {
  api.kernel.runUntil(api.kernel.now + seconds * 1000);
}

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
    const template = { spec: { containers: [{ name: 'a', image: 'b:1' }], restartPolicy: 'Never' as const } };
    const job: Job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'j', namespace: 'default' },
      spec: { template },
    };
    const { spec, metadata } = server().create(job);
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
      'existing ephemeral containers may not be removed or changed',
    );
  });
});

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
      api.create({ ...deployment('d'), kind } as KubeObject);
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

describe('ApiServer: addresses', () => {
  it('gives the first address to kubernetes and dynamic ones from the upper band', () => {
    const api = server();
    expect(api.get<Service>('Service', 'default', 'kubernetes').spec.clusterIP).to.equal('10.96.0.1');
    for (let i = 0; i < 50; i++) {
      const { spec } = api.create(service(`s${i}`, { type: 'NodePort' }));
      expect(spec.clusterIP)
        .to.match(/^10\.(9[6-9]|10\d|11[01])\./)
        .and.not.match(/^10\.96\.0\./);
      expect(spec.ports?.[0]?.nodePort).to.be.within(30_086, 32_767);
    }
    const ips = api.list<Service>('Service').map(({ spec }) => spec.clusterIP);
    expect(new Set(ips).size).to.equal(ips.length);
  });

  const prefix = '422 Invalid: Service "s" is invalid: ';
  const refused: [string, Service['spec'], string][] = [
    [
      'a port outside the range',
      { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] },
      'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ],
    [
      'a port that is taken',
      { type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] },
      'spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    ],
    [
      'an address that is taken',
      { clusterIP: '10.96.0.1' },
      'spec.clusterIPs: Invalid value: ["10.96.0.1"]: failed to allocate IP 10.96.0.1: provided IP is already allocated',
    ],
  ];
  for (const [what, spec, message] of refused) {
    it(`refuses ${what}`, () => {
      const api = server();
      api.create(service('other', { type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] }));
      expect(refusal(() => api.create(service('s', spec)))).to.equal(prefix + message);
    });
  }

  it('keeps what it gave when an update does not mention it', () => {
    const api = server();
    const made = api.create(service('s', { type: 'NodePort' }));
    const updated = api.update(service('s', { type: 'NodePort', selector: { app: 'x' } }));
    expect(updated.spec.clusterIP).to.equal(made.spec.clusterIP);
    expect(updated.spec.ports?.[0]?.nodePort).to.equal(made.spec.ports?.[0]?.nodePort);
  });
});
