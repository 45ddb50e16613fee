import { expect } from 'chai';
import type { Container, EnvVar, Pod } from '../../api';
import { envValue } from './environment';

const POD = {
  metadata: { name: 'p', namespace: 'dev', uid: 'u', labels: { app: 'web' } },
  spec: { nodeName: 'n1', containers: [] },
  status: { podIP: '10.0.0.1' },
} as unknown as Pod;
const CONTAINER: Container = { name: 'c', resources: { limits: { memory: '32Mi' }, requests: { cpu: '10m' } } };

describe('what describe shows of variables that refer to something', () => {
  const field = (fieldPath: string): EnvVar => ({ name: 'V', valueFrom: { fieldRef: { fieldPath } } });
  const resource = (name: string, divisor?: string): EnvVar => ({
    name: 'V',
    valueFrom: { resourceFieldRef: { resource: name, ...(divisor === undefined ? {} : { divisor }) } },
  });
  const cases: [EnvVar, string][] = [
    [field('metadata.name'), 'p (v1:metadata.name)'],
    [field('metadata.namespace'), 'dev (v1:metadata.namespace)'],
    // The others only the kubelet can tell.
    [field('spec.nodeName'), ' (v1:spec.nodeName)'],
    [field('status.podIP'), ' (v1:status.podIP)'],
    [field("metadata.labels['app']"), " (v1:metadata.labels['app'])"],
    [resource('limits.memory'), '33554432 (limits.memory)'],
    [resource('limits.memory', '1Mi'), '32 (limits.memory)'],
    [resource('requests.cpu'), '1 (requests.cpu)'],
    [resource('requests.cpu', '1m'), '10 (requests.cpu)'],
    [resource('limits.cpu'), 'node allocatable (limits.cpu)'],
    [resource('requests.memory'), '0 (requests.memory)'],
  ];
  for (const [variable, text] of cases) it(text, () => expect(envValue(variable, CONTAINER, POD)).to.equal(text));
});
