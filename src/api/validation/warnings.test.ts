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
