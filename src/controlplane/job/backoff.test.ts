import { expect } from 'chai';
import { BackOffRecord, type Ended, MAX_MS } from './backoff';

const failed = (uid: string, atMs: number): Ended => ({ uid, succeeded: false, atMs });
const succeeded = (uid: string, atMs: number): Ended => ({ uid, succeeded: true, atMs });

/** What comes to light together, one batch after the other, and what is then left of the wait at 20 s. */
const CASES: readonly [what: string, batches: readonly (readonly Ended[])[], remainingMs: number][] = [
  ['nothing has ended', [[]], 0],
  ['one failure', [[failed('a', 15_000)]], 5_000],
  ['two failures', [[failed('a', 5_000)], [failed('b', 15_000)]], 15_000],
  ['a failure that is seen twice', [[failed('a', 15_000)], [failed('a', 15_000)]], 5_000],
  ['a success after it', [[failed('a', 15_000)], [succeeded('b', 18_000)]], 0],
  ['a success before it', [[succeeded('b', 14_000), failed('a', 15_000)]], 5_000],
  ['a success in the same second, seen with it', [[succeeded('b', 15_000), failed('a', 15_000)]], 0],
  ['a success in the same second, seen before it', [[succeeded('b', 15_000)], [failed('a', 15_000)]], 5_000],
  ['a success in the same second, seen after it', [[failed('a', 15_000)], [succeeded('b', 15_000)]], 0],
];

describe('the back-off of a Job', () => {
  for (const [what, batches, remainingMs] of CASES)
    it(`after ${what}`, () => {
      const record = new BackOffRecord(MAX_MS);
      for (const batch of batches) record.note(batch);
      expect(record.remainingMs(20_000)).to.equal(remainingMs);
    });
});
