import type { Invariant } from './invariant';

export const resourceVersionGrows: Invariant = {
  name: 'api/resource-version-grows',
  says: 'Every write gets a greater resourceVersion than all before it.',
  source: 'kubernetes.io, API Concepts, Resource versions',
  observe() {
    let last = 0;
    return (fact) => {
      if (fact.type !== 'api-write') return undefined;
      const now = Number(fact.detail['resourceVersion']);
      const before = last;
      last = now;
      return now > before ? undefined : `resourceVersion ${now} was written after ${before}`;
    };
  },
};
