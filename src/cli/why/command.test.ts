import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { typed } from '../testing';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: c
    image: busybox
    args: [/bin/sh, -c, "touch /tmp/live; sleep 60; rm -f /tmp/live; sleep 3600"]
    livenessProbe: {exec: {command: [test, -e, /tmp/live]}, initialDelaySeconds: 1, periodSeconds: 3}
`;

const FEATURE = `Feature: a pod
  Scenario: it fails
    Given the manifest "web.yaml"
    When I run \`kubectl create -f web.yaml\`
    And 2m pass
    Then pod "web" is "Pending"

  Scenario: all is well
    Given the manifest "web.yaml"
    When I run \`kubectl create -f web.yaml\`
    And 20s pass
    Then pod "web" is "Running"
`;

const CHAIN = [
  'Container c was started again (restart 1) at once. [restart/no-wait-after-kill]',
  'Container c ended with exit code 137 on SIGKILL.',
  'SIGKILL was sent to container c: 30s after SIGTERM it still ran. [signal/sigkill-after-grace]',
  'SIGTERM was sent to container c: its liveness probe had failed. [kill/liveness-probe]',
  'The liveness probe of container c failed 3 times in a row (failureThreshold 3): at 1m3s, 1m6s and 1m9s. [probe/failure-threshold]',
  'The liveness probe of container c failed: `test -e /tmp/live` failed without a word.',
  '/tmp/live was removed in container c by `rm -f /tmp/live`. That is what the app does.',
];

describe('podwright why', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-why-'));
    writeFileSync(join(folder, 'web.yaml'), POD);
    writeFileSync(join(folder, 'web.feature'), FEATURE);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const why = (...args: string[]) => typed(folder, 'why', ...args);

  /** The sentences of the chain; of figures the whole seconds. */
  const sentences = (stdout: string): string[] =>
    stdout
      .split('\n')
      .filter((line) => /^ +\d\S* {2}/.test(line))
      .map((line) => line.replace(/^ +\S+ {2}/, '').replace(/(\d)\.\d+s\b/g, '$1s'));

  it('leads from the restart to the file, and says where the rules can be read', async () => {
    const { status, stdout } = await why('pod/web', '-f', 'web.yaml', '--for', '2m');
    expect(stdout).to.match(/^pod\/web is 1\/1 Running, restarts 1 \(\d+s ago\) at 2m\n/);
    expect(sentences(stdout)).to.deep.equal(CHAIN);
    expect(stdout).to.match(
      /\n {2}kill\/liveness-probe: A container .* \(kubernetes\.io, Pod Lifecycle, Types of probe\)\n/,
    );
    expect(status).to.equal(0);
  });

  it('tells the same in JSON, with the sources', async () => {
    const { stdout } = await why('pod', 'web', 'restarted', '-f', 'web.yaml', '--for', '2m', '--output', 'json');
    const [{ chain }] = JSON.parse(stdout) as [{ chain: Record<string, unknown>[] }];
    expect(chain).to.have.length(CHAIN.length);
    expect(chain[3]).to.include({
      object: 'Pod/default/web',
      says: 'SIGTERM was sent to container c: its liveness probe had failed.',
      rule: 'kill/liveness-probe',
      source: 'kubernetes.io, Pod Lifecycle, Types of probe',
    });
    expect(chain.at(-1)).to.include({ root: 'app' });
    expect(chain.map(({ t }) => Math.floor(Number(t) / 1000))).to.deep.equal([99, 99, 99, 69, 69, 63, 60]);
  });

  it('is asked about a time, after something was done', async () => {
    const deleted = await why('pod/web', '-f', 'web.yaml', '--at', '20s: kubectl delete pod web', '--at', '25s');
    expect(deleted.stdout).to.match(/^pod\/web is 1\/1 Terminating at 25s\n/);
    expect(deleted.stdout).to.contain('`kubectl delete pod web` deleted pod web. Somebody did that.');
    expect((await why('pod/web', '-f', 'web.yaml', '--at', '0.3s')).stdout).to.match(
      /^pod\/web is 0\/1 ContainerCreating at 0.3s\n/,
    );
  });

  it('explains all that is not well when nothing is named', async () => {
    expect((await why('-f', 'web.yaml', '--for', '30s')).stdout).to.equal('all is well at 30s\n');
    expect(sentences((await why('-f', 'web.yaml', '--for', '2m')).stdout)).to.deep.equal(CHAIN);
  });

  it('explains a scenario: what its failed sentence speaks of, or what is asked; nothing is written', async () => {
    expect(sentences((await why('web.feature:2')).stdout)).to.deep.equal(CHAIN);
    expect(sentences((await why('web.feature:2', 'pod/web', 'restarted')).stdout)).to.deep.equal(CHAIN);
    expect((await why('web.feature:8')).stdout).to.match(/^all is well at 20/);
    expect(readdirSync(folder).sort()).to.deep.equal(['web.feature', 'web.yaml']);
  });

  const refused: [args: string[], says: string, status: number][] = [
    [
      ['pod/web', '-n', 'shop', '-f', 'web.yaml'],
      'there is no pod "web" in namespace "shop"; one is in "default"\n',
      1,
    ],
    [['pod/wbe', '-f', 'web.yaml'], 'there is no pod "wbe"; the only one is web\n', 1],
    [['pod/web', 'restarted', '-f', 'web.yaml', '--for', '20s'], 'pod "web" never restarted; it was Pending, then', 1],
    [['pod/web', 'Evicted', '-f', 'web.yaml'], 'pod "web" was never Evicted; it was Pending, then', 1],
    [['pdo/web', '-f', 'web.yaml'], 'the API has no kind "pdo"', 1],
    [['pod/web'], 'which manifests? podwright why pod/web -f web.yaml\n', 2],
    [['web.yaml'], 'web.yaml is a file: podwright why pod/web -f web.yaml\n', 2],
    [['pod/web', '-f', 'nowhere.yaml'], 'the path "nowhere.yaml" does not exist', 2],
    [['pod/web', '-f', 'web.yaml', '--at', 'noon'], 'is not "time: command"', 2],
    [['web.feature', '-f', 'web.yaml'], 'has its own manifests', 2],
    [['web.feature'], 'has 2 scenarios: name the line of one', 2],
    [['web.feature:1'], 'has no scenario there', 2],
    [['nowhere.feature:1'], 'nowhere.feature', 2],
    [['web.feature:8', 'pod/web', 'restarted'], 'never restarted', 1],
  ];
  for (const [args, says, expected] of refused)
    it(`refuses ${args.join(' ')}`, async () => {
      const { status, stdout, stderr } = await why(...args);
      expect(stderr).to.contain(says);
      expect([stdout, status]).to.deep.equal(['', expected]);
      expect(stderr).not.to.match(/^\s+at .*:\d+:\d+\)?$/m);
    });
});
