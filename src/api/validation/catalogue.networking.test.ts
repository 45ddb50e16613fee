import { expect } from 'chai';
import { decodeManifests } from '../manifest/index';
import { Release } from '../release/index';
import { playRows, type Row, SUBDOMAIN, service } from './catalogue.fixture';

const ingress = (spec: string) =>
  `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {${spec}}}`;
const path = (text: string) => ingress(`rules: [{http: {paths: [{${text}}]}}]`);
const policy = (spec: string) =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {}, ${spec}}}`;
const block = (text: string) => policy(`ingress: [{from: [{ipBlock: {${text}}}]}]`);
const BACKEND = 'backend: {service: {name: s, port: {number: 80}}}';
const p0 = 'spec.rules[0].http.paths[0]';
const f0 = 'spec.ingress[0].from[0]';

const LOOPBACK = 'may not be in the loopback range (127.0.0.0/8, ::1/128)';
const endpoints = (ip: string) =>
  `{apiVersion: v1, kind: Endpoints, metadata: {name: e}, subsets: [{addresses: [{ip: "${ip}"}], ports: [{port: 80}]}]}`.replace(
    ', subsets',
    '\nsubsets',
  );

const ROWS: Row[] = [
  [
    'addresses outside behind which nobody can be',
    service('externalIPs: [foo, 127.0.0.1, 0.0.0.0, 169.254.1.1, 203.0.113.9], ports: [{port: 80}]'),
    [
      'spec.externalIPs[0]: Invalid value: "foo": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      `spec.externalIPs[1]: Invalid value: "127.0.0.1": ${LOOPBACK}`,
      'spec.externalIPs[2]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)',
      'spec.externalIPs[3]: Invalid value: "169.254.1.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
    ],
  ],
  [
    'endpoints on the machine itself, in IPv6',
    endpoints('::1'),
    `subsets[0].addresses[0].ip: Invalid value: "::1": ${LOOPBACK}`,
  ],
  [
    'endpoints that are no addresses',
    endpoints('web'),
    [
      'subsets[0].addresses[0].ip: Invalid value: "web": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      'subsets[0].addresses[0].ip: Invalid value: "web": must be a valid IP address',
    ],
  ],
  [
    'endpoints on the machine itself',
    endpoints('127.0.0.1'),
    `subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": ${LOOPBACK}`,
  ],
  [
    'endpoints on the machine itself, up to 1.21',
    endpoints('127.0.0.1'),
    'subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8)',
    '1.21',
  ],
  ['an Ingress', path(`path: /, pathType: Prefix, ${BACKEND}`), []],
  [
    'an Ingress of nothing',
    ingress(''),
    'spec: Invalid value: null: either `defaultBackend` or `rules` must be specified',
  ],
  ['no type of path', path(BACKEND), `${p0}.pathType: Required value: pathType must be specified`],
  [
    'another type of path',
    path(`path: /, pathType: Regex, ${BACKEND}`),
    `${p0}.pathType: Unsupported value: "Regex": supported values: "Exact", "ImplementationSpecific", "Prefix"`,
  ],
  [
    'paths that are none',
    path(`path: a//b/.., pathType: Exact, ${BACKEND}`),
    [
      `${p0}.path: Invalid value: "a//b/..": must be an absolute path`,
      `${p0}.path: Invalid value: "a//b/..": must not contain '//'`,
      `${p0}.path: Invalid value: "a//b/..": cannot end with '/..'`,
    ],
  ],
  ['no path, which the controller knows', path(`pathType: ImplementationSpecific, ${BACKEND}`), []],
  [
    'no backend',
    path('path: /, pathType: Prefix, backend: {}'),
    `${p0}.backend: Invalid value: "": resource or service backend is required`,
  ],
  [
    'a backend without a port',
    path('path: /, pathType: Prefix, backend: {service: {name: s}}'),
    `${p0}.backend: Required value: port name or number is required`,
  ],
  [
    'a host with blanks, and an address',
    ingress(`rules: [{host: "a b", http: {paths: [{path: /, pathType: Prefix, ${BACKEND}}]}}, {host: 10.0.0.1}]`),
    [
      `spec.rules[0].host: Invalid value: "a b": ${SUBDOMAIN}`,
      'spec.rules[1].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address',
    ],
  ],
  [
    'a host with a star',
    ingress(`rules: [{host: "*.a.b", http: {paths: [{path: /, pathType: Prefix, ${BACKEND}}]}}]`),
    [],
  ],
  [
    'a policy',
    policy('policyTypes: [Egress], egress: [{to: [{podSelector: {}}], ports: [{port: 53, protocol: UDP}]}]'),
    [],
  ],
  ['a peer that is nobody', policy('ingress: [{from: [{}]}]'), `${f0}: Required value: must specify a peer`],
  [
    'a peer that is two',
    policy('ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]'),
    `${f0}: Forbidden: may not specify both ipBlock and another peer`,
  ],
  ['a block inside', block('cidr: 10.0.0.0/8, except: [10.1.0.0/16]'), []],
  [
    'a block outside',
    block('cidr: 10.0.0.0/8, except: [11.0.0.0/16]'),
    `${f0}.ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of \`cidr\``,
  ],
  [
    'no block',
    block('cidr: 10.0.0.0'),
    `${f0}.ipBlock.cidr: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)`,
  ],
  [
    'no block up to 1.29',
    block('cidr: 10.0.0.0'),
    `${f0}.ipBlock.cidr: Invalid value: "10.0.0.0": not a valid CIDR`,
    '1.29',
  ],
  [
    'ports',
    policy('ingress: [{ports: [{port: 0}, {port: 80, endPort: 79}, {port: web, endPort: 1}, {endPort: 1}]}]'),
    [
      'spec.ingress[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
      'spec.ingress[0].ports[1].endPort: Invalid value: 80: must be greater than or equal to `port`',
      'spec.ingress[0].ports[2].endPort: Invalid value: 1: may not be specified when `port` is non-numeric',
      'spec.ingress[0].ports[3].endPort: Invalid value: 1: may not be specified when `port` is not specified',
    ],
  ],
  [
    'policies of another type',
    policy('policyTypes: [Both]'),
    'spec.policyTypes[0]: Unsupported value: "Both": supported values: "Ingress", "Egress"',
  ],
  [
    'an Ingress of before',
    '{apiVersion: networking.k8s.io/v1beta1, kind: Ingress, metadata: {name: i}, spec: {backend: {serviceName: s, servicePort: 80}, rules: [{http: {paths: [{path: /, backend: {serviceName: s, servicePort: web}}]}}]}}',
    [],
    '1.21',
  ],
];

describe('faults of Ingresses and NetworkPolicies, row by row', () => {
  playRows(ROWS);

  it('the fields of v1beta1 are not those of v1', () => {
    const yaml = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: i}
spec: {rules: [{http: {paths: [{path: /, backend: {serviceName: s, servicePort: 80}}]}}]}
`;
    const backend = 'spec.rules[0].http.paths[0].backend';
    expect(() => decodeManifests(yaml, 'i.yaml', Release.of('1.36')))
      .to.throw()
      .that.satisfies(
        ({ serverMessage }: { serverMessage: string }) =>
          serverMessage ===
          `Ingress in version "v1" cannot be handled as a Ingress: strict decoding error: unknown field "${backend}.serviceName", unknown field "${backend}.servicePort"`,
      );
  });
});
