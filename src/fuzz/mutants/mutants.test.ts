import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { writeCounterexample } from '../counterexample';
import { huntFor, moduleWithFaults, PRELOADS } from './huntFor';
import { MUTANTS, mutated } from './index';

const SOURCES = join(__dirname, '..', '..');

/** Those that a campaign finds within its first runs; `npm run mutants` looks for all of them. */
const QUICK: readonly [name: string, by: string][] = [
  ['back-off/skips-a-step', 'restart/back-off-steps'],
  ['status/ready-without-all-containers', 'pod/ready-means-all-containers'],
  ['init/second-starts-early', 'pod/app-after-init'],
];

describe('Mutants', function () {
  this.timeout(240_000);

  it('have names of their own and a sentence, and there are enough of them', () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size)
      .to.equal(MUTANTS.length)
      .and.to.be.at.least(25);
    for (const { name, breaks } of MUTANTS) {
      expect(name).to.match(/^[a-z-]+\/[a-z0-9-]+$/);
      expect(breaks, name).to.match(/^\S.*\.$/);
    }
  });

  for (const mutant of MUTANTS)
    it(`${mutant.name} changes something that is there`, () => {
      const source = readFileSync(join(SOURCES, mutant.file), 'utf8');
      expect(mutated(source, mutant)).not.to.equal(source);
    });

  it('without a fault the same runs hold', async () => {
    const { found, runs } = await huntFor(undefined, { seed: 1, runs: 6, shrinks: 0 }, () => {});
    expect(found?.seen).to.equal(undefined);
    expect(runs).to.equal(6);
  });

  for (const [name, by] of QUICK)
    it(`${name} is found by ${by}, with a story of five actions or fewer`, async () => {
      const { found } = await huntFor(name, { seed: 1, runs: 100, shrinks: 30 }, () => {});
      expect(found?.by).to.equal(by);
      expect(found?.actions).to.be.at.most(5);
    });

  it('a counterexample fails like the run did where the fault is, and holds where it is not', async () => {
    const name = 'status/counts-an-end-as-a-restart';
    const { found } = await huntFor(name, { seed: 1, runs: 100, shrinks: 30 }, () => {});
    if (!found) throw new Error('nothing was found');
    const parent = mkdtempSync(join(tmpdir(), 'podwright-mutants-'));
    try {
      const { feature } = writeCounterexample(found.failure, 1, parent);
      const withFault = run(feature, parent, name);
      expect(withFault.status, withFault.stdout).to.equal(1);
      expect(withFault.stdout).to.include(found.by).and.to.include(found.seen);
      const without = run(feature, parent, undefined);
      expect(without.status, without.stdout).to.equal(0);
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  });
});

function run(feature: string, reports: string, mutant: string | undefined) {
  const command = [...PRELOADS, moduleWithFaults('cli', 'main'), 'run', feature, '--reports', join(reports, 'reports')];
  const env = { ...process.env, ...(mutant !== undefined && { PODWRIGHT_MUTANT: mutant }) };
  return spawnSync(process.execPath, command, { encoding: 'utf8', env });
}
