import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseDuration } from '../../duration';
import { typed } from '../testing';

const CRASHES = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  terminationGracePeriodSeconds: 2
  containers:
  - {name: app, image: 'busybox:1.36', command: [sh, -c, 'echo hello; sleep 5; exit 3'], lifecycle: {postStart: {exec: {command: [/bin/true]}}}}
  - {name: good, image: 'nginx:1.29'}
`;

/** Sentences that fail 20 s after the pod was created, and tell times of what they saw. */
const FAILING: readonly string[] = [
  'container "app" never started',
  'container "app" never restarted',
  'container "app" last ended with exit code 0',
  'container "good" has ended with exit code 0',
  'container "good" started before container "app"',
  'pod "web" never restarted',
  'pod "web" never showed "Running"',
  'pod "web" has no event "Started"',
  'pod "web" had the phases "Failed" in turn',
  'pod "web" was ready before pod "web" started',
  'container "app" was killed',
  'the log of container "app" does not contain "hello"',
];

describe('The times in what a failed sentence says', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'podwright-clock-'));
  after(() => rmSync(folder, { recursive: true }));

  it('are those of the story, as reports show them', async () => {
    writeFileSync(join(folder, 'web.yaml'), CRASHES);
    const scenarios = FAILING.map(
      (sentence, i) => `  Scenario: s${i}\n    When the manifest is created\n    And 20s pass\n    Then ${sentence}\n`,
    );
    writeFileSync(
      join(folder, 'a.feature'),
      `Feature: times\n  Background:\n    Given the manifest "web.yaml"\n${scenarios.join('')}`,
    );
    const { stdout } = await typed(folder, 'run', 'a.feature');
    const parts = stdout.split(/^✖ /m).slice(1);
    for (const [i, sentence] of FAILING.entries()) {
      const seen = /^ +seen: (.*)/m.exec(parts.find((part) => part.startsWith(`s${i} `)) ?? '')?.[1] ?? '';
      const moments = [...seen.matchAll(/\b(?:at|since) ([\d.hms]+)/g)].map(([, text]) => parseDuration(text ?? ''));
      expect(moments, `${sentence}: ${seen}`).to.not.deep.equal([]);
      expect(Math.max(...moments), `${sentence}: ${seen}`).to.be.below(20_000);
    }
  });
});
