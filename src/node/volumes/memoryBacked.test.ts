import { expect } from 'chai';
import type { Container, Pod } from '../../api/types/index';
import { memoryBackedBytes } from './memoryBacked';

const MIB = 2 ** 20;

describe('the size of an emptyDir in memory', () => {
  const container = (memory?: string): Container => ({
    name: 'c',
    ...(memory && { resources: { limits: { memory } } }),
  });
  for (const [what, sizeLimit, containers, mebibytes] of [
    ['its sizeLimit', '1Mi', [container('64Mi')], 1],
    ['the limit of the pod where that is less', '128Mi', [container('64Mi')], 64],
    ['the limits of all containers', undefined, [container('64Mi'), container('32Mi')], 96],
    ['what the node gives to pods where one has no limit', undefined, [container('64Mi'), container()], 1024],
    ['what the node gives to pods at most', '2Gi', [container()], 1024],
    ['that of a sizeLimit of 0, which is none', '0', [container('64Mi')], 64],
  ] as const)
    it(`is ${what}`, () => {
      const volume = { name: 'v', emptyDir: { medium: 'Memory', ...(sizeLimit && { sizeLimit }) } } as const;
      const pod: Pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p' },
        spec: { containers: [...containers] },
      };
      expect(memoryBackedBytes(pod, volume, { memory: '1Gi' }) / MIB).to.equal(mebibytes);
    });
});
