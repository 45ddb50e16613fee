import { expect } from 'chai';
import { OneNode } from './testing/oneNode';

const OBJECTS = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {1st: one, second: two}
---
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - {name: c, image: busybox:1.28, command: [sh, -c, 'env; sleep 3600'], envFrom: [{configMapRef: {name: settings}}]}`;

describe('keys of envFrom that are no names of variables', () => {
  const rows: readonly (readonly [release: string, isTaken: boolean])[] = [
    ['1.20', false],
    ['1.29', false],
    ['1.30', true],
    ['1.36', true],
  ];
  for (const [kubernetes, isTaken] of rows) {
    it(`${isTaken ? 'become variables all the same' : 'are left out, with an event'} (${kubernetes})`, () => {
      const node = new OneNode({ kubernetes });
      node.create(OBJECTS);
      node.pass(10);
      const [container] = node.node.runtime.containers();
      const lines = node.node.runtime.logs(container?.id ?? '').map(({ text }) => text);
      expect(lines).to.include('second=two');
      expect(lines.includes('1st=one')).to.equal(isTaken);
      const events = node.events('p').filter((event) => event.startsWith('InvalidEnvironmentVariableNames Keys [1st]'));
      expect(events).to.have.length(isTaken ? 0 : 1);
    });
  }
});
