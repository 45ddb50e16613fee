import { expect } from 'chai';
import fc from 'fast-check';
import { expandCommand, expandVariables } from './expand';

const ENV: Readonly<Record<string, string>> = { A: '1', NAME: 'x y', EMPTY: '', 'WITH-DASH': 'd' };

describe('expansion of $(VAR)', () => {
  const cases: [string, string][] = [
    ['$(A)', '1'],
    ['a$(A)b$(NAME)', 'a1bx y'],
    ['$(EMPTY)', ''],
    ['$(WITH-DASH)', 'd'],
    ['$(NOSUCH)', '$(NOSUCH)'],
    ['$$(A)', '$(A)'],
    ['$$$(A)', '$1'],
    ['$$$$(A)', '$$(A)'],
    ['$A $[A] `A`', '$A $[A] `A`'],
    ['$(A', '$(A'],
    ['100$', '100$'],
    ['$(A)$(', '1$('],
    ['$()', '$()'],
  ];
  for (const [text, expected] of cases) {
    it(`${JSON.stringify(text)} becomes ${JSON.stringify(expected)}`, () => {
      expect(expandCommand([text], ENV)).to.deep.equal([expected]);
    });
  }

  it('leaves every text without a dollar as it is', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('$')),
        (text) => expandVariables(text, () => 'never') === text,
      ),
    );
  });

  it('gives back any text whose dollars were doubled', () => {
    fc.assert(
      fc.property(fc.string(), (text) => expandVariables(text.replaceAll('$', '$$$$'), () => 'never') === text),
    );
  });
});
