import { expect } from 'chai';
import { OneNode } from '../testing/oneNode';

const SLEEPER = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: c, image: 'busybox:1.28', command: [sleep, '3600']}]}`;

describe('an idle pod', () => {
  it('costs almost nothing: an hour makes fewer than 200 facts', () => {
    const node = new OneNode();
    node.create(SLEEPER);
    node.pass(30);
    const before = node.kernel.journal.length;
    node.pass(3_600);
    expect(node.kernel.journal.length - before).to.be.below(200);
  });
});
