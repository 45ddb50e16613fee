import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { withoutWallClock } from '../testing';

const COMMAND = resolve('src/cli/podwright.cjs');

const FEATURES: Readonly<Record<string, string>> = {
  'b.feature': `Feature: b
  Scenario: holds
    When 1s passes
  @left-out
  Scenario: is left out
    When 2s pass
  Scenario: fails
    When 3s pass
    Then pod "missing" is gone
    And pod "missing" is "Running"
`,
  'a.feature': `Feature: a
  Scenario Outline: waits <time>
    When <time> pass
    Examples:
      | time |
      | 4s   |
      | 5s   |
  Rule: a rule
    Scenario: says what nobody understands
      When the moon is full
`,
  'deeper/c.feature': `@left-out
Feature: c
  Scenario: is left out as well
    When 1s passes
`,
  'deeper/d.feature': `Feature: d
  Background:
    Given 1s passes
  Scenario: has a background
    When 1s passes
`,
};

describe('a run in several processes', function () {
  this.timeout(120_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-pool-'));
    mkdirSync(join(folder, 'features', 'deeper'), { recursive: true });
    for (const [name, text] of Object.entries(FEATURES)) writeFileSync(join(folder, 'features', name), text);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(...flags: string[]): { status: number | null; stdout: string; stderr: string; reports: string } {
    const reports = mkdtempSync(join(folder, 'reports-'));
    const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, 'run', ...flags, '--reports', reports], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    return { status, stdout: withoutTimes(stdout.replaceAll(reports, 'REPORTS')), stderr, reports };
  }

  const runs: [what: string, flags: string[], status: number][] = [
    ['failures, retries, a choice by tag, all of it twice', ['--tags', 'not @left-out', '--retry', '1', '--twice'], 1],
    ['another order and a part of it', ['--order', 'random:7', '--shard', '1/2'], 1],
  ];

  for (const [what, flags, status] of runs)
    it(`writes what one process writes: ${what}`, () => {
      const one = run(...flags, '--parallel', '1');
      const several = run(...flags, '--parallel', '2');
      expect(several.status).to.equal(status);
      expect([several.status, several.stdout, several.stderr]).to.deep.equal([one.status, one.stdout, one.stderr]);
      expect(readdirSync(several.reports)).to.deep.equal(readdirSync(one.reports));
      for (const file of readdirSync(one.reports)) {
        const read = (folder: string) => withoutWallClock(readFileSync(join(folder, file), 'utf8'));
        expect(read(several.reports) === read(one.reports), file).to.equal(true);
      }
      if (flags.includes('--twice')) expectTheSameTwice(several.reports);
    });

  /** The second time was in the opposite order. */
  function expectTheSameTwice(reports: string): void {
    const read = (name: string) => JSON.parse(readFileSync(join(reports, name), 'utf8')) as Record<string, string>;
    const digests = read('digests.json');
    expect(Object.keys(digests)).to.have.length(6);
    expect(read('digests-again.json')).to.deep.equal(digests);
  }

  it('knows its sentences when one process is enough after all', () => {
    const { status, stdout } = run('--tags', '@left-out', '--format', 'progress');
    expect(stdout).to.contain('2 scenarios: 2 passed');
    expect(status).to.equal(0);
  });

  it('skips what is left after the first failure, if asked', () => {
    const { status, stdout } = run('--fail-fast', '--order', 'reverse', '--parallel', '2', '--tags', 'not @left-out');
    expect(status).to.equal(1);
    expect(stdout).to.match(/^6 scenarios: .*(failed|undefined).*$/m);
  });

  it('says which scenario a process broke off with', () => {
    mkdirSync(join(folder, 'broken'), { recursive: true });
    writeFileSync(
      join(folder, 'broken', 'steps.cjs'),
      `const { When } = require(${JSON.stringify(require.resolve('@cucumber/cucumber'))});
When('the process ends', () => process.exit(9));`,
    );
    writeFileSync(
      join(folder, 'broken', 'broken.feature'),
      'Feature: broken\n  Scenario: a\n    When the process ends\n  Scenario: b\n    When 1s passes\n',
    );
    const { status, stderr, reports } = run('broken', '--require', 'broken/steps.cjs', '--parallel', '2');
    expect(status).to.equal(1);
    expect(stderr).to.match(
      /^podwright: a process of the run ended with exit code 9 while it played broken\/broken.feature:2/,
    );
    expect(stderr.split('\n')).to.have.length(2);
    expect(readdirSync(reports)).to.deep.equal([]);
  });
});

/** Seconds on the clock differ in what is printed. */
function withoutTimes(text: string): string {
  return text.replace(/in \d+\.\d+s/g, '');
}
