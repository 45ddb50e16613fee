import { expect } from 'chai';
import { applyDefaults } from '../../defaults/index';
import { decodeManifests } from '../../manifest/index';
import { Release } from '../../release/index';
import type { KubeObject } from '../../types/index';
import { validationWarnings } from './index';

const pod = (spec: string, name = 'p') => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {${spec}}\n`;
const container = (more: string) => pod(`containers: [{name: c, image: a, ${more}}]`);

const workload = (kind: string, spec: string, name = 'd') =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {${spec}}}}\n`;
const IMAGE = 'containers: [{name: c, image: a}]';
const service = (spec: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {${spec}}\n`;
const volume = (what: string) => pod(`${IMAGE}, volumes: [{name: v, ${what}}]`);

describe('warnings of the server', () => {
  const rows: [what: string, manifest: string, says: string[], release?: string][] = [
    ['nothing to say', container('tty: true'), []],
    ...(
      [
        ['runtime/default', '{type: RuntimeDefault}', '1.36', false],
        ['localhost/x', '{type: RuntimeDefault}', '1.36', true],
        ['localhost/x', '{type: Localhost, localhostProfile: x}', '1.36', false],
        ['localhost/x', '{type: RuntimeDefault}', '1.33', false],
        ['localhost/x', '{type: RuntimeDefault}', '1.29', false],
      ] as const
    ).map(([annotation, profile, release, warns]): [string, string, string[], string] => [
      `an annotation for AppArmor, ${annotation} beside ${profile} in ${release}`,
      workload(
        'Deployment',
        `${release === '1.29' ? '' : `securityContext: {appArmorProfile: ${profile}}, `}${IMAGE}`,
      ).replace(
        'metadata: {labels: {a: b}}',
        `metadata: {labels: {a: b}, annotations: {container.apparmor.security.beta.kubernetes.io/c: ${annotation}}}`,
      ),
      warns
        ? [
            'spec.template.metadata.annotations[container.apparmor.security.beta.kubernetes.io/c]: deprecated since v1.30; use the "appArmorProfile" field instead',
          ]
        : [],
      release,
    ]),
    [
      'a negative grace period',
      workload('Deployment', `terminationGracePeriodSeconds: -1, ${IMAGE}`),
      [
        'spec.template.spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1',
      ],
    ],
    [
      'a name that is no host name',
      pod('containers: [{name: c, image: a}]', 'a.b'),
      [
        "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]",
      ],
    ],
    [
      'a variable twice',
      container('env: [{name: A}, {name: A}]'),
      ['spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply'],
    ],
    [
      'a variable twice in 1.30',
      container('env: [{name: A}, {name: A}]'),
      ['spec.containers[0].env[1]: hides previous definition of "A"'],
      '1.30',
    ],
    [
      'a variable twice in 1.27',
      container('env: [{name: A}, {name: A, value: $(A)b}]'),
      ['spec.containers[0].env[1].name: duplicate name "A"'],
      '1.27',
    ],
    ['a variable that is made longer', container('env: [{name: A}, {name: A, value: $(A)b}]'), []],
    [
      'a variable that is itself',
      container('env: [{name: A}, {name: A, value: $(A)}]'),
      ['spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply'],
    ],
    [
      'a negative grace period in 1.26',
      workload('Deployment', `terminationGracePeriodSeconds: -1, ${IMAGE}`),
      [],
      '1.26',
    ],
    ['a name that is no host name in 1.26', pod('containers: [{name: c, image: a}]', 'a.b'), [], '1.26'],
    ['a port twice in 1.27', container('ports: [{containerPort: 80}, {containerPort: 80}]'), [], '1.27'],
    [
      'a port of two containers',
      pod(
        'containers: [{name: a, image: a, ports: [{containerPort: 80}]}, {name: b, image: a, ports: [{containerPort: 80}]}]',
      ),
      ['spec.containers[1].ports[0]: duplicate port definition with spec.containers[0].ports[0]'],
    ],
    [
      'a port with and without a host port',
      container('ports: [{containerPort: 80}, {containerPort: 80, hostPort: 8080}]'),
      ['spec.containers[0].ports[1]: overlapping port definition with spec.containers[0].ports[0]'],
    ],
    [
      'a host port on one address and on all',
      container('ports: [{containerPort: 80, hostPort: 80}, {containerPort: 80, hostPort: 80, hostIP: 10.0.0.1}]'),
      ['spec.containers[0].ports[1]: dangerously ambiguous port definition with spec.containers[0].ports[0]'],
    ],
    [
      'a name of two ports',
      pod(
        'containers: [{name: a, image: a, ports: [{name: http, containerPort: 80}]}, {name: b, image: a, ports: [{name: http, containerPort: 81}]}]',
      ),
      [
        'spec.containers[1].ports[0]: duplicate port name "http" with spec.containers[0].ports[0], services and probes that select ports by name will use spec.containers[0].ports[0]',
      ],
    ],
    [
      'a name of two ports in 1.31',
      pod(
        'containers: [{name: a, image: a, ports: [{name: http, containerPort: 80}]}, {name: b, image: a, ports: [{name: http, containerPort: 81}]}]',
      ),
      [],
      '1.31',
    ],
    [
      'terms without a selector',
      pod(
        'containers: [{name: a, image: a}], topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}], affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone}]}}',
      ),
      [
        'spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod',
        'spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: a null labelSelector results in matching no pod',
      ],
    ],
    [
      'a port twice',
      container('ports: [{containerPort: 80}, {containerPort: 80}]'),
      ['spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]'],
    ],
    [
      'a tenth of a byte',
      container('resources: {limits: {memory: 100m}}'),
      ['limits', 'requests'].map(
        (list) =>
          `spec.containers[0].resources.${list}[memory]: fractional byte value "100m" is invalid, must be an integer`,
      ),
    ],
    [
      'a variable that comes from elsewhere the second time',
      container('env: [{name: A}, {name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]'),
      ['spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply'],
    ],
    [
      'an old label of nodes',
      pod(`nodeSelector: {beta.kubernetes.io/os: linux}, ${IMAGE}`),
      ['spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead'],
    ],
    ['the label of masters in 1.30', pod(`nodeSelector: {node-role.kubernetes.io/master: ""}, ${IMAGE}`), [], '1.30'],
    [
      'the label of masters',
      pod(`nodeSelector: {node-role.kubernetes.io/master: ""}, ${IMAGE}`),
      ['spec.nodeSelector[node-role.kubernetes.io/master]: use "node-role.kubernetes.io/control-plane" instead'],
    ],
    [
      'an old label of nodes in a workload',
      workload(
        'Deployment',
        `affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: beta.kubernetes.io/arch, operator: In, values: [arm]}]}}]}}, ${IMAGE}`,
      ),
      [
        'spec.template.spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].key: beta.kubernetes.io/arch is deprecated since v1.14; use "kubernetes.io/arch" instead',
      ],
    ],
    [
      'files that hide each other',
      volume('configMap: {name: m, items: [{key: a, path: x}, {key: b, path: x/y}]}'),
      ['volume "v" (ConfigMap "m"): overlapping paths: "x/y" with "x"'],
    ],
    [
      'files of two sources',
      volume(
        'projected: {sources: [{secret: {name: s, items: [{key: a, path: x}]}}, {configMap: {name: m, items: [{key: a, path: x}]}}]}',
      ),
      ['volume "v" (Projected): overlapping paths: "x" (ConfigMap "m") with "x" (Secret "s")'],
    ],
    [
      'a git repository',
      volume('gitRepo: {repository: r}'),
      ['spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+'],
    ],
    [
      'a git repository in 1.32',
      volume('gitRepo: {repository: r}'),
      ['spec.volumes[0].gitRepo: deprecated in v1.11'],
      '1.32',
    ],
    [
      'a login twice and one without a name',
      pod(`imagePullSecrets: [{name: a}, {name: a}, {}], ${IMAGE}`),
      ['spec.imagePullSecrets[1].name: duplicate name "a"', 'spec.imagePullSecrets[2].name: invalid empty name ""'],
    ],
    [
      'an address of the node for no port of it',
      container('ports: [{containerPort: 80, hostIP: 127.0.0.1}]'),
      [
        'spec.containers[0].ports[0]: hostIP set without hostPort: {Name: HostPort:0 ContainerPort:80 Protocol:TCP HostIP:127.0.0.1}',
      ],
    ],
    [
      'a name of a workload that is no host name',
      workload('Deployment', IMAGE, 'a.b'),
      [
        'metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]',
      ],
    ],
    [
      'addresses outside',
      service('ports: [{port: 80}], externalIPs: [1.2.3.4]'),
      ['spec.externalIPs is deprecated and may no longer be implemented in some clusters'],
    ],
    ['addresses outside in 1.35', service('ports: [{port: 80}], externalIPs: [1.2.3.4]'), [], '1.35'],
    [
      'sessions without an address',
      service('ports: [{port: 80}], clusterIP: None, sessionAffinity: ClientIP'),
      ['spec.SessionAffinity is ignored for headless services'],
    ],
    [
      'the old word for traffic nearby',
      service('ports: [{port: 80}], trafficDistribution: PreferClose'),
      ['spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"'],
    ],
    [
      'no certificate',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ntype: kubernetes.io/tls\ndata: {tls.crt: Zm9v, tls.key: Zm9v}\n',
      ['tls: failed to find any PEM data in certificate input'],
    ],
    [
      'half a byte for a claim',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 500m}}}\n',
      ['spec.resources.requests[storage]: fractional byte value "500m" is invalid, must be an integer'],
    ],
    [
      'a quota of more requests than limits',
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec: {hard: {requests.cpu: 2, limits.cpu: 1}}\n',
      ['ResourceQuota requests.cpu (2) should be less than limits.cpu (1)'],
    ],
    [
      'Endpoints',
      'apiVersion: v1\nkind: Endpoints\nmetadata: {name: e}\n',
      ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'],
    ],
    ['Endpoints before', 'apiVersion: v1\nkind: Endpoints\nmetadata: {name: e}\n', [], '1.32'],
  ];
  for (const [what, manifest, says, release = '1.36'] of rows) {
    it(what, () => {
      const played = Release.of(release);
      const { object } = decodeManifests(manifest, 'f.yaml')[0]!;
      applyDefaults(object, played);
      expect(validationWarnings(object, played)).to.deep.equal(says);
    });
  }
});

describe('warnings of the server about an update', () => {
  const web = (generation: number, image: string) => {
    const { object } = decodeManifests(
      workload('Deployment', `containers: [{name: c, image: ${image}, env: [{name: A}, {name: A}]}]`),
      'f.yaml',
    )[0]!;
    object.metadata.generation = generation;
    return object;
  };
  const rows: [what: string, now: KubeObject, old: KubeObject, count: number][] = [
    ['that asks for something else', web(2, 'b'), web(1, 'a'), 1],
    ['that asks for the same', web(1, 'a'), web(1, 'a'), 0],
  ];
  for (const [what, now, old, count] of rows) {
    it(what, () => expect(validationWarnings(now, Release.of('1.36'), old)).to.have.length(count));
  }
});
