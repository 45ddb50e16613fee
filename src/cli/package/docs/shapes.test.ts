import { expect } from 'chai';
import { missingIn, xmlMissingIn } from './shapes';

describe('examples of formats', () => {
  const real = { a: 1, b: [{ c: 'x' }, { d: { e: true } }], f: { g: 'y' } };
  const cases: readonly (readonly [what: string, shown: unknown, missing: readonly string[]])[] = [
    ['less', { a: 2, b: [{ c: 'other' }] }, []],
    ['an element that is not the first', { b: [{ d: { e: false } }] }, []],
    ['anything', { f: '…', b: ['…'] }, []],
    ['a name that is not there', { z: 1, f: { h: 1 } }, ['z', 'f.h']],
    ['a name that no element has', { b: [{ d: { z: 1 } }] }, ['b.d']],
    ['another kind', { a: 'x', f: [1] }, ['a', 'f']],
    ['an element where none is', { e: [] }, ['e']],
  ];
  for (const [what, shown, missing] of cases)
    it(`in JSON: ${what}`, () => {
      expect(missingIn(real, shown)).to.deep.equal(missing);
    });
  it('in JSON: an element of an empty list', () => {
    expect(missingIn({ b: [] }, { b: [{ c: 1 }] })).to.deep.equal(['b has nothing like this']);
  });
  it('in XML', () => {
    const xml = '<a b="1"><property name="seed" value="1"/></a>';
    expect(xmlMissingIn(xml, '<a b="2"><property name="seed" value="…"/></a>')).to.deep.equal([]);
    expect(xmlMissingIn(xml, '<a c="2"><d/><property name="sed" value="1"/></a>')).to.deep.equal(['c', '<d', '"sed"']);
  });
});
