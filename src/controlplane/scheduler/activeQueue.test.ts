import { expect } from 'chai';
import fc from 'fast-check';
import { ActiveQueue } from './activeQueue';
import type { Waiting } from './queue';

function waiting(uid: string, priority: number, sinceMs: number, sequence: number): Waiting {
  const pod = {
    apiVersion: 'v1' as const,
    kind: 'Pod' as const,
    metadata: { name: uid, uid },
    spec: { containers: [], priority },
  };
  return { pod, attempts: 0, sinceMs, sequence, rejectedBy: [], failures: 0, errors: 0 };
}

describe('ActiveQueue', () => {
  const small = fc.integer({ min: 0, max: 3 });
  const pod = fc.record({ priority: small, sinceMs: small });

  it('gives pods by priority, then by how long they wait, then as they came, whoever leaves meanwhile', () => {
    fc.assert(
      fc.property(fc.array(pod), fc.array(fc.nat(20)), (pods, leaving) => {
        const queue = new ActiveQueue();
        const all = pods.map(({ priority, sinceMs }, index) => waiting(`u${index}`, priority, sinceMs, index));
        for (const each of all) queue.add(each);
        for (const index of leaving) queue.remove(`u${index}`);
        const left = all
          .filter((_, index) => !leaving.includes(index))
          .sort(
            (a, b) =>
              (b.pod.spec.priority ?? 0) - (a.pod.spec.priority ?? 0) ||
              a.sinceMs - b.sinceMs ||
              a.sequence - b.sequence,
          );
        expect(queue.size).to.equal(left.length);
        for (const expected of left) {
          expect(queue.first()).to.equal(expected);
          queue.remove(expected.pod.metadata.uid ?? '');
          expect(queue.get(expected.pod.metadata.uid ?? '')).to.equal(undefined);
        }
        expect(queue.first()).to.equal(undefined);
      }),
    );
  });

  it('keeps who is added again where it is', () => {
    const queue = new ActiveQueue();
    const one = waiting('one', 0, 5, 1);
    queue.add(one);
    queue.add(waiting('two', 0, 6, 2));
    queue.add(one);
    expect(queue.size).to.equal(2);
    expect(queue.first()).to.equal(one);
  });
});
