import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { messagesOf, type ToldFeature } from '../../../report/html/testing';
import { typed } from '../../testing';
import { Heard } from '../heard';
import { ReportFolder } from '../reportFolder';
import { withoutWallClock } from '../testing';
import { ciServer } from './ciServer';
import { type Disk, REAL_DISK, writeWhole } from './files';
import { type ChosenFiles, targetsOf } from './formats';
import { writeReports } from './write';

const COMMAND = resolve(__dirname, '..', '..', 'podwright.cjs');

function failing(code: string, when: (path: string) => boolean): Disk {
  const refuse = () => {
    throw Object.assign(new Error(`${code}: no`), { code });
  };
  return {
    ...REAL_DISK,
    write: (path, content) => {
      if (!when(path)) return REAL_DISK.write(path, content);
      // A disk is full in the middle of a file
      REAL_DISK.write(path, content.slice(0, 10));
      return refuse();
    },
  };
}

describe('the reports of a run', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-outputs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const FEATURES: readonly ToldFeature[] = [
    {
      uri: 'features/a.feature',
      name: 'A',
      scenarios: [
        { name: 'holds', steps: [{ text: 'x' }] },
        { name: 'does not', steps: [{ text: 'y', status: 'FAILED', message: 'expected now: 1\nseen: 2' }] },
      ],
    },
  ];

  async function write(disk: Disk, chosen: ChosenFiles = {}) {
    const heard = new Heard();
    for (const message of messagesOf(FEATURES)) heard.add(message);
    const reports = new ReportFolder(join(folder, 'reports'), disk);
    const result = await writeReports(
      { heard, stories: [], ci: ciServer('none', {}), writeOthers: () => [], nowMs: 0 },
      targetsOf(chosen, join(folder, 'reports')),
      reports,
      disk,
    );
    reports.publish(/^$/);
    reports.discard();
    return { ...result, names: () => readdirSync(join(folder, 'reports')).sort() };
  }

  it('are all there', async () => {
    const { problems, names } = await write(REAL_DISK);
    expect(problems).to.deep.equal([]);
    expect(names()).to.deep.equal(
      ['index.html', 'junit.xml', 'report.json', 'summary.md', 'messages.ndjson', 'cucumber.html', 'rerun.txt'].sort(),
    );
  });

  it('go where the user wants them, or nowhere', async () => {
    const { names } = await write(REAL_DISK, {
      junit: join(folder, 'deep', 'er', 'x.xml'),
      html: false,
      messages: false,
    });
    expect(readFileSync(join(folder, 'deep', 'er', 'x.xml'), 'utf8')).to.contain('<testsuites');
    expect(readdirSync(join(folder, 'deep', 'er'))).to.deep.equal(['x.xml']);
    expect(names()).to.deep.equal(['cucumber.html', 'report.json', 'rerun.txt', 'summary.md']);
  });

  for (const [code, why] of [
    ['ENOSPC', 'the disk is full'],
    ['EROFS', 'the file system is read-only'],
  ] as const)
    it(`stay those of an earlier run when one can't be written: ${code}`, async () => {
      await write(REAL_DISK);
      const before = readFileSync(join(folder, 'reports', 'junit.xml'), 'utf8');
      writeFileSync(join(folder, 'reports', 'index.html'), 'the last good one');
      const { problems, names, written } = await write(
        failing(code, (path) => path.endsWith('junit.xml')),
        {
          json: join(folder, 'x.json'),
        },
      );
      expect(problems).to.deep.equal([
        `${join(folder, 'reports', 'junit.xml')} could not be written: ${why}; ${join(folder, 'reports')} holds the reports of an earlier run, if there was one`,
      ]);
      expect(readFileSync(join(folder, 'reports', 'index.html'), 'utf8')).to.equal('the last good one');
      expect(readFileSync(join(folder, 'reports', 'junit.xml'), 'utf8')).to.equal(before);
      expect(names().filter((name) => name.startsWith('.'))).to.deep.equal([]);
      // What goes elsewhere does not suffer
      expect(written.map(({ format }) => format.name)).to.deep.equal(['json']);
      expect(JSON.parse(readFileSync(join(folder, 'x.json'), 'utf8'))).to.include({ schemaVersion: 1 });
    });

  it('a file is there whole or as it was', () => {
    const file = join(folder, 'x.xml');
    writeWhole(file, 'good');
    expect(() => writeWhole(join(file, 'deeper', 'x'), '')).to.throw(
      'could not be written: a part of the path is a file',
    );
    expect(() =>
      writeWhole(
        file,
        'a better one',
        failing('ENOSPC', () => true),
      ),
    ).to.throw(`${file} could not be written: the disk is full`);
    expect(readFileSync(file, 'utf8')).to.equal('good');
    expect(readdirSync(folder)).to.deep.equal(['x.xml']);
  });

  describe('from the command line', function () {
    this.timeout(60_000);
    const run = (...argv: string[]) => typed(folder, 'run', ...argv, '--annotations', 'none');
    const inOwnProcess = (argv: readonly string[], env: NodeJS.ProcessEnv = {}) => {
      const { GITHUB_ACTIONS: _, GITLAB_CI: __, ...rest } = process.env;
      return spawnSync(process.execPath, [COMMAND, 'run', ...argv], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...rest, NO_COLOR: '1', ...env },
      });
    };

    beforeEach(() => {
      mkdirSync(join(folder, 'features'));
      writeFileSync(
        join(folder, 'features', 'a.feature'),
        `Feature: a
  Scenario: holds
    When 1s passes

  Scenario: fails
    When 3s pass
    Then pod "missing" is "Running"

  Scenario: is not known
    When the moon is full
`,
      );
    });

    it('can be played again: what did not pass', async () => {
      expect((await run('features')).status).to.equal(1);
      expect(readFileSync(join(folder, 'reports', 'rerun.txt'), 'utf8')).to.equal('features/a.feature:5:9\n');
      expect((await run('@reports/rerun.txt')).stdout).to.contain('2 scenarios: 1 failed, 1 undefined');
      writeFileSync(join(folder, 'features', 'a.feature'), 'Feature: a\n  Scenario: holds\n    When 1s passes\n');
      await run('features');
      expect(readFileSync(join(folder, 'reports', 'rerun.txt'), 'utf8')).to.equal('');
      const nothing = await run('@reports/rerun.txt');
      expect(nothing.stdout).to.equal('@reports/rerun.txt names no scenario: there is nothing to be played again\n');
      expect(nothing.status).to.equal(0);
    });

    it('annotate the lines of the feature for GitHub, and fill the page of the job', () => {
      mkdirSync(join(folder, 'sub'));
      const page = join(folder, 'page.md');
      writeFileSync(page, 'earlier');
      const { stdout } = inOwnProcess(['features', '--step-summary'], {
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: join(folder, '..'),
        GITHUB_STEP_SUMMARY: page,
      });
      const errors = stdout.split('\n').filter((line) => line.startsWith('::'));
      const file = `${folder.split('/').at(-1)}/features/a.feature`;
      expect(errors).to.have.length(2);
      expect(errors[0]).to.match(
        new RegExp(`^::error file=${file},line=7,title=fails::At 3s: Then pod "missing" is "Running"%0A`),
      );
      expect(errors[1]).to.contain(`::error file=${file},line=10,title=is not known::`);
      expect(readFileSync(page, 'utf8')).to.match(/^earlier\n## ✘ 2 of 3 scenarios do not hold/);
    });

    it('annotate for GitLab by a code quality report', () => {
      inOwnProcess(['features'], { GITLAB_CI: 'true', CI_PROJECT_DIR: join(folder, 'features') });
      const findings = JSON.parse(readFileSync(join(folder, 'reports', 'code-quality.json'), 'utf8')) as object[];
      expect(findings.map((finding) => (finding as { location: unknown }).location)).to.deep.equal([
        { path: 'a.feature', lines: { begin: 7 } },
        { path: 'a.feature', lines: { begin: 10 } },
      ]);
    });

    it('are named when they can not be written, and the exit code says so', async function () {
      if (!existsSync('/dev/full')) this.skip();
      const { status, stdout, stderr } = await run('features/a.feature:2', '--junit', '/dev/full', '--parallel', '1');
      expect(stderr).to.equal('podwright: /dev/full could not be written: the disk is full\n');
      expect(stdout)
        .to.contain('1 scenario: 1 passed')
        .and.contain('report: reports/index.html')
        .and.not.contain('/dev/full');
      expect(status).to.equal(3);
      expect((await run('features', '--junit', '/dev/full')).status).to.equal(1);
    });

    for (const [argv, says] of [
      [['--junit'], '--junit takes a file, not ""'],
      [['--trace', '--tags', 'x'], '--trace takes a folder, not "--tags"'],
      [['--annotations', 'jenkins'], '--annotations takes one of auto, github, gitlab, none, not "jenkins"'],
    ] as const)
      it(`are told what is wrong with ${argv.join(' ')}`, async () => {
        const { status, stderr } = await typed(folder, 'run', ...argv);
        expect(stderr).to.equal(`${says}\n`);
        expect(status).to.equal(2);
      });

    it('have the same bytes for the same run, but for the block of wall-clock times', async () => {
      const flags = [
        'features',
        '--code-quality',
        'reports/code-quality.json',
        '--trace',
        'reports/traces',
        '--retry',
        '1',
      ];
      const contents = async () => {
        await run(...flags);
        const names = readdirSync(join(folder, 'reports'), { recursive: true, withFileTypes: true });
        return names
          .filter((entry) => entry.isFile())
          .map(({ name, parentPath }) => [name, readFileSync(join(parentPath, name), 'utf8')] as const);
      };
      const one = await contents();
      const two = await contents();
      expect(two.map(([name]) => name)).to.deep.equal(one.map(([name]) => name));
      expect(one.map(([name]) => name)).to.include.members(['features-a.feature-5.trace.json', 'code-quality.json']);
      for (const [i, [name, text]] of one.entries())
        expect(withoutWallClock(two[i]?.[1] ?? '') === withoutWallClock(text), name).to.equal(true);
    });
  });
});
