import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

const COMMAND = join(__dirname, '..', 'podwright.cjs');
const PROBLEMS = join(__dirname, '..', '..', 'fuzz', 'problems');

function fuzz(folder: string, ...args: string[]) {
  const words = [COMMAND, 'fuzz', '--counterexamples', join(folder, 'found'), ...args];
  return spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 180_000 });
}

describe('podwright fuzz', function () {
  this.timeout(240_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-fuzz-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const BAD: readonly [args: string[], says: string][] = [
    [[], 'name the manifests'],
    [['no-such.yaml'], 'does not exist'],
    [[join(PROBLEMS, 'README.md')], 'README.md'],
    [[join(PROBLEMS, 'recreate.yaml'), '--shard', '9/8'], 'no part of a whole'],
    [[join(PROBLEMS, 'recreate.yaml'), '--start-up', 'soon'], 'is no range'],
    [[join(PROBLEMS, 'recreate.yaml'), '--runs', '0'], '1 or more'],
    [[join(PROBLEMS, 'recreate.yaml'), '--promise', 'rollout/nobody-serves'], 'rollout/somebody-serves'],
    [[join(PROBLEMS, 'recreate.yaml'), '--property', 'no-such.feature'], 'no-such.feature'],
    [['--simulator', join(PROBLEMS, 'recreate.yaml')], 'name none'],
  ];
  for (const [args, says] of BAD) {
    it(`takes no ${args.map((word) => word.replace(PROBLEMS, '…')).join(' ') || 'empty command line'}`, () => {
      const { status, stderr, stdout } = fuzz(folder, ...args);
      expect(status, `${stdout}${stderr}`).to.equal(2);
      expect(stderr).to.include(says);
      expect(stderr).not.to.match(/\n\s+at /);
      expect(existsSync(join(folder, 'found'))).to.equal(false);
    });
  }

  it('finds the same whatever the number of workers, and writes it down', () => {
    const outcomes = ['1', '2'].map((workers) => {
      const { status, stdout } = fuzz(
        folder,
        join(PROBLEMS, 'shell-as-first-process.yaml'),
        '--parallel',
        workers,
        '--output',
        'json',
      );
      const { failure } = JSON.parse(stdout) as { failure: { run: number; feature: string } };
      return { status, run: failure.run, feature: readFileSync(failure.feature, 'utf8') };
    });
    expect(outcomes[0]?.status).to.equal(1);
    expect(outcomes[0]).to.deep.equal(outcomes[1]);
    expect(readdirSync(join(folder, 'found'))).to.have.length(1);
  });

  it('tells JUnit what held', () => {
    const { status, stdout } = fuzz(folder, join(PROBLEMS, 'well-made.yaml'), '--runs', '8', '--output', 'junit');
    expect(status).to.equal(0);
    expect(stdout).to.match(/^<\?xml .*failures="0"/s);
    expect(stdout).to.include('name="start/not-cut-short: no container is killed while it still starts"');
  });
});
