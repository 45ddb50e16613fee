import { expect } from 'chai';
import type { Pod } from '../types/index';
import { pod, server } from './fixtures.test';

describe('A pod that is evicted twice', () => {
  it('came to its end with the first eviction', () => {
    const api = server();
    api.create(pod('p', { nodeName: 'node-1' }));
    const target = () =>
      api.get<Pod>('Pod', 'default', 'p').status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
    api.evict('default', 'p');
    const first = target()?.lastTransitionTime;
    api.kernel.runUntil(10_000);
    api.evict('default', 'p');
    expect(first).to.be.a('string');
    expect(target()?.lastTransitionTime).to.equal(first);
  });
});
