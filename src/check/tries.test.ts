import { expect } from 'chai';
import { inTries, type Luck, type Outcome, triesText } from './tries';
import { lossStep, type Upheavals, upheavalText } from './upheaval';

const SAFE: Outcome = { isLost: false, wonByMs: 4000 };
const CLOSE: Outcome = { isLost: false, wonByMs: 40 };
const LOST: Outcome = { isLost: true, wonByMs: 3 };

/** What was played when each try ends as the list says, the last one again and again. */
function played(
  outcomes: readonly Outcome[],
  { tries, untilLoss = false }: { tries?: number; untilLoss?: boolean } = {},
) {
  const lucks: Luck[] = [];
  const setup = { kubernetes: '1.36', seed: 7, ...(tries !== undefined && { tries }) };
  inTries(
    setup,
    (luck) => {
      lucks.push(luck);
      return outcomes[Math.min(lucks.length, outcomes.length) - 1] as Outcome;
    },
    untilLoss,
  );
  return lucks;
}

describe('How often a race is played', () => {
  const rows: [what: string, outcomes: readonly Outcome[], options: Parameters<typeof played>[1], expected: number][] =
    [
      ['three times where nothing is close', [SAFE], {}, 3],
      ['three times where nothing races', [{ isLost: false }], {}, 3],
      ['three times where something is lost', [CLOSE, LOST, CLOSE], {}, 3],
      ['once where a loss is enough to know', [LOST], { untilLoss: true }, 1],
      ['until something is lost where it was close', [CLOSE, SAFE, SAFE, CLOSE, CLOSE, LOST], {}, 6],
      ['twelve times where it stays close', [CLOSE], {}, 12],
      ['as often as somebody asks for', [CLOSE], { tries: 20 }, 20],
      ['no more often than somebody asks for', [SAFE], { tries: 1 }, 1],
    ];
  for (const [what, outcomes, options, expected] of rows)
    it(what, () => expect(played(outcomes, options)).to.have.length(expected));

  it('has another seed each time, and more visitors where it was close', () => {
    const lucks = played([CLOSE], { tries: 4 });
    expect(lucks.map(({ setup }) => setup.seed)).to.deep.equal([7, 8, 9, 10]);
    expect(lucks.map(({ requestsPerSecond }) => requestsPerSecond)).to.deep.equal([50, 50, 50, 200]);
  });
});

describe('What is said of tries', () => {
  const rows: [lostIn: number, tries: number, text: string][] = [
    [3, 3, ''],
    [0, 3, ''],
    [1, 3, ', in 1 of 3 tries'],
    [1, 7, ', in 1 of 7 tries'],
    [0, 12, ', in 12 tries'],
  ];
  for (const [lostIn, tries, text] of rows)
    it(`lost in ${lostIn} of ${tries}: "${text}"`, () => expect(triesText(lostIn, tries)).to.equal(text));

  const seen: Upheavals = {
    ...{
      requestsPerSecond: 50,
      sent: 2000,
      lost: 4,
      why: 'they were late',
      speaksHttp: true,
      finished: true,
      tookMs: 1,
    },
    ...{ isLost: true, tries: 3, lostIn: 3 },
  };
  const sentences: [Partial<Upheavals>, text: string, step: string][] = [
    [{}, 'loses 4 of 2000: they were late', 'Then at least 1 time a request to service "s" failed'],
    [
      { lostIn: 1 },
      'loses up to 4 of 2000, in 1 of 3 tries: they were late',
      // Whatever the luck of the scenario is
      'Then at least 99 % of requests to service "s" succeeded',
    ],
    [{ lost: 0, lostIn: 0 }, 'loses none of 2000', 'Then no request to service "s" failed'],
    [{ lost: 0, lostIn: 0, tries: 12 }, 'loses none of 2000, in 12 tries', 'Then no request to service "s" failed'],
  ];
  for (const [change, text, step] of sentences)
    it(text, () => {
      expect(upheavalText('a drain', { ...seen, ...change })).to.equal(`a drain, at 50 requests a second, ${text}`);
      expect(lossStep({ ...seen, ...change }, 's')).to.equal(step);
    });
});
