import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readRows, type Verdict } from '../../report/rows/index';
import { silentGaps } from './rows';

const ROWS = JSON.stringify({
  title: 'Rows',
  rows: [
    { id: 'A1', text: 'waiting' },
    { id: 'C-001', text: 'labels', tags: ['labels'] },
    { id: 'C-002', text: 'clouds', gap: 'it needs a second cloud' },
  ],
});
const BOTH = [
  'A1 (waiting): no scenario has the tag @A1, and the row has no "gap" that says why',
  'C-001 (labels): no scenario has the tag @C-001, and the row has no "gap" that says why',
];

describe('rows', () => {
  it('are all shown by a scenario, or explained', () => {
    expect(silentGaps('features')).to.deep.equal([]);
  });

  it('have no gap that a scenario has closed', () => {
    const tagged = readdirSync('features', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.feature'))
      .map((path) => readFileSync(join('features', path), 'utf8'))
      .join('\n');
    const gaps = readRows(['features']).flatMap(({ rows }) => rows.filter(({ gap }) => gap));
    expect(gaps.filter(({ id }) => new RegExp(`@${id}\\b`).test(tagged))).to.deep.equal([]);
  });

  it('of claims have the verdict that their scenario has as a tag', () => {
    const verdicts = verdictsOfClaims();
    const claims = readRows(['features/claims']).flatMap(({ rows }) => rows);
    const own = claims.filter(({ id }) => verdicts.has(id));
    expect(own).to.have.length.above(60);
    expect(own.map(({ id, verdict }) => [id, verdict])).to.deep.equal(own.map(({ id }) => [id, verdicts.get(id)]));
  });

  const cases: [says: string, feature: string, gaps: string[]][] = [
    ['a feature without tags', 'Feature: f\n\n  Scenario: s\n    When 1s passes\n', BOTH],
    ['tags of nothing', '@A1 @C-001\nFeature: f\n', BOTH],
    ['tags of a scenario', 'Feature: f\n  @A1 @C-001\n  Scenario: s\n', []],
    ['tags of a feature', '@A1\n@C-001\nFeature: f\n  Scenario Outline: s\n', []],
    ['tags of examples', 'Feature: f\n  Scenario Outline: s\n    @A1\n    Examples:\n', [BOTH[1] as string]],
    ['another tag of the row', 'Feature: f\n  @labels\n  Scenario: s\n', [BOTH[0] as string]],
    ['a longer id', 'Feature: f\n  @A12\n  Scenario: s\n', BOTH],
  ];
  for (const [says, feature, gaps] of cases) {
    it(`tells of ${says}`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'podwright-rows-'));
      try {
        writeFileSync(join(folder, 'f.feature'), feature);
        writeFileSync(join(folder, 'rows.json'), ROWS);
        expect(silentGaps(folder)).to.deep.equal(gaps);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});

/** `@claim-001 @differs` above a scenario, by the claim's id. */
function verdictsOfClaims(): Map<string, Verdict> {
  const lines = readdirSync('features/claims')
    .filter((name) => name.endsWith('.feature'))
    .flatMap((name) => readFileSync(join('features/claims', name), 'utf8').split('\n'));
  const verdicts = new Map<string, Verdict>();
  for (const line of lines) {
    const verdict = /@(holds|differs|version)\b/.exec(line)?.[1] as Verdict | undefined;
    for (const [, id] of line.matchAll(/@(claim-\d+)/g)) if (verdict) verdicts.set(id as string, verdict);
  }
  return verdicts;
}
