import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { decodeManifests, Release } from '../api/index';
import { applyImages } from '../described/index';
import { Application, check, DEFAULT_LIMITS, type Finding, type Limits, type QuestionId, type Verdict } from './index';

const GALLERY = join(__dirname, '..', '..', 'features', 'gallery');

/** Of the thirteen problems of the gallery those that a manifest alone tells. */
const ROWS: readonly (readonly [string, string, QuestionId, RegExp, Partial<Limits>?, Verdict?])[] = [
  ['01-lost-requests', 'shop', 'rollout', /loses \d+ of \d+:/],
  ['02-hook-longer-than-grace', 'shop', 'longest-drain', /up to 1s to finish|every stop ends with SIGKILL/],
  ['03-twice-the-grace', 'shop', 'longest-drain', /up to 1s to finish|every stop ends with SIGKILL/],
  ['04-program-not-in-image', 'shop', 'programs', /FailedPreStopHook/],
  ['05-slow-start', 'shop', 'slowest-start', /killed by the livenessProbe/, { startMs: 90_000 }],
  ['06-liveness-asks-the-database', 'shop', 'dependency', /every pod restarts \d+ times/],
  ['08-job-with-sidecar', 'report', 'job-sidecar', /is never complete/],
  ['09-init-needs-sidecar', 'shop', 'start', /waits for ever for something that starts only after it/],
  ['11-exec-probe-timeout', 'shop', 'start', /Liveness probe failed|BackOff/],
  ['12-readiness-gate', 'shop', 'start', /nobody sets its readiness gate example\.com\/load-balancer-ready/],
  // An end is better than none, though the gap stays.
  ['13-rollout-waits-for-its-disk', 'wiki', 'rollout', /does not come to an end .*Multi-Attach error/, {}, 'warning'],
];

function finding(folder: string, file: string, question: QuestionId, limits: Partial<Limits>): Finding | undefined {
  const path = join(GALLERY, folder, `${file}.yaml`);
  const application = new Application(decodeManifests(readFileSync(path, 'utf8'), path, Release.of('1.36')));
  const setup = {
    kubernetes: '1.36',
    seed: 1,
    describe: (cluster: Parameters<typeof applyImages>[0]) => {
      if (folder !== '04-program-not-in-image') return;
      applyImages(cluster, readFileSync(join(GALLERY, folder, 'images.yaml'), 'utf8'), 'images.yaml');
    },
  };
  const options = { setup, limits: { ...DEFAULT_LIMITS, ...limits }, questions: [question] };
  return check(application, options).find((f) => f.question === question && f.container !== 'database');
}

describe('check of the gallery', function () {
  this.timeout(20_000);
  for (const [folder, file, question, answer, limits = {}, after = 'ok'] of ROWS)
    it(`finds ${folder} by asking about ${question}, and nothing in the repaired manifest`, () => {
      const broken = finding(folder, file, question, limits);
      expect(broken?.verdict, broken?.answer).to.be.oneOf(['bad', 'warning', 'note']);
      expect(broken?.answer).to.match(answer);
      const repaired = finding(folder, 'repaired', question, limits);
      expect(repaired?.verdict ?? 'ok', repaired?.answer).to.equal(after);
      expect(repaired?.answer).not.to.match(answer);
    });
});
