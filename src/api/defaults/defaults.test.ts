import { expect } from 'chai';
import { decodeManifests } from '../manifest/index';
import { Release } from '../release/index';
import { applyDefaults, defaultPullPolicy } from './index';

function defaulted(yaml: string, release = '1.36'): Record<string, unknown> {
  const played = Release.of(release);
  const { object } = decodeManifests(yaml, 'f.yaml', played)[0]!;
  applyDefaults(object, played);
  return (object as unknown as { spec: Record<string, unknown> }).spec;
}

const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {${spec}}\n`;
const CONTAINER = 'name: c, image: "busybox:1"';
const apps = (kind: string, spec = '') =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: d}\nspec: {${spec}selector: {}, template: {spec: {containers: [{${CONTAINER}}]}}}\n`;

/** The defaulted container of the recordings. */
const PLAIN_CONTAINER = {
  name: 'c',
  image: 'busybox:1',
  resources: {},
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  imagePullPolicy: 'IfNotPresent',
};

describe('defaults', () => {
  it('of a pod', () => {
    expect(defaulted(pod(`containers: [{${CONTAINER}}]`))).to.deep.equal({
      containers: [PLAIN_CONTAINER],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      securityContext: {},
      schedulerName: 'default-scheduler',
      enableServiceLinks: true,
    });
  });

  it('of probes, where 0 means nothing', () => {
    const spec = defaulted(
      pod(
        `containers: [{${CONTAINER}, livenessProbe: {httpGet: {port: 80}, timeoutSeconds: 0}, lifecycle: {preStop: {httpGet: {port: 80}}}}]`,
      ),
    );
    const [container] = spec['containers'] as Record<string, unknown>[];
    expect(container!['livenessProbe']).to.deep.equal({
      httpGet: { port: 80, path: '/', scheme: 'HTTP' },
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
    });
    expect(container!['lifecycle']).to.deep.equal({ preStop: { httpGet: { port: 80, path: '/', scheme: 'HTTP' } } });
  });

  it('of volumes', () => {
    const spec = defaulted(
      pod(
        `volumes: [{name: a}, {name: b, secret: {secretName: s}}, {name: c, hostPath: {path: /x}}], containers: [{${CONTAINER}}]`,
      ),
    );
    expect(spec['volumes']).to.deep.equal([
      { name: 'a', emptyDir: {} },
      { name: 'b', secret: { secretName: 's', defaultMode: 420 } },
      { name: 'c', hostPath: { path: '/x', type: '' } },
    ]);
  });

  it('a limit is a request in a pod, not yet in a template', () => {
    const limited = `containers: [{${CONTAINER}, resources: {limits: {cpu: 1}}}]`;
    const of = (spec: Record<string, unknown>) => (spec['containers'] as { resources: unknown }[])[0]!.resources;
    expect(of(defaulted(pod(limited)))).to.deep.equal({ limits: { cpu: '1' }, requests: { cpu: '1' } });
    const { template } = defaulted(apps('Deployment').replace(`containers: [{${CONTAINER}}]`, limited)) as {
      template: { spec: Record<string, unknown> };
    };
    expect(of(template.spec)).to.deep.equal({ limits: { cpu: '1' } });
    expect(template.spec).not.to.have.property('enableServiceLinks');
  });

  const workloads: [kind: string, manifest: string, adds: object, release?: string][] = [
    [
      'Deployment',
      apps('Deployment'),
      {
        replicas: 1,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
      },
    ],
    [
      'Deployment that recreates',
      apps('Deployment', 'strategy: {type: Recreate}, '),
      { strategy: { type: 'Recreate' } },
    ],
    ['ReplicaSet', apps('ReplicaSet'), { replicas: 1 }],
    [
      'StatefulSet',
      apps('StatefulSet'),
      {
        replicas: 1,
        podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        revisionHistoryLimit: 10,
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      },
    ],
    [
      'DaemonSet',
      apps('DaemonSet'),
      { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } } },
    ],
    [
      'DaemonSet of 1.20',
      apps('DaemonSet'),
      { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } } },
      '1.20',
    ],
    [
      'Job',
      apps('Job').replace('apps/v1', 'batch/v1'),
      {
        completions: 1,
        parallelism: 1,
        backoffLimit: 6,
        completionMode: 'NonIndexed',
        suspend: false,
        podReplacementPolicy: 'TerminatingOrFailed',
      },
    ],
    [
      'Job of 1.20',
      apps('Job').replace('apps/v1', 'batch/v1'),
      { completions: 1, parallelism: 1, backoffLimit: 6 },
      '1.20',
    ],
    [
      'Service',
      'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{port: 80}]}\n',
      {
        type: 'ClusterIP',
        sessionAffinity: 'None',
        internalTrafficPolicy: 'Cluster',
        ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      },
    ],
  ];
  for (const [kind, manifest, adds, release] of workloads) {
    it(`of a ${kind}`, () => expect(defaulted(manifest, release)).to.deep.include(adds));
  }

  it('drop what the release knows and ignores', () => {
    const sidecar = pod(`initContainers: [{${CONTAINER}, restartPolicy: Always}], containers: [{${CONTAINER}}]`);
    const first = (release: string) => (defaulted(sidecar, release)['initContainers'] as object[])[0]!;
    expect(first('1.28')).not.to.have.property('restartPolicy');
    expect(first('1.29')).to.have.property('restartPolicy', 'Always');
  });

  it('drop rules that fail an index, where indexes have no limit yet', () => {
    const rules = ['FailIndex', 'Count'].map(
      (action) => `{action: ${action}, onExitCodes: {operator: In, values: [9]}}`,
    );
    const job = `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {podFailurePolicy: {rules: [${rules}]}}\n`;
    const actions = (release: string) =>
      (defaulted(job, release)['podFailurePolicy'] as { rules: { action: string }[] }).rules.map(
        ({ action }) => action,
      );
    expect(actions('1.27')).to.deep.equal(['FailIndex', 'Count']);
    expect(actions('1.28')).to.deep.equal(['Count']);
    expect(actions('1.29')).to.deep.equal(['FailIndex', 'Count']);
  });

  const images: [image: string, policy: string][] = [
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['nginx:1.25', 'IfNotPresent'],
    ['registry:5000/nginx', 'Always'],
    ['registry:5000/nginx:1', 'IfNotPresent'],
    [`nginx@sha256:${'a'.repeat(64)}`, 'IfNotPresent'],
    [`nginx:latest@sha256:${'a'.repeat(64)}`, 'Always'],
  ];
  for (const [image, policy] of images) {
    it(`${image} is pulled ${policy}`, () => expect(defaultPullPolicy(image)).to.equal(policy));
  }

  it('change nothing the second time', () => {
    const played = Release.of('1.36');
    const { object } = decodeManifests(
      pod(`hostNetwork: true, containers: [{${CONTAINER}, ports: [{containerPort: 80}]}]`),
      'f',
    )[0]!;
    applyDefaults(object, played);
    const once = structuredClone(object);
    applyDefaults(object, played);
    expect(object).to.deep.equal(once);
  });
});
