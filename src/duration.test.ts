import { expect } from 'chai';
import { parseDuration } from './duration';

describe('durations', () => {
  const rows: readonly (readonly [text: string, ms: number])[] = [
    ['20s', 20_000],
    ['3m13s', 193_000],
    ['500ms', 500],
    ['1.5s', 1500],
    ['1 minute', 60_000],
    ['1.5 minutes', 90_000],
    ['2 hours', 7_200_000],
    ['30 seconds', 30_000],
    ['1 day', 86_400_000],
  ];
  for (const [text, ms] of rows)
    it(`${text} is ${ms} ms`, () => {
      expect(parseDuration(text)).to.equal(ms);
    });

  it('no more than a leap year can be played', () => {
    expect(parseDuration('366d')).to.equal(366 * 86_400_000);
    for (const text of ['366d1s', '8785h', '99999999h', '400 days'])
      expect(() => parseDuration(text)).to.throw(`"${text}" is too long: no more than 366d can be played`);
  });

  for (const text of ['10sec', '5x', '-5s', '1 m', '2 weeks', 'minute', '1 minute 30s'])
    it(`${text} is none`, () => {
      expect(() => parseDuration(text)).to.throw('is not a duration: write 20s, 3m13s, 1h, 500ms or 2 minutes');
    });
});
