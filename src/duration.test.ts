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
    ['90 seconds', 90_000],
    ['1m 30s', 90_000],
    ['1 minute and 30 seconds', 90_000],
    ['1 minute 30 seconds', 90_000],
    ['2 hours, 5 minutes', 7_500_000],
    ['10 sec', 10_000],
    ['10sec', 10_000],
    ['5 mins', 300_000],
    ['5min', 300_000],
    ['500 ms', 500],
    ['500 milliseconds', 500],
    ['a minute', 60_000],
    ['one second', 1000],
    ['an hour', 3_600_000],
    ['half an hour', 1_800_000],
    ['half a minute', 30_000],
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

  for (const text of ['5x', '-5s', '1m 5x', '2 weeks', 'minute', '10 seconds and 30 seconds', '3 pods', '5months'])
    it(`${text} is none`, () => {
      expect(() => parseDuration(text)).to.throw('is not a duration: write 20s, 3m13s, 1h, 500ms or 2 minutes');
    });
});
