import { expect } from 'chai';
import { Release } from '../../api';
import { Kernel } from '../../kernel';
import { LATENCIES } from '../../latencies';
import { pod } from '../testing/testCluster';
import { SchedulingQueue, type Waiting } from './queue';
import { queueRules } from './requeue';

interface Attempt {
  readonly name: string;
  readonly atMs: number;
}

/** A queue whose pods are refused by `rejectedBy` at each attempt, which takes `workMs`. */
class Refusing {
  readonly kernel = new Kernel({ seed: 1, latencies: LATENCIES });
  readonly queue: SchedulingQueue;
  readonly attempts: Attempt[] = [];

  constructor(release: string, rejectedBy: readonly string[]) {
    this.queue = new SchedulingQueue(this.kernel, queueRules(Release.of(release)));
    this.kernel.spawn('scheduler', this.refuse(rejectedBy));
  }

  add(name: string, priority = 0): void {
    const made = pod(name, { spec: { priority } });
    this.queue.add({ ...made, metadata: { ...made.metadata, uid: name } });
  }

  timesOf(name: string): number[] {
    return this.attempts.filter((each) => each.name === name).map(({ atMs }) => atMs);
  }

  private *refuse(rejectedBy: readonly string[]) {
    for (;;) {
      const waiting: Waiting = yield* this.queue.pop();
      this.attempts.push({ name: waiting.pod.metadata.name, atMs: this.kernel.now });
      this.queue.reject(waiting, rejectedBy);
    }
  }
}

const gone = { type: 'pod-deleted', pod: pod('gone') } as const;

describe('SchedulingQueue', () => {
  for (const [release, times] of [
    ['1.28', [0]],
    ['1.29', [0, 1000, 3000, 7000, 15_000]],
    ['1.36', [0, 2000, 5000, 10_000, 19_000]],
  ] as const) {
    it(`tries in ${release} after errors`, () => {
      const { queue, kernel, ...rest } = new Refusing(release, []);
      queue.add(pod('p'));
      kernel.runUntil(19_500);
      expect(rest.attempts.map(({ atMs }) => atMs)).to.deep.equal(times);
    });
  }

  it('tries in 1.28 after an error when anything happens', () => {
    const refusing = new Refusing('1.28', []);
    refusing.add('p');
    refusing.kernel.runUntil(5000);
    refusing.queue.wake({ type: 'service-changed' });
    refusing.kernel.runUntil(5100);
    expect(refusing.timesOf('p')).to.deep.equal([0, 5000]);
  });

  // What waits for room is woken by pods that go only; up to 1.20 by any change that there is now and then.
  for (const [release, rejectedBy, isTriedAgain] of [
    ['1.20', 'NodeResourcesFit', true],
    ['1.21', 'NodeResourcesFit', false],
    ['1.21', 'NodeAffinity', true],
    ['1.22', 'NodeAffinity', false],
  ] as const) {
    it(`tries in ${release} again by itself what ${rejectedBy} has refused: ${isTriedAgain}`, () => {
      const refusing = new Refusing(release, [rejectedBy]);
      refusing.add('p');
      refusing.queue.wake({ type: 'service-changed' });
      refusing.kernel.runUntil(29_000);
      expect(refusing.attempts.length > 1).to.equal(isTriedAgain);
    });
  }

  it('takes the most important of those whose back-offs end within one second', () => {
    const refusing = new Refusing('1.36', ['NodeResourcesFit']);
    refusing.add('low', 1);
    refusing.kernel.runUntil(300);
    refusing.add('high', 2);
    refusing.kernel.runUntil(500);
    refusing.queue.wake(gone);
    refusing.kernel.runUntil(600);
    expect(refusing.attempts.map(({ name }) => name)).to.deep.equal(['low', 'high', 'high', 'low']);
  });
});
