import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inflateRawSync } from 'node:zlib';
import { expect } from 'chai';

const COMMAND = resolve(__dirname, '..', 'podwright.cjs');

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - {name: web, image: nginx, livenessProbe: {httpGet: {port: 80}, periodSeconds: 1}}
`;

/** Enough to be interrupted in, wherever the machine stands. */
const SCENARIOS = 500;

describe('a run that is interrupted', function () {
  this.timeout(120_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-interrupted-'));
    mkdirSync(join(folder, 'features'));
    writeFileSync(join(folder, 'features', 'pod.yaml'), POD);
    const scenario = (i: number) =>
      `  Scenario: number ${i}\n    Given the manifest "pod.yaml"\n    When the manifest is created\n    And 3m pass\n`;
    for (const name of ['a', 'b'])
      writeFileSync(
        join(folder, 'features', `${name}.feature`),
        `Feature: ${name}\n${Array.from({ length: SCENARIOS / 2 }, (_, i) => scenario(i)).join('')}`,
      );
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const CASES: [what: string, flags: string[], signal: NodeJS.Signals, exitCode: number][] = [
    ['in one process, by Ctrl-C', ['--parallel', '1'], 'SIGINT', 130],
    ['in several processes, by who cancels a job', ['--parallel', '2'], 'SIGTERM', 143],
  ];
  for (const [what, flags, signal, exitCode] of CASES)
    it(`leaves reports that say so: ${what}`, async () => {
      const reports = mkdtempSync(join(folder, 'reports-'));
      const { stdout, code } = await interrupted(
        start(['run', 'features', ...flags, '--reports', reports, '--trace', join(reports, 'traces')]),
        signal,
        () => stories(reports) > 5,
      );
      expect(code, stdout).to.equal(exitCode);
      expect(stdout).to.contain(`interrupted by ${signal}: the reports hold what was played by then, and say so`);
      const read = (name: string) => readFileSync(join(reports, name), 'utf8');
      const { partial, counts } = JSON.parse(read('report.json')) as {
        partial: boolean;
        counts: { scenarios: number };
      };
      expect(partial).to.equal(true);
      expect(counts.scenarios).to.be.within(1, SCENARIOS - 1);
      expect(read('junit.xml'))
        .to.contain('podwright (the run broke off: this is what was done by then)')
        .and.contain('</testsuites>');
      expect(read('summary.md')).to.contain('The run broke off: this is what was done by then.');
      expect(read('messages.ndjson').trimEnd().split('\n').at(-1)).to.contain('The run broke off');
      expect(read('cucumber.html')).to.contain('The run broke off').and.contain('</html>');
      const [, index = ''] = /id="index">([^<]*)</.exec(read('index.html')) ?? [];
      expect(JSON.parse(inflateRawSync(Buffer.from(index, 'base64')).toString())).to.include({ partial: true });
      expect(readdirSync(join(reports, 'traces'))).not.to.have.length(0);
      expect(readdirSync(reports).filter((name) => name.startsWith('.'))).to.deep.equal([]);
    });

  it('keeps the reports of an earlier run when nothing has ended yet', async () => {
    const reports = mkdtempSync(join(folder, 'reports-'));
    writeFileSync(join(reports, 'junit.xml'), 'earlier');
    // As soon as it can hear a signal: that is long before a scenario is over
    const { stderr, code } = await interrupted(
      start(['run', 'features', '--parallel', '2', '--reports', reports]),
      'SIGINT',
      () => readdirSync(reports).length > 1,
    );
    expect(code).to.equal(130);
    if (stderr.includes('before a scenario had ended'))
      expect(readFileSync(join(reports, 'junit.xml'), 'utf8')).to.equal('earlier');
    expect(readdirSync(reports).filter((name) => name.startsWith('.'))).to.deep.equal([]);
  });

  it('leaves nothing when the signal comes as its folder appears', async () => {
    const reports = mkdtempSync(join(folder, 'reports-'));
    const atOnce = join(folder, 'atOnce.cjs');
    writeFileSync(
      atOnce,
      `const fs = require('node:fs'), { mkdtempSync } = fs;
       fs.mkdtempSync = (prefix) => {
         const path = mkdtempSync(prefix);
         if (prefix.includes('.unfinished-')) process.kill(process.pid, 'SIGINT');
         return path;
       };`,
    );
    const child = start(['run', 'features', '--parallel', '1', '--reports', reports], { NODE_OPTIONS: `-r ${atOnce}` });
    const code = await new Promise((done) => child.on('close', done));
    expect(code).to.equal(130);
    expect(readdirSync(reports)).to.deep.equal([]);
  });

  function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(process.execPath, [COMMAND, ...args], {
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1', ...env },
    });
  }

  /** Sends a signal when something has happened, and waits for the end. */
  async function interrupted(
    child: ChildProcess,
    signal: NodeJS.Signals,
    hasHappened: () => boolean,
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (data: Buffer) => {
      stdout += data;
    });
    child.stderr?.on('data', (data: Buffer) => {
      stderr += data;
    });
    const ended = new Promise<number | null>((done) => child.on('close', done));
    while (child.exitCode === null && !hasHappened()) await pause(20);
    child.kill(signal);
    return { code: await ended, stdout, stderr };
  }
});

/** How many scenarios have written their story. */
function stories(reports: string): number {
  const [growing] = readdirSync(reports).filter((name) => name.startsWith('.unfinished'));
  if (growing === undefined) return 0;
  return ['stories-0.ndjson', 'stories-1.ndjson']
    .map((name) => join(reports, growing, name))
    .reduce((sum, file) => sum + (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0), 0);
}
