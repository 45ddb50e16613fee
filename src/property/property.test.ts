import { expect } from 'chai';
import fc from 'fast-check';
import { checkProperty, countsOf, fill, propertyOf, type Sentence, templateOf, textsOf } from './index';

const possibilities = (text: string) => templateOf(text).choices.map(({ count, at }) => [count, at(0), at(count - 1)]);

describe('choices', () => {
  const TABLE: [text: string, ...holes: [count: number, first: string, last: string][]][] = [
    ['nothing to choose'],
    ['starts serving after 0s to 90s', [91, '0s', '1m30s']],
    ['answers after 0ms to 500ms', [501, '0s', '500ms']],
    ['is slow by 1.5s to 2s', [501, '1.5s', '2s']],
    ['starts serving after 0 seconds to 2 minutes', [121, '0s', '2m']],
    ['answers after 30s to 1.5 minutes', [61, '30s', '1m30s']],
    ['takes one of 5 seconds, 1 minute to answer', [2, '5 seconds', '1 minute']],
    ['works for 1 to 5 minutes', [5, '1', '5']],
    ['fails 1 to 5 times', [5, '1', '5']],
    ['maxSurge is 10% to 50%', [41, '10%', '50%']],
    ['exits with one of 0, 1, 137', [3, '0', '137']],
    ['image one of "a", "b, c" runs', [2, '"a"', '"b, c"']],
    ['after one of 0s, 1m to 2m', [2, '0s', '1m']],
    ['from 0s to 10s to 20s to 30s', [11, '0s', '10s'], [11, '20s', '30s']],
    ['node-1 to 2x'],
    ['listens on 10.0.0.1 to 8'],
  ];
  for (const [text, ...holes] of TABLE) it(text, () => expect(possibilities(text)).to.deep.equal(holes));

  it('knows a range that ends before it begins', () =>
    expect(templateOf('after 5s to 2s').choices[0]?.count).to.equal(0));

  it('fills every hole with what was chosen', () => {
    const template = templateOf('web answers one of 200, 500 after 0s to 9s');
    expect(fill(template)).to.equal('web answers 200 after 0s');
    expect(fill(template, [1, 7])).to.equal('web answers 500 after 7s');
  });

  it('leaves a sentence as it is when nothing can be chosen', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z "]*$/), (text) => {
        fc.pre(!text.includes('one of'));
        expect(fill(templateOf(text))).to.equal(text);
      }),
    ));
});

const sentence = (pattern: RegExp): Sentence => ({
  match: (text) => pattern.exec(text)?.slice(1) ?? null,
  code: () => undefined,
});

describe('propertyOf', () => {
  const sentences = [sentence(/^is up from (\S+) to (\S+)$/), sentence(/^serves after (\d+s)$/)];
  const read = (texts: string[], tags: string[] = []) => propertyOf({ texts, tags, where: 'a.feature:1' }, sentences);

  it('knows a scenario without ranges from one with', () => {
    expect(read(['serves after 3s'])).to.equal(undefined);
    expect(read(['serves after 3s to 5s'])).to.deep.include({ runs: 100 });
  });

  it('leaves what belongs to a sentence to it', () => expect(read(['is up from 2m to 3m'])).to.equal(undefined));

  it('leaves to a sentence what belongs to it beside a choice', () => {
    const property = read(['is up from one of 1m, 2m to 3m', 'is up from 0s to 10s to 20s to 30s']);
    expect(property?.steps.map(({ parts, choices }) => [parts, choices.map(({ text }) => text)])).to.deep.equal([
      [['is up from ', ' to 3m'], ['one of 1m, 2m']],
      [
        ['is up from ', ' to ', ''],
        ['0s to 10s', '20s to 30s'],
      ],
    ]);
  });

  it('tells of a range that cannot be played', () =>
    expect(read(['serves after 5s to 2s'])?.problem).to.equal('the range "5s to 2s" ends before it begins'));

  it('takes tags', () => {
    expect(read(['serves after 3s'], ['@property', '@runs:7', '@seed:42'])).to.deep.include({ runs: 7, seed: 42 });
  });

  it('deals out the values of a case step by step', () => {
    const property = read(['serves after 3s to 5s', 'is up from 0s to 2m', 'serves after one of 1s, 2s']);
    if (!property) return expect.fail('no property');
    expect(countsOf(property)).to.deep.equal([3, 2]);
    expect(textsOf(property, { seedOffset: 0, indices: [2, 1] })).to.deep.equal([
      'serves after 5s',
      'is up from 0s to 2m',
      'serves after 2s',
    ]);
    return undefined;
  });
});

describe('checkProperty', () => {
  const settings = { counts: [91, 4], runs: 100, seed: 1 };

  it('plays as many cases as asked for', () => {
    let played = 0;
    expect(checkProperty(settings, () => void played++)).to.deep.equal({ seed: 1, runs: 100, shrinks: 0 });
    expect(played).to.equal(100);
  });

  it('shrinks to the most boring case', () => {
    const { failure } = checkProperty(settings, ({ indices: [seconds = 0] }) =>
      seconds >= 41 ? { step: 2, error: new Error(`${seconds}`) } : undefined,
    );
    expect(failure?.plan).to.deep.equal({ seedOffset: 0, indices: [41, 0] });
    expect(failure?.step).to.equal(2);
    expect(String(failure?.error)).to.equal('Error: 41');
  });

  it('never slips to another failure', () => {
    const { failure } = checkProperty({ ...settings, counts: [91] }, ({ indices: [seconds = 0] }) => {
      if (seconds > 60) return { step: 5, error: 'late' };
      return seconds > 20 ? { step: 1, error: 'early' } : undefined;
    });
    expect(failure?.plan.indices).to.deep.equal(failure?.step === 5 ? [61] : [21]);
  });

  it('replays a case by its path', () => {
    const play = ({ indices: [seconds = 0] }: { indices: readonly number[] }) =>
      seconds >= 41 ? { step: 0, error: 'x' } : undefined;
    const { failure } = checkProperty(settings, play);
    const again = checkProperty({ ...settings, path: failure?.path ?? '' }, play);
    expect(again).to.deep.include({ runs: 1, shrinks: 0 });
    expect(again.failure?.plan).to.deep.equal(failure?.plan);
  });

  it('is the same every time', () => {
    const told = (): unknown[] => {
      const plans: unknown[] = [];
      checkProperty(settings, (plan) => void plans.push(plan));
      return plans;
    };
    expect(told()).to.deep.equal(told());
  });
});
