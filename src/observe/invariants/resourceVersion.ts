import { type Invariant, type Judge, observer } from './invariant';

export const resourceVersionGrows: Invariant = {
  name: 'api/resource-version-grows',
  says: 'Every write gets a greater resourceVersion than all before it.',
  source: 'kubernetes.io, API Concepts, Resource versions',
  observe() {
    let last = 0;
    const judge: Judge = (fact) => {
      const now = Number(fact.detail['resourceVersion']);
      const before = last;
      last = now;
      return now > before ? undefined : `resourceVersion ${now} was written after ${before}`;
    };
    return observer(['api-write'], judge);
  },
};
