import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { silentGaps } from './rows';

const ROWS = JSON.stringify({ experiments: { A1: 'waiting' }, conformance: { pod: ['C-001'] } });
const BOTH = [
  'A1 (waiting): no scenario has the tag @A1, no line "# @gap A1: reason" says why',
  'C-001 (pod): no scenario has the tag @C-001, no line "# @gap C-001: reason" says why',
];

describe('rows', () => {
  it('are all shown by a scenario, or explained', () => {
    expect(silentGaps('features', readFileSync(join('features', 'rows.json'), 'utf8'))).to.deep.equal([]);
  });

  const cases: [says: string, feature: string, gaps: string[]][] = [
    ['a feature without tags', 'Feature: f\n\n  Scenario: s\n    When 1s passes\n', BOTH],
    ['tags of nothing', '@A1 @C-001\nFeature: f\n', BOTH],
    ['tags of a scenario', 'Feature: f\n  @A1 @C-001\n  Scenario: s\n', []],
    ['tags of a feature', '@A1\n@C-001\nFeature: f\n  Scenario Outline: s\n', []],
    ['tags of examples', 'Feature: f\n  Scenario Outline: s\n    @A1\n    Examples:\n', [BOTH[1] as string]],
    ['a longer id', 'Feature: f\n  @A12\n  Scenario: s\n', BOTH],
    ['an explained gap', '# @gap A1: it needs a second cloud\nFeature: f\n', [BOTH[1] as string]],
    ['a gap without a reason', '# @gap A1: \n# @gap C-001:\nFeature: f\n', BOTH],
  ];
  for (const [says, feature, gaps] of cases) {
    it(`tells of ${says}`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'podwright-rows-'));
      try {
        writeFileSync(join(folder, 'f.feature'), feature);
        expect(silentGaps(folder, ROWS)).to.deep.equal(gaps);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});
