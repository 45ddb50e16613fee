import { expect } from 'chai';
import { type ConfigMap, type Namespace, type Pod, Release, type ResourceQuota, type Service } from '../../api';
import { describeNamespace } from './namespace';
import { describeConfigMap } from './others';
import { describePod } from './pod';
import { describeQuota } from './policies';
import { describeService } from './service';

const context = (release: string) => ({ nowMs: 0, release: Release.of(release) });

const POD: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'dev' },
  spec: {
    containers: [{ name: 'c', image: 'c:1', securityContext: { seccompProfile: { type: 'Unconfined' } } }],
    runtimeClassName: 'kata',
    serviceAccountName: 'robot',
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
  },
};
const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 's', namespace: 'dev' },
  spec: { loadBalancerIP: '10.0.0.9', internalTrafficPolicy: 'Local', trafficDistribution: 'PreferClose' },
} as Service;
const MAP: ConfigMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'm', namespace: 'dev' },
  data: { a: '1', b: '2' },
  binaryData: { c: 'AAA=' },
};
const NAMESPACE: Namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'dev' } };
const QUOTA: ResourceQuota = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'q', namespace: 'dev' },
  spec: {},
  status: { hard: { pods: '3' }, used: { pods: '1' } },
};

const pod = (release: string) => describePod(POD, undefined, context(release));
const service = (release: string) =>
  describeService(SERVICE, { slices: [], endpoints: undefined }, undefined, context(release));
const map = (release: string) => describeConfigMap(MAP, undefined, context(release));
const namespace = (release: string) => describeNamespace(NAMESPACE, [QUOTA], [], context(release));

/** The first release that shows it, and the one before. */
const ROWS: [text: string, describe: (release: string) => string, before: string, since: string][] = [
  ['Runtime Class Name:  kata', pod, '1.24', '1.25'],
  ['Service Account:     robot', pod, '1.24', '1.25'],
  ['Topology Spread Constraints:  zone:DoNotSchedule', pod, '1.24', '1.25'],
  ['SeccompProfile:', pod, '1.26', '1.27'],
  ['Unconfined', pod, '1.26', '1.27'],
  ['Desired LoadBalancer IP:  10.0.0.9', service, '1.30', '1.31'],
  ['Internal Traffic Policy:  Local', service, '1.30', '1.31'],
  ['Traffic Distribution:     PreferClose', service, '1.33', '1.34'],
  ['BinaryData\n====\nc: 2 bytes\n', map, '1.21', '1.22'],
  ['a:\n----\n1\n\nb:\n----\n2\n\n', map, '1.30', '1.31'],
  [
    'Resource Quotas\n  Name:     q\n  Resource  Used  Hard\n  --------  ---   ---\n  pods      1     3\n',
    namespace,
    '1.20',
    '1.21',
  ],
];

describe('what describe shows, by release', () => {
  for (const [text, describeIt, before, since] of ROWS) {
    it(`${text.split('\n')[0]} since ${since}`, () => {
      expect(describeIt(since)).to.contain(text);
      expect(describeIt(before)).not.to.contain(text);
    });
  }

  it('in 1.20 quotas of a namespace are indented by one', () => {
    expect(namespace('1.20')).to.contain(
      'Resource Quotas\n Name:     q\n Resource  Used  Hard\n --------  ---   ---\n',
    );
  });

  it('a quota of its own has longer rules', () => {
    expect(describeQuota(QUOTA)).to.contain('Resource    Used  Hard\n--------    ----  ----\npods        1     3\n');
  });
});
