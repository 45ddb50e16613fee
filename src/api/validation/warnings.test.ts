import { expect } from 'chai';
import { decodeManifests } from '../manifest/index';
import { Release } from '../release/index';
import { validationWarnings } from './index';

const pod = (spec: string, name = 'p') => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {${spec}}\n`;
const container = (more: string) => pod(`containers: [{name: c, image: a, ${more}}]`);

describe('warnings of the server', () => {
  const rows: [what: string, manifest: string, says: string[], release?: string][] = [
    ['nothing to say', container('tty: true'), []],
    [
      'a negative grace period',
      pod('terminationGracePeriodSeconds: -1, containers: [{name: c, image: a}]'),
      ['spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1'],
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
      pod('terminationGracePeriodSeconds: -1, containers: [{name: c, image: a}]'),
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
      ['spec.containers[0].resources.limits[memory]: fractional byte value "100m" is invalid, must be an integer'],
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
      const { object } = decodeManifests(manifest, 'f.yaml')[0]!;
      expect(validationWarnings(object, Release.of(release))).to.deep.equal(says);
    });
  }
});
