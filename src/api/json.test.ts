import { expect } from 'chai';
import fc from 'fast-check';
import { cloneJson, sameJson } from './json';

/** A member called `__proto__` is beyond plain objects. */
const VALUE = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'));

describe('Plain JSON', () => {
  const ROWS: readonly [a: unknown, b: unknown, same: boolean][] = [
    [1, 1, true],
    [1, '1', false],
    [null, null, true],
    [null, undefined, false],
    [null, {}, false],
    [[], {}, false],
    [{ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 }, true],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [{ a: 1 }, { a: 1, b: undefined }, true],
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: 1, b: undefined }, { a: 1, c: 2 }, false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1, b: 2 }, { a: 1 }, false],
    [{ a: undefined }, { b: undefined }, true],
  ];
  for (const [a, b, same] of ROWS)
    it(`${shown(a)} and ${shown(b)} ${same ? 'are the same' : 'differ'}`, () => {
      expect(sameJson(a, b)).to.equal(same);
      expect(sameJson(b, a)).to.equal(same);
    });

  it('a copy is the same and shares nothing', () => {
    fc.assert(
      fc.property(VALUE, (value) => {
        const copy = cloneJson(value);
        expect(sameJson(copy, value)).to.equal(true);
        expect(copy).to.deep.equal(value);
        if (typeof value === 'object' && value !== null) expect(copy).not.to.equal(value);
      }),
      { seed: 1 },
    );
  });

  it('a copy has no undefined members', () => {
    expect(Object.keys(cloneJson({ a: undefined, b: { c: undefined }, d: 1 }))).to.deep.equal(['b', 'd']);
  });
});

function shown(value: unknown): string {
  return JSON.stringify(value, (_, member) => (member === undefined ? 'nothing' : member)) ?? 'nothing';
}
