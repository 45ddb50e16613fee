import { expect } from 'chai';
import { machinesFor } from './machines';
import { readObjects } from './manifestObjects.fixture';

const workload = (kind: string, replicas: number, pod: string): string => `apiVersion: apps/v1
kind: ${kind}
metadata: {name: web}
spec:
  ${kind === 'DaemonSet' ? '' : `replicas: ${replicas}`}
  ${kind === 'StatefulSet' ? 'serviceName: web' : ''}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "example/web:1"${pod}`;

const APART = (key: string, label = 'web') =>
  `}], affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: ${key}, labelSelector: {matchLabels: {app: ${label}}}}]}}`;

describe('The cluster that a campaign needs', () => {
  const ROWS: readonly [what: string, manifest: string, machines: object][] = [
    ['is the usual one', workload('Deployment', 2, '}]'), { nodes: 1, machine: undefined, labels: {} }],
    [
      'has a node for each pod that wants to be alone, and for those of a rollout and a scale',
      workload('Deployment', 3, APART('kubernetes.io/hostname')),
      { nodes: 5, machine: undefined, labels: {} },
    ],
    [
      'has as many as a StatefulSet may get pods',
      workload('StatefulSet', 6, APART('kubernetes.io/hostname')),
      { nodes: 6, machine: undefined, labels: {} },
    ],
    [
      'has zones where pods keep apart in zones',
      workload('StatefulSet', 3, APART('topology.kubernetes.io/zone')),
      { nodes: 4, machine: undefined, labels: { 'topology.kubernetes.io/zone': 'zone-{n}' } },
    ],
    [
      'takes others for no reason to be alone',
      workload('StatefulSet', 3, APART('kubernetes.io/hostname', 'other')),
      { nodes: 1, machine: undefined, labels: {} },
    ],
    [
      'has a node for each pod with a port of the node',
      workload('Deployment', 1, ', ports: [{containerPort: 80, hostPort: 80}]}]'),
      { nodes: 5, machine: undefined, labels: {} },
    ],
    [
      'needs no second node for a DaemonSet on the network of its node',
      workload('DaemonSet', 0, '}], hostNetwork: true'),
      { nodes: 1, machine: undefined, labels: {} },
    ],
    [
      'is larger where pods ask for more',
      workload('Deployment', 4, ', resources: {requests: {cpu: "3", memory: 1Gi}}}]'),
      { nodes: 1, machine: { cpu: '32', memory: '16Gi' }, labels: {} },
    ],
    [
      'counts limits where there are no requests',
      workload('Deployment', 4, ', resources: {limits: {memory: 4Gi}}}]'),
      { nodes: 1, machine: { cpu: '4', memory: '64Gi' }, labels: {} },
    ],
  ];
  for (const [what, manifest, machines] of ROWS)
    it(what, () => expect(machinesFor(readObjects(`${manifest}}\n`, 'web.yaml'))).to.deep.equal(machines));
});
