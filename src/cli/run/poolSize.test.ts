import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { isWorthProcesses } from './poolSize';

const SCENARIO = '  Scenario: s\n    When 1s passes\n';
const OUTLINE = '  Scenario Outline: s\n    When <t> passes\n    Examples:\n      | t |\n';
const GERMAN = '# language: de\nFunktionalität: f\n  Szenario: s\n    Wenn 1s vergeht\n';

describe('more processes than one', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-size-'));
    mkdirSync(join(folder, 'deeper'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const cases: [what: string, files: number, text: string, isWorth: boolean][] = [
    ['few files with few scenarios', 2, `Feature: f\n${SCENARIO}`, false],
    ['many files with few scenarios', 6, `Feature: f\n${SCENARIO.repeat(4)}`, false],
    ['few files with many scenarios', 2, `Feature: f\n${SCENARIO.repeat(100)}`, false],
    ['many files with many scenarios', 6, `Feature: f\n${SCENARIO.repeat(20)}`, true],
    ['many files with many examples', 6, `Feature: f\n${OUTLINE}${'      | 1s |\n'.repeat(20)}`, true],
    ['many files in another language', 30, GERMAN, true],
  ];
  for (const [what, files, text, isWorth] of cases)
    it(`${isWorth ? 'pay' : 'do not pay'} for ${what}`, () => {
      for (let i = 0; i < files; i++) writeFileSync(join(folder, i % 2 ? 'deeper' : '', `${i}.feature`), text);
      expect(isWorthProcesses([folder])).to.equal(isWorth);
    });

  it('may pay for what can not be counted at a glance', () => {
    expect(isWorthProcesses([join(folder, '*.feature')])).to.equal(true);
    expect(isWorthProcesses([`@${join(folder, 'rerun.txt')}`])).to.equal(true);
    expect(isWorthProcesses([join(folder, 'nowhere.feature')])).to.equal(false);
  });
});
