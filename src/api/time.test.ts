import { expect } from 'chai';
import fc from 'fast-check';
import { formatGoDuration, formatMicroTime, formatTime, humanDuration, parseGoDuration, parseTime } from './time';

const S = 1000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;

describe('time', () => {
  it('formats whole seconds and microseconds', () => {
    expect(formatTime(0)).to.equal('1970-01-01T00:00:00Z');
    expect(formatTime(1_795_224_534_861)).to.equal('2026-11-21T01:28:54Z');
    expect(formatMicroTime(1_795_224_534_861)).to.equal('2026-11-21T01:28:54.861000Z');
  });

  it('reads fractions and zones', () => {
    expect(parseTime('2026-11-21T01:28:54.861487Z')).to.equal(1_795_224_534_861);
    expect(parseTime('2026-11-21T03:28:54+02:00')).to.equal(1_795_224_534_000);
    expect(parseTime('yesterday')).to.be.NaN;
    expect(parseTime(null)).to.be.NaN;
  });

  it('agrees with the calendar of the language, and comes back', () => {
    const limit = Date.UTC(2399, 0, 1);
    fc.assert(
      fc.property(fc.integer({ min: -limit, max: limit }), (ms) => {
        expect(formatTime(ms)).to.equal(`${new Date(Math.floor(ms / S) * S).toISOString().slice(0, 19)}Z`);
        expect(parseTime(formatTime(ms))).to.equal(Math.floor(ms / S) * S);
      }),
    );
  });

  const ages: [number, string][] = [
    [-2 * S, '<invalid>'],
    [-1 * S, '0s'],
    [0, '0s'],
    [5 * S, '5s'],
    [119 * S, '119s'],
    [2 * M, '2m'],
    [3 * M + 13 * S, '3m13s'],
    [10 * M + 5 * S, '10m'],
    [179 * M, '179m'],
    [3 * H, '3h'],
    [7 * H + 5 * M, '7h5m'],
    [47 * H, '47h'],
    [2 * D + 4 * H, '2d4h'],
    [8 * D + 4 * H, '8d'],
    [729 * D, '729d'],
    [(2 * 365 + 20) * D, '2y20d'],
    [9 * 365 * D, '9y'],
  ];
  for (const [ms, shown] of ages) {
    it(`shows ${ms / S}s as ${shown}`, () => {
      expect(humanDuration(ms)).to.equal(shown);
    });
  }

  const durations: [number, string][] = [
    [0, '0s'],
    [41, '41ms'],
    [1500, '1.5s'],
    [80_000, '1m20s'],
    [300_000, '5m0s'],
    [3_600_000, '1h0m0s'],
    [-20, '-20ms'],
    [0.25, '250µs'],
  ];
  for (const [ms, text] of durations) {
    it(`writes and reads ${text}`, () => {
      expect(formatGoDuration(ms)).to.equal(text);
      expect(parseGoDuration(text)).to.equal(ms);
    });
  }

  for (const wrong of ['', 's', '5', '1h 5m', '1x', '.s']) {
    it(`does not take "${wrong}" for a duration`, () => expect(parseGoDuration(wrong)).to.equal(undefined));
  }
});
