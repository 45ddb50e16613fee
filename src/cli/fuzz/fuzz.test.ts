import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { addCoverage, emptyCoverage, type Failure } from '../../fuzz/index';
import { typed } from '../testing';
import { Progress } from './progress';

const COMMAND = join(__dirname, '..', 'podwright.cjs');
const PROBLEMS = join(__dirname, '..', '..', 'fuzz', 'problems');
const WELL_MADE = join(PROBLEMS, 'well-made.yaml');

/** Quick to play, and nothing of it breaks the promise. */
const SMALL = `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers: [{name: web, image: "example/web:1"}]
`;
/** Its namespace, a Secret and the label of a node are somebody else's business. */
const LACKING = `apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: shop}
spec:
  nodeSelector: {disk: ssd}
  containers:
  - name: shop
    image: example/shop:1
    envFrom: [{secretRef: {name: shop}}]
    livenessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1, failureThreshold: 1}
`;
const PROMISE = ['--promise', 'start/not-cut-short'];

/** By one worker, unless something else is asked for: each of them has to load everything first. */
const fuzz = (folder: string, ...args: string[]) =>
  typed(folder, 'fuzz', '--parallel', '1', '--counterexamples', join(folder, 'found'), ...args);

describe('podwright fuzz', function () {
  this.timeout(240_000);
  let folder: string;
  let small: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-fuzz-'));
    small = join(folder, 'small.yaml');
    writeFileSync(small, SMALL);
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
    it(`takes no ${args.map((word) => word.replace(PROBLEMS, '…')).join(' ') || 'empty command line'}`, async () => {
      const { status, stderr, stdout } = await typed(folder, 'fuzz', '--counterexamples', 'found', ...args);
      expect(status, `${stdout}${stderr}`).to.equal(2);
      expect(stderr).to.include(says);
      expect(stderr).not.to.match(/\n\s+at /);
      expect(existsSync(join(folder, 'found'))).to.equal(false);
    });
  }

  it('takes no manifest that kubectl does not take', async () => {
    const file = join(folder, 'upper-case.yaml');
    writeFileSync(file, SMALL.replace('name: web,', 'name: Web,'));
    const { status, stderr, stdout } = await typed(folder, 'fuzz', file, '--runs', '5');
    expect({ status, stdout }).to.deep.equal({ status: 2, stdout: '' });
    expect(stderr).to.match(/kubectl does not take the manifests: The Pod "Web" is invalid: metadata\.name/);
  });

  it('takes for granted what the files lack, says so and writes it down; not with --as-is', async () => {
    const file = join(folder, 'shop.yaml');
    writeFileSync(file, LACKING);
    const words = [...PROMISE, '--runs', '30', '--output', 'json'];
    const { takenForGranted, failure } = JSON.parse((await fuzz(folder, file, ...words)).stdout);
    expect(takenForGranted).to.deep.equal([
      'Not in the files and taken for granted: Secret shop; label disk=ssd of a node.',
    ]);
    expect(failure.finding.name).to.equal('start/not-cut-short');
    const bare = await fuzz(folder, file, '--as-is', ...words);
    expect(bare.status).to.equal(2);
    expect(bare.stderr).to.include('namespaces "shop" not found');
  });

  it('finds the same whatever the number of workers, and writes it down', async () => {
    const outcomes = [];
    for (const workers of ['1', '2']) {
      const words = ['--parallel', workers, '--output', 'json'];
      const { status, stdout } = await fuzz(folder, join(PROBLEMS, 'shell-as-first-process.yaml'), ...words);
      const { failure } = JSON.parse(stdout) as { failure: { run: number; feature: string } };
      outcomes.push({ status, run: failure.run, feature: readFileSync(failure.feature, 'utf8') });
    }
    expect(outcomes[0]?.status).to.equal(1);
    expect(outcomes[0]).to.deep.equal(outcomes[1]);
    expect(readdirSync(join(folder, 'found'))).to.have.length(1);
  });

  it('plays in shards what it plays as a whole', async () => {
    const played = [];
    for (const shards of [['1/1'], ['1/2', '2/2']]) {
      const sum = { runs: 0, virtualMs: 0, coverage: emptyCoverage() };
      for (const shard of shards) {
        const words = [...PROMISE, '--runs', '9', '--shard', shard, '--output', 'json'];
        const part = JSON.parse((await fuzz(folder, small, ...words)).stdout) as typeof sum;
        sum.runs += part.runs;
        sum.virtualMs += part.virtualMs;
        addCoverage(sum.coverage, part.coverage);
      }
      played.push(sum);
    }
    expect(played[0]?.runs).to.equal(9);
    expect(played[1]).to.deep.equal(played[0]);
  });

  const PROPERTIES: readonly [what: string, sentence: string, status: number][] = [
    ['holds', 'no more than 1 pod with label "app=web" ever ran at once', 0],
    ['breaks', 'no more than 0 pods with label "app=web" ever ran at once', 1],
  ];
  for (const [what, sentence, status] of PROPERTIES)
    it(`looks at a property of one's own that ${what}`, async () => {
      const property = join(folder, 'mine.feature');
      writeFileSync(property, `Feature: mine\n  Scenario: s\n    Then ${sentence}\n`);
      const run = await fuzz(folder, small, ...PROMISE, '--property', property, '--runs', '5');
      expect(run.status, run.stdout + run.stderr).to.equal(status);
      if (status === 1) expect(run.stdout).to.include(`broke: ${sentence}`);
    });

  it('tells what was done when it is interrupted', async function () {
    if (!existsSync('/proc/self/task')) this.skip();
    const child = spawn(process.execPath, [COMMAND, 'fuzz', small, '--parallel', '1', ...PROMISE, '--time', '10m']);
    let stdout = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    const children = `/proc/${child.pid}/task/${child.pid}/children`;
    while (readFileSync(children, 'utf8').trim() === '') await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGINT');
    const [status] = (await once(child, 'close')) as [number];
    expect(stdout)
      .to.match(/^\d+ runs of seed 1 in .*: interrupted\.\n/)
      .and.not.include('Everything held');
    expect(status).to.equal(130);
  });

  it('tells what broke where it can write nothing', function () {
    if (!existsSync('/proc/self')) this.skip();
    const words = [COMMAND, 'fuzz', join(PROBLEMS, 'job-with-a-helper.yaml'), '--report', '/proc/no-such'];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...words, '--counterexamples', '/proc/no-such', '--parallel', '1', '--runs', '50'],
      { encoding: 'utf8' },
    );
    expect(stdout).to.include('every Job completes').and.not.include('Written to');
    expect(stderr).to.include('could not be written to /proc/no-such: no folder can be made there');
    expect(stderr).to.include('/proc/no-such/index.html could not be written');
    expect(status).to.equal(1);
  });

  it('tells JUnit what held, and writes what was visited', async () => {
    const reports = join(folder, 'reports');
    const { status, stdout } = await fuzz(
      folder,
      WELL_MADE,
      '--parallel',
      '1',
      '--runs',
      '8',
      '--output',
      'junit',
      '--report',
      reports,
    );
    expect(status).to.equal(0);
    expect(readdirSync(reports).sort()).to.deep.equal(['coverage.md', 'index.html', 'states.svg']);
    expect(stdout).to.match(/^<\?xml .*failures="0"/s);
    expect(stdout).to.include('name="start/not-cut-short: no container is killed while it still starts"');
  });
});

