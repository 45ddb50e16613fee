import { expect } from 'chai';
import { sections } from './sections';

describe('sections of a diff', () => {
  const parting = (object: string, t: number, after: string) => ({
    t,
    object,
    after: `${(t / 1000).toFixed(1)}s ${after}`,
  });

  it('tells once what several pods of one name have in common', () => {
    const told = sections([
      parting('Pod web-* (2)', 500, 'Created'),
      parting('Pod web-* (1)', 600, 'Created'),
      parting('Pod web-* (3)', 600, 'Killing'),
      parting('Deployment web', 700, 'Scaled'),
      parting('Pod web-* (2)', 900, 'Started'),
      parting('Pod web-* (1)', 1000, 'Started'),
    ]);
    expect(told.map(({ title, partings }) => [title, ...partings.map(({ after }) => after)])).to.deep.equal([
      ['Pod web-* (1, 2)', '0.5s Created', '0.9s Started'],
      ['Pod web-* (3)', '0.6s Killing'],
      ['Deployment web', '0.7s Scaled'],
    ]);
  });
});
