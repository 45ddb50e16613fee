import { expect } from 'chai';
import { deployment, pod, refusal, server } from '../../store/fixtures.test';
import type { ApiServer } from '../../store/index';
import type { Deployment, KubeObject, Namespace, Pod } from '../../types/index';

const PREFIX = 'pod-security.kubernetes.io/';

/** `{enforce: 'baseline'}` as labels of a namespace. */
const labelled = (modes: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(modes).map(([mode, value]) => [PREFIX + mode, value]));

function label(api: ApiServer, modes: Record<string, string | null>, warn?: (text: string) => void): Namespace {
  const metadata = { labels: labelled(modes as Record<string, string>) };
  return api.patch('Namespace', undefined, 'default', { metadata }, { type: 'merge', ...(warn ? { warn } : {}) });
}

function cluster(modes: Record<string, string>, release = '1.36'): ApiServer {
  const api = server(release);
  label(api, modes);
  return api;
}

/** What the server warns of while it does something. */
function heard(action: (warn: (text: string) => void) => unknown): string[] {
  const warnings: string[] = [];
  action((text) => warnings.push(text));
  return warnings;
}

const sharing = (name: string, spec: Partial<Pod['spec']> = {}, metadata: Partial<Pod['metadata']> = {}): Pod =>
  pod(name, { hostPID: true, ...spec }, metadata);
const PID = 'host namespaces (hostPID=true)';
const REFUSED = `403 Forbidden: pods "p" is forbidden: violates PodSecurity "baseline:latest": ${PID}`;
const PASSED = 'nothing was refused';