describe('The line that tells how far a campaign is', () => {
  function shownBy(terminal: { isTTY: boolean; columns?: number }, act: (progress: Progress) => void): string[] {
    const lines: string[] = [];
    let now = 0;
    const progress = new Progress(200, undefined, { ...terminal, write: (text) => lines.push(text) }, () => now);
    now = 8000;
    act(progress);
    return lines.map((line) => line.replace('\r\x1b[2K', ''));
  }

  it('has runs, runs a second, states and time', () => {
    const [line] = shownBy({ isTTY: true, columns: 100 }, (progress) => progress.show(50, 7));
    expect(line).to.equal('██████░░░░░░░░░░░░░░░░░░ 50 of 200 runs, 6.3 runs/s, 7 states, 8s');
  });

  it('tells how small a story is by now', () => {
    const failure = { run: 4, shrinks: 37, story: { circumstances: [], deeds: [{}] } } as unknown as Failure;
    const [line] = shownBy({ isTTY: true, columns: 100 }, (progress) => progress.showSmaller(failure));
    expect(line).to.match(/^Run 4 broke something\. Its story has \d+ actions? after 37 tries/);
  });

  it('is not longer than the terminal is wide, and goes away', () => {
    const lines = shownBy({ isTTY: true, columns: 40 }, (progress) => {
      progress.show(50, 7);
      progress.clear();
      progress.clear();
    });
    expect(lines.map(({ length }) => length)).to.deep.equal([39, 0]);
  });

  it('is a line of a log every half minute where no terminal is', () => {
    const lines: string[] = [];
    let now = 0;
    const terminal = { isTTY: false, write: (text: string) => lines.push(text) };
    const progress = new Progress(undefined, 600_000, terminal, () => now);
    for (; now <= 65_000; now += 1000) progress.show(now / 100, 7);
    progress.clear();
    expect(lines.map((line) => line.replace(/^[█░]+ /, ''))).to.deep.equal([
      '300 runs, 10 runs/s, 7 states, 30s\n',
      '600 runs, 10 runs/s, 7 states, 1m\n',
    ]);
  });
});
