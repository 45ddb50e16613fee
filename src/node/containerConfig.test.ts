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

describe('an image whose user the manifest says is not root', () => {
  const rows: readonly (readonly [image: string, securityContext: string, refusal: string | undefined])[] = [
    ['example.com/nobody-described:1', '{runAsNonRoot: true}', undefined],
    ['example.com/nobody-described:1', '{runAsNonRoot: true, runAsUser: 0}', 'runAsUser breaks non-root policy'],
    ['nginx:1.25', '{runAsNonRoot: true}', 'image will run as root'],
  ];
  for (const [image, securityContext, refusal] of rows)
    it(`${image}, ${securityContext}: ${refusal ?? 'starts'}`, () => {
      const node = new OneNode({ kubernetes: '1.36' });
      node.create(`apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: c, image: "${image}", securityContext: ${securityContext}}]}`);
      node.pass(10);
      const failed = node.events('p').filter((event) => event.startsWith('Failed'));
      if (refusal) expect(failed[0]).to.include(refusal);
      else expect(failed).to.deep.equal([]);
    });
});

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
