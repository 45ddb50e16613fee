import { expect } from 'chai';
import { hasStorageLimits } from '../../../api/index';
import type { Pod, Volume } from '../../../api/types/index';
import { excessOf } from './localStorage';

const MI = 1024 * 1024;

function podWith(limits: readonly (string | undefined)[], volumes: Volume[] = []): Pod {
  const containers = limits.map((limit, i) => ({
    name: `c${i}`,
    image: 'i',
    ...(limit !== undefined && { resources: { limits: { 'ephemeral-storage': limit } } }),
  }));
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers, volumes } };
}

const cache = (sizeLimit?: string, medium?: string): Volume => ({
  name: 'cache',
  emptyDir: { ...(sizeLimit !== undefined && { sizeLimit }), ...(medium !== undefined && { medium }) },
});

describe('What a pod may take of the disk', () => {
  const table: readonly {
    what: string;
    pod: Pod;
    volumeMi?: number;
    containersMi?: readonly number[];
    says: string | undefined;
  }[] = [
    {
      what: 'an emptyDir over its limit',
      pod: podWith([undefined], [cache('10Mi')]),
      volumeMi: 10.1,
      says: 'Usage of EmptyDir volume "cache" exceeds the limit "10Mi". ',
    },
    { what: 'an emptyDir at its limit', pod: podWith([undefined], [cache('10Mi')]), volumeMi: 10, says: undefined },
    { what: 'an emptyDir that nobody has looked at', pod: podWith([undefined], [cache('10Mi')]), says: undefined },
    {
      what: 'a limit in other words',
      pod: podWith([undefined], [cache('1024Ki')]),
      volumeMi: 2,
      says: 'Usage of EmptyDir volume "cache" exceeds the limit "1Mi". ',
    },
    { what: 'a limit of 0 is none', pod: podWith([undefined], [cache('0')]), volumeMi: 2, says: undefined },
    {
      what: 'all containers together',
      pod: podWith(['10Mi', '20Mi']),
      containersMi: [5, 26],
      says: 'Pod ephemeral local storage usage exceeds the total limit of containers 30Mi. ',
    },
    {
      what: 'one container over its own limit',
      pod: podWith(['10Mi', '20Mi']),
      containersMi: [11, 1],
      says: 'Container c0 exceeded its local ephemeral storage limit "10Mi". ',
    },
    {
      what: 'a container without a limit counts for the pod',
      pod: podWith(['10M', undefined]),
      containersMi: [1, 9],
      says: 'Pod ephemeral local storage usage exceeds the total limit of containers 10M. ',
    },
    {
      what: 'an emptyDir on the disk counts for the pod',
      pod: podWith(['10Mi'], [cache()]),
      volumeMi: 9,
      containersMi: [2],
      says: 'Pod ephemeral local storage usage exceeds the total limit of containers 10Mi. ',
    },
    {
      what: 'an emptyDir in memory does not',
      pod: podWith(['10Mi'], [cache(undefined, 'Memory')]),
      volumeMi: 9,
      containersMi: [2],
      says: undefined,
    },
  ];
  for (const { what, pod, volumeMi, containersMi = [], says } of table) {
    it(what, () => {
      const excess = excessOf(pod, {
        volume: () => (volumeMi === undefined ? undefined : volumeMi * MI),
        container: (name) => (containersMi[Number(name.slice(1))] ?? 0) * MI,
      });
      expect(excess?.message).to.equal(says);
    });
  }

  const watched: readonly [what: string, pod: Pod, isWatched: boolean][] = [
    ['without limits', podWith([undefined], [cache()]), false],
    ['with a limit of a volume', podWith([undefined], [cache('1Gi')]), true],
    ['with a limit of a container', podWith([undefined, '1Gi']), true],
  ];
  for (const [what, pod, isWatched] of watched) {
    it(`is ${isWatched ? '' : 'not '}looked at ${what}`, () => expect(hasStorageLimits(pod)).to.equal(isWatched));
  }
});
