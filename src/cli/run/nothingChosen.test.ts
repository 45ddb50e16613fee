import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { typed } from '../testing';

const FEATURE = `@smoke
Feature: f
  @slow
  Scenario: one
    When 1s passes

  Rule: r
    Scenario Outline: more
      When <time> passes

      @first
      Examples:
        | time |
        | 1s   |
`;

describe('a choice that no scenario fits', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'podwright-nothing-'));
  before(() => writeFileSync(join(folder, 'a.feature'), FEATURE));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const REFUSED: readonly [args: string[], says: string][] = [
    [['--tags', '@smokey'], 'no scenario there has the tag @smokey; the nearest names are @smoke, @slow, @first'],
    [['--tags', '@smoke and @frist'], 'has the tag @frist; the nearest names are @first'],
    [['--tags', '@slow and @first'], '--tags "@slow and @first": none of the 2 scenarios fits'],
    [['--name', 'two'], '--name "two": none of the 2 scenarios fits'],
    [['a.feature:99'], 'a.feature:99: none of the 2 scenarios fits'],
  ];
  for (const [args, says] of REFUSED)
    it(`is no success: ${args.join(' ')}`, async () => {
      const paths = args.some((word) => word.startsWith('a.feature')) ? [] : ['a.feature'];
      const { status, stderr, stdout } = await typed(folder, 'run', ...paths, ...args);
      expect(stderr).to.include(says);
      expect({ status, stdout }).to.deep.equal({ status: 2, stdout: '' });
      expect(existsSync(join(folder, 'reports', 'index.html'))).to.equal(false);
    });

  it('may be an empty shard', async () => {
    const { status, stdout } = await typed(folder, 'run', 'a.feature', '--tags', '@none', '--shard', '1/2');
    expect(stdout).to.include('0 scenarios');
    expect(status).to.equal(0);
  });
});
