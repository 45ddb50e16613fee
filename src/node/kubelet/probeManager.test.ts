import { expect } from 'chai';
import { OneNode } from '../testing/oneNode';

/** Its readiness probe ticks once while the startup probe still has to wait. */
const POD = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - name: c
    image: busybox:1.28
    command: [sleep, '3600']
    startupProbe: {exec: {command: ['true']}, initialDelaySeconds: 18, periodSeconds: 20}
    readinessProbe: {exec: {command: ['true']}, periodSeconds: 15}`;

describe('the readiness probe of a container that has started up', () => {
  // Kubernetes 1.21 waits for its next tick, and 1.20 for the resync too, which tells of the startup.
  const rows: readonly (readonly [release: string, readySeconds: readonly [number, number]])[] = [
    ['1.21', [29, 32]],
    ['1.22', [20, 22]],
    ['1.31', [20, 22]],
    ['1.36', [20, 22]],
  ];
  for (const [kubernetes, [from, to]] of rows) {
    it(`makes it ready between ${from} and ${to} s (${kubernetes})`, () => {
      const node = new OneNode({ kubernetes, seed: 2 });
      node.create(POD);
      node.pass(60);
      const ready = node.timed('p').find((row) => row.endsWith('Running 1/1 0'));
      expect(Number(ready?.split(' ')[0]), node.timed('p').join()).to.be.within(from, to);
    });
  }
});
