import { expect } from 'chai';
import { largestThat } from './search';

describe('the largest number for which something holds', () => {
  for (const limit of [0, 1, 7, 29, 64, 99, 100, 250])
    for (const guess of [undefined, 0, 6, 30, 90, 500])
      it(`finds ${limit} below 100 from ${guess ?? 'nothing'}`, () => {
        const found = largestThat((n) => n <= limit, { step: 1, most: 100, ...(guess !== undefined && { guess }) });
        expect(found).to.equal(Math.min(limit, 100));
      });

  it('finds multiples of its step', () => {
    expect(largestThat((n) => n <= 37, { step: 10, most: 100, guess: 55 })).to.equal(30);
  });

  it('says when it does not even hold for nothing', () => {
    expect(largestThat(() => false, { step: 1, most: 100, guess: 50 })).to.equal(undefined);
    expect(largestThat(() => false, { step: 1, most: 100 })).to.equal(undefined);
  });
});