describe('admission plugin PodSecurity', () => {
  const created: [modes: Record<string, string>, release: string, answer: string, warnings: string[]][] = [
    [{}, '1.36', PASSED, []],
    [{ enforce: 'privileged' }, '1.36', PASSED, []],
    [{ enforce: 'baseline' }, '1.36', REFUSED, []],
    [{ enforce: 'baseline' }, '1.23', REFUSED, []],
    [{ enforce: 'baseline' }, '1.22', PASSED, []],
    [{ 'enforce-version': 'v1.20' }, '1.36', PASSED, []],
    [{ enforce: 'baseline', 'enforce-version': 'v1.99' }, '1.36', REFUSED.replace('latest', 'v1.99'), []],
    [{ enforce: 'baseline', warn: 'baseline' }, '1.36', REFUSED, []],
    [{ warn: 'baseline' }, '1.36', PASSED, [`would violate PodSecurity "baseline:latest": ${PID}`]],
    [
      { warn: 'baseline', 'warn-version': 'v1.9' },
      '1.36',
      PASSED,
      [`would violate PodSecurity "baseline:v1.9": ${PID}`],
    ],
    [{ audit: 'baseline' }, '1.36', PASSED, []],
  ];
  for (const [modes, release, answer, warnings] of created) {
    it(`a pod in a namespace of ${release} with ${JSON.stringify(modes)}: ${answer.slice(0, 40)}`, () => {
      const api = cluster(modes, release);
      const told = heard((warn) => expect(refusal(() => api.create(sharing('p'), { warn }))).to.equal(answer));
      expect(told).to.deep.equal(warnings);
    });
  }

  it('tells a pod by the name that the server gave it', () => {
    const api = cluster({ enforce: 'baseline' });
    const made = () => api.create(sharing('', {}, { generateName: 'web-' }));
    expect(refusal(made)).to.match(/pods "web-[a-z0-9]{5}" is forbidden: violates PodSecurity/);
  });

  const armor = { 'container.apparmor.security.beta.kubernetes.io/app': 'unconfined' };
  const armored: [release: string, detail: string][] = [
    ['1.29', 'forbidden AppArmor profile (container.apparmor.security.beta.kubernetes.io/app="unconfined")'],
    ['1.36', 'forbidden AppArmor profiles (container "app" and annotation must not set AppArmor profile type to '],
  ];
  for (const [release, detail] of armored) {
    it(`looks at an annotation for AppArmor as ${release} has made it a field or not`, () => {
      const api = cluster({ enforce: 'baseline' }, release);
      expect(refusal(() => api.create(pod('p', {}, { annotations: armor })))).to.contain(detail);
    });
  }

  it('refuses what a dry run would create', () => {
    const api = cluster({ enforce: 'baseline' });
    expect(refusal(() => api.create(sharing('p'), { dryRun: true }))).to.equal(REFUSED);
  });

  const template = (kind: string): KubeObject => {
    const { spec } = deployment('web');
    const restricted = { ...spec.template, spec: sharing('x').spec };
    const shape = {
      CronJob: { spec: { schedule: '* * * * *', jobTemplate: { spec: { template: job(restricted) } } } },
      Job: { spec: { template: job(restricted) } },
      PodTemplate: { template: restricted },
      ReplicationController: { spec: { selector: { app: 'web' }, template: restricted } },
    }[kind] ?? { spec: { ...spec, template: restricted } };
    const group =
      { CronJob: 'batch/v1', Job: 'batch/v1', PodTemplate: 'v1', ReplicationController: 'v1' }[kind] ?? 'apps/v1';
    return { apiVersion: group, kind, metadata: { name: 'web', namespace: 'default' }, ...shape } as KubeObject;
  };
  const job = ({ metadata, spec }: Deployment['spec']['template']) => ({
    ...(metadata ? { metadata } : {}),
    spec: { ...spec, restartPolicy: 'Never' },
  });
  for (const kind of [
    'CronJob',
    'DaemonSet',
    'Deployment',
    'Job',
    'PodTemplate',
    'ReplicaSet',
    'ReplicationController',
    'StatefulSet',
  ]) {
    it(`of the template of a ${kind} it only warns`, () => {
      const api = cluster({ enforce: 'baseline' });
      expect(heard((warn) => api.create(template(kind), { warn }))).to.deep.equal([
        `would violate PodSecurity "baseline:latest": ${PID}`,
      ]);
    });
  }

  it('says nothing of a Deployment that is scaled', () => {
    const api = cluster({ warn: 'baseline' });
    api.create(template('Deployment'));
    const scale = { spec: { replicas: 2 } };
    const told = heard((warn) =>
      api.patch('Deployment', 'default', 'web', scale, { type: 'merge', subresource: 'scale', warn }),
    );
    expect(told).to.deep.equal([]);
  });

  const changed: [what: string, change: object, answer: string][] = [
    ['labels', { metadata: { labels: { a: 'b' } } }, PASSED],
    ['an image', { spec: { containers: [{ name: 'app', image: 'busybox:2' }] } }, REFUSED],
  ];
  for (const [what, change, answer] of changed) {
    it(`looks at ${what} of a pod that is there: ${answer.slice(0, 30)}`, () => {
      const api = server();
      api.create(sharing('p'));
      label(api, { enforce: 'baseline' });
      const patched = () => api.patch('Pod', 'default', 'p', change, { type: 'strategic' });
      expect(refusal(patched)).to.equal(answer);
    });
  }

  it('looks at containers for debugging', () => {
    const api = cluster({ enforce: 'baseline' });
    api.create(pod('p'));
    const ephemeralContainers = [{ name: 'd', image: 'b:1', securityContext: { privileged: true } }];
    const debugged = () =>
      api.patch(
        'Pod',
        'default',
        'p',
        { spec: { ephemeralContainers } },
        { type: 'strategic', subresource: 'ephemeralcontainers' },
      );
    expect(refusal(debugged)).to.contain('privileged (container "d" must not set securityContext.privileged=true)');
  });

  it('looks at a resize not at all', () => {
    const api = server();
    api.create(sharing('p'));
    label(api, { enforce: 'baseline' });
    const containers = [{ name: 'app', resources: { requests: { cpu: '2m' } } }];
    const resized = () =>
      api.patch('Pod', 'default', 'p', { spec: { containers } }, { type: 'strategic', subresource: 'resize' });
    expect(refusal(resized)).to.not.contain('PodSecurity');
  });

  const wrong: [modes: Record<string, string>, answer: string][] = [
    [
      { enforce: 'strict', 'warn-version': '1.30' },
      '422 Invalid: Namespace "default" is invalid: [metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted, metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: "1.30": must be "latest" or "v1.x"]',
    ],
    [{ 'audit-version': 'v1.x' }, 'must be "latest" or "v1.x"'],
    [{ 'audit-version': 'v1.01' }, 'must be "latest" or "v1.x"'],
    [{ 'audit-version': 'v1.0', audit: 'baseline' }, PASSED],
  ];
  for (const [modes, answer] of wrong) {
    it(`labels ${JSON.stringify(modes)}: ${answer.slice(0, 20)}`, () =>
      expect(refusal(() => label(server(), modes))).to.contain(answer));
  }

  const existing = [
    'existing pods in namespace "default" violate the new PodSecurity enforce level "baseline:latest"',
    'a (and 2 other pods): host namespaces',
    'e (and 1 other pod): host namespaces, privileged',
    'g: privileged',
  ];
  const relabelled: [before: Record<string, string>, change: Record<string, string | null>, warnings: string[]][] = [
    [{}, { enforce: 'baseline' }, existing],
    [{ enforce: 'restricted' }, { enforce: 'baseline' }, []],
    [{ enforce: 'baseline' }, { warn: 'restricted' }, []],
    [{ enforce: 'baseline', 'enforce-version': 'v1.30' }, { 'enforce-version': 'latest' }, existing],
    [{ enforce: 'baseline' }, { enforce: null, 'enforce-version': 'v1.30' }, []],
  ];
  for (const [before, change, warnings] of relabelled) {
    it(`${JSON.stringify(before)} and then ${JSON.stringify(change)} warns of ${warnings.length ? 'the pods' : 'nothing'}`, () => {
      const api = server();
      const containers = [{ name: 'app', image: 'b:1', securityContext: { privileged: true } }];
      for (const name of 'cab') api.create(sharing(name));
      for (const name of 'fe') api.create(sharing(name, { containers }));
      api.create(pod('g', { containers }));
      api.create(pod('h'));
      label(api, before);
      expect(heard((warn) => label(api, change, warn))).to.deep.equal(warnings);
    });
  }
});
