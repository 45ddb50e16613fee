import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { typed } from '../testing';

const MANIFEST = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: example.com/web:1
    ports: [{containerPort: 8080}]
    startupProbe: {httpGet: {port: 8080}, periodSeconds: 10, failureThreshold: 3}
`;

const FEATURE = `Feature: properties that break
  Scenario: the budget for the start is too small
    Given the manifest "web.yaml"
    And container "web" starts serving after 0s to 90s
    And container "web" answers one of 200, 500 on "/other"
    When the manifest is created
    Then within 3m pod "web" is "1/1 Running"
    And container "web" has never restarted

  Scenario: a range that ends before it begins
    Given the manifest "web.yaml"
    And container "web" starts serving after 90s to 0s
    When the manifest is created
    Then within 3m pod "web" is "1/1 Running"

  @property @runs:3
  Scenario: a container that nobody has
    Given the manifest "web.yaml"
    And container "wep" starts serving after 1s
    When the manifest is created
    And 20s pass

  Scenario: one that holds
    Given the manifest "web.yaml"
    And container "web" starts serving after 0s to 20s
    When the manifest is created
    Then within 1m pod "web" is "1/1 Running"
`;

describe('properties', function () {
  this.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'podwright-properties-'));
  const run = async (...argv: string[]) => {
    const { stdout, stderr, status } = await typed(folder, 'run', ...argv);
    return { text: stdout + stderr, status };
  };
  let first: Awaited<ReturnType<typeof run>>;

  before(async () => {
    writeFileSync(join(folder, 'web.yaml'), MANIFEST);
    writeFileSync(join(folder, 'a.feature'), FEATURE);
    first = await run('a.feature');
  });
  after(() => rmSync(folder, { recursive: true }));

  it('fail with exit code 1, those that hold do not', () => {
    expect(first.status, first.text).to.equal(1);
    expect(first.text).to.contain('4 scenarios: 1 passed, 3 failed');
  });

  it('fail on the step that failed, with the most boring values that break them', () => {
    const [, story = ''] = /✖ the budget([\s\S]*?)\n\n/.exec(first.text) ?? [];
    expect(story).to.contain('Then within 3m pod "web" is "1/1 Running"  a.feature:7');
    // Probes come every 10 s, the third and last one shortly before 30 s.
    expect(story).to.contain('with 30s (of 0s to 90s), 200 (of one of 200, 500)\n    in a cluster with seed 1\n');
    expect(story).to.match(/broken after \d+ runs? and \d+ shrinks?/);
    expect(story, 'its timeline').to.match(/container web started \(restart/);
  });

  it('can be replayed by what they tell', async () => {
    const replay = /replay it: podwright run (a\.feature:2 --seed 1 --path [\d:]+)/.exec(first.text)?.[1] ?? '';
    const again = await run(...replay.split(' '));
    expect(again.text).to.contain('with 30s (of 0s to 90s)');
    expect(again.text).to.contain('broken after 1 run and 0 shrinks');
  });

  it('tell what cannot be played', () => {
    expect(first.text).to.contain('the range "90s to 0s" ends before it begins');
    expect(first.text).to.match(/And container "web" starts serving after 90s to 0s {2}a\.feature:12\n +the range/);
    expect(first.text).to.match(/And 20s pass {2}a\.feature:21\n +no pod has a container "wep"/);
  });

  it('are the same every time, and identified by all their cases', async () => {
    const identified = async (...flags: string[]) => {
      await run('a.feature:23', '--runs', '12', ...flags);
      return readFileSync(join(folder, 'reports', 'digests.json'), 'utf8');
    };
    const once = await identified();
    expect(await identified()).to.equal(once);
    expect(await identified('--seed', '2')).not.to.equal(once);
  });

  it('are played as often as asked for', async () => {
    expect((await run('a.feature:23', '--runs', '4')).text).to.contain('1 passed');
    const messages = readFileSync(join(folder, 'reports', 'messages.ndjson'), 'utf8').split('\n');
    const { body } = JSON.parse(messages.find((line) => line.includes('"run.json"')) ?? '{}').attachment;
    const text = body.startsWith('{') ? body : Buffer.from(body, 'base64').toString();
    expect(JSON.parse(text).property).to.deep.equal({ runs: 4, shrinks: 0 });
  });
});
