import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Campaign, runCampaign } from './campaign';
import { writeCounterexample } from './counterexample';
import { readObjects } from './manifestObjects.fixture';
import { play } from './play';
import { shareOf } from './sharing';
import { actionsOf } from './story';

const problem = (file: string) => {
  const path = join(__dirname, 'problems', `${file}.yaml`);
  return readObjects(readFileSync(path, 'utf8'), path);
};

describe('A campaign', function () {
  this.timeout(240_000);

  it('of made-up manifests holds', () => {
    const { failure, runs, refused } = runCampaign({ seed: 11, runs: 60 });
    expect(failure && `${failure.finding.name}: ${failure.finding.seen}`).to.equal(undefined);
    expect(runs).to.equal(60);
    expect(refused).to.equal(0);
  });

  it('has the same plan for a run of a seed, whatever was played before', () => {
    const one = new Campaign({ seed: 3 });
    const other = new Campaign({ seed: 3 });
    for (const run of [0, 1, 2]) one.play(run);
    for (const run of [5, 17, 1000]) expect(one.planOf(run)).to.deep.equal(other.planOf(run));
    expect(one.planOf(5)).not.to.deep.equal(new Campaign({ seed: 4 }).planOf(5));
  });

  it('finds the same smallest story again', () => {
    const once = () => runCampaign({ manifests: problem('shell-as-first-process'), runs: 100, shrinks: 60 }).failure;
    const failure = once();
    expect(failure).to.deep.equal(once());
    expect(failure && actionsOf(failure.story)).to.equal(1);
  });

  it('tells a story of an ordinary cluster, where that one fails too, although a smaller amount fails on a slow one', () => {
    const { failure } = runCampaign({ manifests: problem('start-up-budget'), runs: 100, shrinks: 60 });
    expect(failure?.finding.name).to.equal('start/not-cut-short');
    expect(failure?.first.story.setting.slowness).to.be.greaterThan(1);
    expect(failure?.story.setting).to.include({ slowness: 1, anyOrder: false, seed: 1 });
  });

  it('breaks a promise of its own', () => {
    const restarts = {
      name: 'property/no-restart',
      sentence: 'container "web" has never restarted',
      check: (cluster: ReturnType<typeof play>) =>
        cluster.journal.all().some(({ type, detail }) => type === 'container-started' && Number(detail['attempt']) > 0)
          ? 'it has'
          : undefined,
    };
    const options = { manifests: problem('well-made'), promises: [], properties: [restarts], shrinks: 60 };
    const { failure } = runCampaign({ ...options, runs: 200 });
    expect(failure?.finding.name).to.equal('property/no-restart');
  });
});

describe('A counterexample', function () {
  this.timeout(240_000);

  it('fails as a feature like the run did, to the same digest', () => {
    const { failure } = runCampaign({ manifests: problem('hook-longer-than-grace'), runs: 100, shrinks: 60 });
    if (!failure) throw new Error('nothing was found');
    const parent = mkdtempSync(join(tmpdir(), 'podwright-fuzz-'));
    try {
      const { feature } = writeCounterexample(failure, 1, parent);
      const command = join(__dirname, '..', 'cli', 'podwright.cjs');
      const reports = join(parent, 'reports');
      const { status, stdout } = spawnSync(process.execPath, [command, 'run', feature, '--reports', reports], {
        encoding: 'utf8',
      });
      expect(status, stdout).to.equal(1);
      expect(stdout).to.include(failure.finding.sentence);
      expect(stdout).to.include(failure.finding.seen);
      const [digest] = Object.values(JSON.parse(readFileSync(join(reports, 'digests.json'), 'utf8')) as object);
      expect(digest).to.equal(play(failure.story).journal.digest());
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  });
});

describe('Shards and workers', () => {
  const RUNS = 100;
  const table: [shards: number, workers: number][] = [
    [1, 1],
    [1, 3],
    [8, 1],
    [3, 2],
  ];
  for (const [shards, workers] of table) {
    it(`${shards} shards of ${workers} workers have each run once`, () => {
      const played: number[] = [];
      for (let shard = 1; shard <= shards; shard++)
        for (let worker = 0; worker < workers; worker++) {
          const { first, step } = shareOf(shard, shards, worker, workers);
          for (let run = first; run < RUNS; run += step) played.push(run);
        }
      expect(played.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: RUNS }, (_, run) => run));
    });
  }
});
