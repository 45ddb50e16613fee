import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runCampaign } from '../campaign';
import { readObjects } from '../manifestObjects.fixture';
import { actionsOf } from '../story';

/** Each mistake, the promise that it breaks, and where it matters a seed that meets it early: here counts that it is found. */
const TABLE: readonly [file: string, promise: string, seed?: number][] = [
  ['start-up-budget', 'start/not-cut-short', 11],
  ['hook-longer-than-grace', 'stop/hook-in-time'],
  ['grace-shorter-than-drain', 'stop/ends-by-itself'],
  ['shell-as-first-process', 'stop/ends-by-itself'],
  ['liveness-on-a-dependency', 'liveness/not-on-dependencies', 11],
  ['liveness-too-eager', 'liveness/survives-hiccups', 10],
  ['time-out-too-short', 'liveness/survives-hiccups', 6],
  ['no-readiness-probe', 'rollout/no-request-lost', 7],
  ['no-pre-stop', 'rollout/no-request-lost', 11],
  ['recreate', 'rollout/somebody-serves', 12],
  ['init-waits-for-itself', 'end/ready-at-last'],
  ['readiness-gate-of-nobody', 'end/ready-at-last'],
  ['selector-of-nobody', 'end/services-lead-somewhere'],
  ['budget-allows-nothing', 'drain/ends', 5],
  ['memory-limit-too-low', 'memory/fits', 8],
  ['cache-too-small', 'node/evicts-nobody'],
  ['job-without-patience', 'end/jobs-complete'],
  ['job-with-a-helper', 'end/jobs-complete'],
];

const RUNS = 200;

describe('Problems that are found from the manifest alone', function () {
  this.timeout(240_000);
  for (const [file, promise, seed = 1] of TABLE) {
    it(`${file} breaks ${promise}`, () => {
      const { failure } = runCampaign({ manifests: read(file), seed, runs: RUNS, shrinks: 20 });
      expect(failure?.finding.name).to.equal(promise);
      expect(failure && actionsOf(failure.story)).to.be.at.most(5);
    });
  }

  it('a well-made manifest keeps every promise', () => {
    const { failure } = runCampaign({ manifests: read('well-made'), seed: 1, runs: 60 });
    expect(failure?.finding).to.equal(undefined);
  });
});

function read(file: string) {
  const path = join(__dirname, `${file}.yaml`);
  return readObjects(readFileSync(path, 'utf8'), path);
}
