import { expect } from 'chai';
import fc from 'fast-check';
import { Roster } from './roster';

describe('Roster', () => {
  it('holds what a Set holds, in the same order, whoever comes and goes', () => {
    const change = fc.record({ joins: fc.boolean(), member: fc.integer({ min: 0, max: 9 }) });
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const roster = new Roster<number>();
        const set = new Set<number>();
        for (const { joins, member } of changes) {
          if (joins && !set.has(member)) roster.add(member);
          else roster.delete(member);
          if (joins && !set.has(member)) set.add(member);
          else set.delete(member);
        }
        expect(roster.list()).to.deep.equal([...set]);
        expect([...roster]).to.deep.equal([...set]);
        expect(roster.size).to.equal(set.size);
        expect(roster.find((member) => member > 4)).to.equal([...set].find((member) => member > 4));
      }),
    );
  });

  it('lends a list that stays as it was while members leave', () => {
    const roster = new Roster<string>();
    for (const name of ['a', 'b', 'c']) roster.add(name);
    const seen = [];
    for (const name of roster.list()) {
      roster.delete(name);
      seen.push(name);
    }
    expect(seen).to.deep.equal(['a', 'b', 'c']);
    expect(roster.size).to.equal(0);
  });
});
