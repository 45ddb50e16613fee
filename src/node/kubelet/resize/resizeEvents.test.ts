import { expect } from 'chai';
import { OneNode } from '../../testing/oneNode';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  initContainers: [{name: i, image: busybox:1.28, command: ['true']}]
  containers: [{name: c, image: busybox:1.28, command: [sleep, '3600'], resources: {requests: {memory: 64Mi}}}]`;
const CHANGE = { spec: { containers: [{ name: 'c', resources: { requests: { memory: '128Mi' } } }] } };
const WISH =
  '{"initContainers":[{"name":"i","resources":{}}],"containers":[{"name":"c","resources":{"requests":{"memory":"128Mi"}}}]';

describe('the events of a resize in place', () => {
  const rows: readonly (readonly [release: string, events: readonly string[]])[] = [
    ['1.33', []],
    ['1.34', [`ResizeCompleted Pod resize completed: ${WISH}}`]],
    [
      '1.35',
      [
        `ResizeStarted Pod resize started: ${WISH},"generation":2}`,
        `ResizeCompleted Pod resize completed: ${WISH},"generation":2}`,
      ],
    ],
  ];
  for (const [kubernetes, events] of rows) {
    it(`are ${events.length} (${kubernetes})`, () => {
      const node = new OneNode({ kubernetes });
      node.create(POD);
      node.pass(10);
      node.api.patch('Pod', 'default', 'p', CHANGE, { type: 'strategic', subresource: 'resize' });
      node.pass(20);
      expect(node.pod('p')?.status?.containerStatuses?.[0]?.resources?.requests?.['memory']).to.equal('128Mi');
      expect(node.events('p').filter((event) => event.startsWith('Resize'))).to.deep.equal(events);
    });
  }

  it('tell that a resize of the pod as a whole is over', () => {
    const node = new OneNode({ kubernetes: '1.36' });
    node.create(`apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  resources: {requests: {cpu: 100m}, limits: {cpu: 200m}}
  containers: [{name: c, image: busybox:1.28, command: [sleep, '3600']}]`);
    node.pass(10);
    const wish = { spec: { resources: { requests: { cpu: '150m' } } } };
    node.api.patch('Pod', 'default', 'p', wish, { type: 'strategic', subresource: 'resize' });
    node.pass(5);
    const reasons = node.events('p').map((event) => event.split(' ')[0]);
    expect(reasons.filter((reason) => reason?.startsWith('Resize'))).to.deep.equal([
      'ResizeStarted',
      'ResizeCompleted',
    ]);
    expect(node.pod('p')?.status?.conditions?.map(({ type }) => type)).not.to.include('PodResizeInProgress');
  });
});
