import { expect } from 'chai';
import { UsageError } from '../usageError';
import { groupsOf } from './groups';
import { Telling } from './telling';

/** One pod whose only line is what a release makes of it with a seed; `!` refuses. */
function tellings(lines: Record<string, readonly string[]>, played: string[] = []): Telling[] {
  const seeds = [1, 2];
  const tell = (release: string, seed: number) => {
    played.push(`${release} ${seed}`);
    const text = lines[release]?.[seed - 1] ?? lines[release]?.[0] ?? '';
    if (text.startsWith('!')) throw new UsageError(text);
    return new Map([['Pod a', [{ t: 0, text }]]]);
  };
  return Object.keys(lines).map((release) => new Telling(release, seeds, tell));
}

function told(lines: Record<string, readonly string[]>): string[] {
  return groupsOf(tellings(lines)).map(
    ({ releases, partings, refused }) => `${releases.join(' ')}: ${refused ?? partings.length}`,
  );
}

describe('releases that tell the same', () => {
  const rows: [what: string, lines: Record<string, readonly string[]>, groups: string[]][] = [
    ['one story', { '1.30': ['Running'], '1.31': ['Running'] }, ['1.30 1.31: 0']],
    ['two stories', { '1.30': ['Running'], '1.31': ['Error'] }, ['1.30: 0', '1.31: 2']],
    ['chance', { '1.30': ['Running', 'Error'], '1.31': ['Error', 'Running'] }, ['1.30 1.31: 0']],
    [
      'a release that refuses the manifests is told, and is nothing to compare with',
      { '1.29': ['Running'], '1.30': ['!no such kind in 1.30'], '1.31': ['!no such kind in 1.31'], '1.32': ['Error'] },
      ['1.29: 0', '1.30 1.31: !no such kind in 1.30', '1.32: 2'],
    ],
    [
      'the first releases refuse them',
      { '1.20': ['!no such kind'], '1.21': ['Running'], '1.22': ['Running'] },
      ['1.20: !no such kind', '1.21 1.22: 0'],
    ],
    [
      'two reasons',
      { '1.20': ['!no'], '1.21': ['!never'], '1.22': ['Running'] },
      ['1.20: !no', '1.21: !never', '1.22: 0'],
    ],
  ];
  for (const [what, lines, expected] of rows) it(what, () => expect(told(lines)).to.deep.equal(expected));

  it('is an error when all of them refuse', () => {
    expect(() => told({ '1.20': ['!no'], '1.21': ['!no'] })).to.throw(UsageError, '!no');
  });

  it('plays other seeds only where stories part', () => {
    const played: string[] = [];
    groupsOf(tellings({ '1.30': ['Running'], '1.31': ['Running'], '1.32': ['Error'] }, played));
    expect(played).to.deep.equal(['1.30 1', '1.31 1', '1.32 1', '1.30 2', '1.32 2']);
  });
});
