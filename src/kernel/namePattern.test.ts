import { expect } from 'chai';
import fc from 'fast-check';
import { matches } from './namePattern';

describe('patterns of names', () => {
  const CASES: [pattern: string | undefined, name: string, expected: boolean][] = [
    [undefined, 'web', true],
    ['*', '', true],
    ['web', 'web', true],
    ['web', 'web-1', false],
    ['web-*', 'web-', true],
    ['web-*', 'my-web-1', false],
    ['*-db', 'my-db', true],
    ['*-db', 'my-db-0', false],
    ['a*a', 'a', false],
    ['a*b*a', 'abba', true],
    ['a*b*a', 'aa', false],
    ['**', 'anything', true],
    ['w.b', 'web', false],
  ];
  for (const [pattern, name, expected] of CASES)
    it(`${pattern} ${expected ? 'means' : 'does not mean'} "${name}"`, () => {
      expect(matches(pattern, name)).to.equal(expected);
    });

  it('say of few stars what a regular expression says', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 });
    fc.assert(
      fc.property(text, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }), (pattern, name) => {
        expect(matches(pattern, name)).to.equal(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name));
      }),
      { numRuns: 2000 },
    );
  });

  it('with many stars take no time', () => {
    expect(matches(`${'*a'.repeat(60)}b`, 'a'.repeat(250))).to.equal(false);
  }).timeout(500);
});
