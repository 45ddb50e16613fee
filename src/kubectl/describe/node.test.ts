import { expect } from 'chai';
import { type KubeNode, type Pod, Release } from '../../api';
import { describeNode } from './node';

const NODE: KubeNode = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n' },
  status: { allocatable: { cpu: '4', memory: '4Gi' } },
};
/** Its resize to one core is under way. */
const SHRINKING: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'dev' },
  spec: { containers: [{ name: 'c', image: 'c:1', resources: { requests: { cpu: '1' } } }] },
  status: {
    containerStatuses: [
      {
        name: 'c',
        ready: true,
        restartCount: 0,
        image: '',
        imageID: '',
        allocatedResources: { cpu: '1' },
        resources: { requests: { cpu: '2' } },
      },
    ],
  },
};

describe('what describe says of the pods of a node', () => {
  for (const [release, line, sum] of [
    ['1.35', 'dev p 2', 'cpu 2'],
    ['1.36', 'dev p 2', 'cpu 1'],
  ] as const) {
    it(`in ${release}, of one that is being resized`, () => {
      const facts = { pods: [SHRINKING], lease: undefined, events: undefined };
      const lines = describeNode(NODE, facts, { nowMs: 0, release: Release.of(release) }).match(
        /^ +(?:dev +p|cpu) +(?=\d)\S+/gm,
      );
      expect(lines?.map((each) => each.trim().replace(/ +/g, ' '))).to.deep.equal([line, sum]);
    });
  }
});
