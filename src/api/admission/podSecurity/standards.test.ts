import { expect } from 'chai';
import { Release } from '../../release/index';
import type { Container, PodTemplateSpec } from '../../types/index';
import { detailsOf, violations } from './evaluate';
import type { Standard } from './types';

type Spec = Partial<PodTemplateSpec['spec']>;

const container = (name: string, securityContext: object = {}, more: object = {}): Container =>
  ({ name, image: 'b:1', securityContext, ...more }) as Container;
const containers = (...contexts: object[]): Spec => ({
  containers: contexts.map((context, i) => container('abc'.charAt(i), context)),
});
const context = (securityContext: object, ...contexts: object[]): Spec =>
  ({ securityContext, ...containers(...contexts) }) as Spec;

/** Does nothing that restricted forbids. */
const GOOD = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};
const good = (more: object): Spec => containers({ ...GOOD, ...more });

function told(spec: Spec, standard: Standard, release = '1.36', annotations = {}): string {
  const pod = { metadata: { annotations }, spec: { containers: [container('a')], ...spec } } as PodTemplateSpec;
  return detailsOf(violations(pod, standard, Release.of(release)));
}

describe('Pod Security Standards', () => {
  const baseline: [what: string, spec: Spec, detail: string][] = [
    ['nothing', {}, ''],
    [
      'capabilities',
      containers({ capabilities: { add: ['SYS_TIME', 'CHOWN', 'NET_RAW'] } }, { capabilities: { add: ['NET_RAW'] } }),
      'non-default capabilities (containers "a", "b" must not include "NET_RAW", "SYS_TIME" in securityContext.capabilities.add)',
    ],
    [
      'namespaces of the host',
      { hostNetwork: true, hostPID: true, hostIPC: true },
      'host namespaces (hostNetwork=true, hostPID=true, hostIPC=true)',
    ],
    [
      'paths of the host',
      { volumes: ['x', 'y'].map((name) => ({ name, hostPath: { path: '/' } })) },
      'hostPath volumes (volumes "x", "y")',
    ],
    [
      'ports of the host',
      { containers: [container('a', {}, { ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 81 }] })] },
      'hostPort (container "a" uses hostPort 80)',
    ],
    [
      'ports of the host, as text',
      {
        initContainers: [container('i', {}, { ports: [{ containerPort: 9, hostPort: 9 }] })],
        containers: [container('a', {}, { ports: [{ containerPort: 80, hostPort: 80 }] })],
      },
      'hostPort (containers "i", "a" use hostPorts 80, 9)',
    ],
    [
      'hosts in probes',
      {
        containers: [
          container('b', {}, { livenessProbe: { tcpSocket: { port: 1, host: '10.0.0.1' } } }),
          container('a', {}, { lifecycle: { preStop: { httpGet: { port: 1, host: '10.0.0.1' } } } }),
        ],
      },
      'probe or lifecycle host (containers "a", "b" use probe or lifecycle host "10.0.0.1")',
    ],
    [
      'privileged containers for debugging',
      { ephemeralContainers: [container('debugger', { privileged: true })] },
      'privileged (container "debugger" must not set securityContext.privileged=true)',
    ],
    [
      'bare /proc',
      containers({ procMount: 'Unmasked' }),
      'procMount (container "a" must not set securityContext.procMount to "Unmasked")',
    ],
    ['bare /proc in a user namespace', { hostUsers: false, ...containers({ procMount: 'Unmasked' }) }, ''],
    [
      'SELinux',
      context({ seLinuxOptions: { type: 'spc_t' } }, { seLinuxOptions: { user: 'u', role: 'r' } }),
      'seLinuxOptions (pod and container "a" set forbidden securityContext.seLinuxOptions: type "spc_t"; user may not be set; role may not be set)',
    ],
    [
      'seccomp',
      context({ seccompProfile: { type: 'Unconfined' } }, { seccompProfile: { type: 'Localhost' } }),
      'seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")',
    ],
    [
      'AppArmor',
      context({ appArmorProfile: { type: 'Unconfined' } }, { appArmorProfile: { type: 'Unconfined' } }),
      'forbidden AppArmor profile (pod and container "a" must not set AppArmor profile type to "Unconfined")',
    ],
    [
      'sysctls',
      context({ sysctls: [{ name: 'kernel.msgmax' }, { name: 'net.ipv4.tcp_rmem' }, { name: 'kernel.sem' }] }),
      'forbidden sysctls (kernel.msgmax, kernel.sem)',
    ],
    [
      'processes of a Windows host',
      context({ windowsOptions: { hostProcess: true } }, { windowsOptions: { hostProcess: false } }),
      'hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)',
    ],
  ];
  for (const [what, spec, detail] of baseline) {
    it(`baseline: ${what}`, () => expect(told(spec, { level: 'baseline' })).to.equal(detail));
  }

  const restricted: [what: string, spec: Spec, detail: string][] = [
    ['nothing', good({}), ''],
    [
      'privilege escalation',
      good({ allowPrivilegeEscalation: undefined }),
      'allowPrivilegeEscalation != false (container "a" must set securityContext.allowPrivilegeEscalation=false)',
    ],
    [
      'capabilities',
      good({ capabilities: { add: ['CHOWN', 'NET_BIND_SERVICE'] } }),
      'unrestricted capabilities (container "a" must set securityContext.capabilities.drop=["ALL"]; container "a" must not include "CHOWN" in securityContext.capabilities.add)',
    ],
    [
      'bare /proc, even in a user namespace',
      { hostUsers: false, ...good({ procMount: 'Unmasked' }) },
      'procMount (container "a" must not set securityContext.procMount to "Unmasked")',
    ],
    [
      'volumes',
      {
        ...good({}),
        volumes: [
          { name: 'x', hostPath: { path: '/' } },
          { name: 'y', nfs: {} },
          { name: 'z', emptyDir: {} },
        ],
      },
      'restricted volume types (volumes "x", "y" use restricted volume types "hostPath", "nfs")',
    ],
    [
      'root',
      context({ runAsNonRoot: true }, { ...GOOD, runAsNonRoot: false }),
      'runAsNonRoot != true (container "a" must not set securityContext.runAsNonRoot=false)',
    ],
    [
      'perhaps root',
      good({ runAsNonRoot: undefined }),
      'runAsNonRoot != true (pod or container "a" must set securityContext.runAsNonRoot=true)',
    ],
    ['not root, says the pod', context({ runAsNonRoot: true }, { ...GOOD, runAsNonRoot: undefined }), ''],
    [
      'user 0',
      context({ runAsUser: 0 }, { ...GOOD, runAsUser: 0 }),
      'runAsUser=0 (pod and container "a" must not set runAsUser=0)',
    ],
    ['user 0 of a user namespace', { hostUsers: false, ...good({ runAsUser: 0, runAsNonRoot: false }) }, ''],
    [
      'no seccomp',
      good({ seccompProfile: undefined }),
      'seccompProfile (pod or container "a" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
    ],
    [
      'wrong seccomp',
      good({ seccompProfile: { type: 'Unconfined' } }),
      'seccompProfile (container "a" must not set securityContext.seccompProfile.type to "Unconfined")',
    ],
    [
      'what baseline forbids, first',
      { hostPID: true, ...good({ allowPrivilegeEscalation: true }) },
      'host namespaces (hostPID=true), allowPrivilegeEscalation != false (container "a" must set securityContext.allowPrivilegeEscalation=false)',
    ],
    ['what Windows has not', { os: { name: 'windows' }, ...containers({ runAsNonRoot: true }) }, ''],
  ];
  for (const [what, spec, detail] of restricted) {
    it(`restricted: ${what}`, () => expect(told(spec, { level: 'restricted' })).to.equal(detail));
  }

  it('privileged: anything', () => expect(told({ hostPID: true }, { level: 'privileged' })).to.equal(''));

  const baselineOf: [version: number, release: string, what: string, spec: Spec, allows: boolean][] = [
    [
      33,
      '1.36',
      'hosts in probes',
      { containers: [container('a', {}, { livenessProbe: { httpGet: { host: 'h' } } })] },
      true,
    ],
    [
      34,
      '1.33',
      'hosts in probes',
      { containers: [container('a', {}, { livenessProbe: { httpGet: { host: 'h' } } })] },
      true,
    ],
    [
      34,
      '1.34',
      'hosts in probes',
      { containers: [container('a', {}, { livenessProbe: { httpGet: { host: 'h' } } })] },
      false,
    ],
    [
      34,
      '1.36',
      'bare /proc in a user namespace',
      { hostUsers: false, ...containers({ procMount: 'Unmasked' }) },
      false,
    ],
    [30, '1.36', 'container_engine_t', context({ seLinuxOptions: { type: 'container_engine_t' } }), false],
    [31, '1.36', 'container_engine_t', context({ seLinuxOptions: { type: 'container_engine_t' } }), true],
    [31, '1.30', 'container_engine_t', context({ seLinuxOptions: { type: 'container_engine_t' } }), false],
    [31, '1.36', 'tcp_rmem', context({ sysctls: [{ name: 'net.ipv4.tcp_rmem' }] }), false],
    [28, '1.36', 'tcp_fin_timeout', context({ sysctls: [{ name: 'net.ipv4.tcp_fin_timeout' }] }), false],
    [29, '1.36', 'tcp_fin_timeout', context({ sysctls: [{ name: 'net.ipv4.tcp_fin_timeout' }] }), true],
    [
      26,
      '1.36',
      'ip_local_reserved_ports',
      context({ sysctls: [{ name: 'net.ipv4.ip_local_reserved_ports' }] }),
      false,
    ],
    [18, '1.36', 'unconfined seccomp', context({ seccompProfile: { type: 'Unconfined' } }), true],
  ];
  for (const [version, release, what, spec, allows] of baselineOf) {
    it(`baseline of v1.${version} ${allows ? 'allows' : 'forbids'} ${what} in ${release}`, () =>
      expect(told(spec, { level: 'baseline', version }, release) === '').to.equal(allows));
  }

  const restrictedOf: [version: number, what: string, spec: Spec, allows: boolean][] = [
    [24, 'what Windows has not', { os: { name: 'windows' }, ...containers({ runAsNonRoot: true }) }, false],
    [34, 'root of a user namespace', { hostUsers: false, ...good({ runAsNonRoot: false }) }, false],
    [22, 'user 0', good({ runAsUser: 0 }), true],
    [21, 'capabilities that are kept', good({ capabilities: {} }), true],
    [18, 'no seccomp', good({ seccompProfile: undefined }), true],
    [7, 'privilege escalation', good({ allowPrivilegeEscalation: true, capabilities: {} }), true],
  ];
  for (const [version, what, spec, allows] of restrictedOf) {
    it(`restricted of v1.${version} ${allows ? 'allows' : 'forbids'} ${what}`, () =>
      expect(told(spec, { level: 'restricted', version }) === '').to.equal(allows));
  }

  const worded: [release: string, what: string, spec: Spec, standard: Standard, annotations: object, detail: string][] =
    [
      [
        '1.23',
        'the check that is overridden too',
        { ...good({}), volumes: [{ name: 'x', hostPath: { path: '/' } }] },
        { level: 'restricted' },
        {},
        'hostPath volumes (volume "x"), restricted volume types (volume "x" uses restricted volume type "hostPath")',
      ],
      [
        '1.25',
        'no user of SELinux',
        context({ seLinuxOptions: { user: 'u' } }),
        { level: 'baseline' },
        {},
        'seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: )',
      ],
      [
        '1.26',
        'the user of SELinux',
        context({ seLinuxOptions: { user: 'u' } }),
        { level: 'baseline' },
        {},
        'seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: user may not be set)',
      ],
      [
        '1.29',
        'annotations for AppArmor',
        {},
        { level: 'baseline' },
        {
          'container.apparmor.security.beta.kubernetes.io/b': 'x',
          'container.apparmor.security.beta.kubernetes.io/a': 'unconfined',
          'container.apparmor.security.beta.kubernetes.io/c': 'runtime/default',
        },
        'forbidden AppArmor profiles (container.apparmor.security.beta.kubernetes.io/a="unconfined", container.apparmor.security.beta.kubernetes.io/b="x")',
      ],
      [
        '1.30',
        'annotations for AppArmor beside fields',
        containers({ appArmorProfile: { type: 'Unconfined' } }),
        { level: 'baseline' },
        { 'container.apparmor.security.beta.kubernetes.io/a': 'unconfined' },
        'forbidden AppArmor profiles (container "a" and annotation must not set AppArmor profile type to "Unconfined", "container.apparmor.security.beta.kubernetes.io/a="unconfined"")',
      ],
      [
        '1.36',
        'annotations for seccomp, of standards that were before its fields',
        {},
        { level: 'baseline', version: 18 },
        {
          'seccomp.security.alpha.kubernetes.io/pod': 'unconfined',
          'container.seccomp.security.alpha.kubernetes.io/a': 'localhost/x',
        },
        'seccompProfile (forbidden annotation seccomp.security.alpha.kubernetes.io/pod="unconfined")',
      ],
    ];
  for (const [release, what, spec, standard, annotations, detail] of worded) {
    it(`${release} tells ${what}`, () => expect(told(spec, standard, release, annotations)).to.equal(detail));
  }
});
