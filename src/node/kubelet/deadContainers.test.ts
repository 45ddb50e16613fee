import { expect } from 'chai';
import { OneNode } from '../testing/oneNode';

const TWO = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - {name: quick, image: 'busybox:1.28', command: [sh, -c, 'trap "exit 0" TERM; while true; do sleep 1; done']}
  - {name: slow, image: 'busybox:1.28', command: [sh, -c, 'trap "sleep 10; exit 0" TERM; while true; do sleep 1; done']}`;

describe('a container that has ended in a pod that is being deleted', () => {
  for (const kubernetes of ['1.20', '1.21', '1.22', '1.36']) {
    it(`stays as long as another one runs (${kubernetes})`, () => {
      const node = new OneNode({ kubernetes });
      node.create(TWO);
      node.pass(10);
      node.api.delete('Pod', 'default', 'p', { gracePeriodSeconds: 30 });
      node.pass(7);
      const states = node.node.runtime.containers().map(({ name, state }) => `${name} ${state}`);
      expect(states).to.deep.equal(['quick exited', 'slow running']);
    });
  }
});
