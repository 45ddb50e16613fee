import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';

const COMMAND = resolve(__dirname, 'podwright.cjs');
const MANIFEST = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: nginx}]}
`;
const FEATURE = `Feature: two pods
  Scenario Outline: it runs
    Given the manifest "web.yaml"
    When the manifest is created
    Then within <time> pod "web" is "1/1 Running"
    Examples:
      | time |
      | 1m   |
      | 0s   |
`;

describe('output that goes nowhere', function () {
  this.timeout(60_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-output-'));
    writeFileSync(join(folder, 'web.yaml'), MANIFEST);
    writeFileSync(join(folder, 'web.feature'), FEATURE);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Its standard output is a pipe whose reader has gone, or a file. */
  const podwright = (words: string, stdout: 'pipe' | number) => {
    const child = spawn(process.execPath, [COMMAND, ...words.split(' ')], {
      cwd: folder,
      stdio: ['ignore', stdout, 'pipe'],
    });
    child.stdout?.destroy();
    return child;
  };

  const ended = async (child: ChildProcess) => {
    let stderr = '';
    child.stderr?.on('data', (data: Buffer) => (stderr += data.toString()));
    const [code] = await new Promise<[number | null]>((done) => child.on('close', (status) => done([status])));
    return { code, stderr };
  };

  // All at once: most of their time is the same
  it('a reader that has gone is no error, and changes neither reports nor exit codes', async () => {
    const told = await Promise.all(
      ['steps', 'play web.yaml', 'run web.feature', 'run web.feature --watch --reports watched'].map((words) =>
        ended(podwright(words, 'pipe')),
      ),
    );
    expect(told.map(({ code, stderr }) => [code, stderr])).to.deep.equal([
      [0, ''],
      [0, ''],
      [1, ''],
      [0, ''],
    ]);
    expect(readdirSync(join(folder, 'reports'))).to.include.members(['index.html', 'junit.xml', 'report.json']);
  });

  it('a full disk is said, in one line, and has an exit code', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const full = openSync('/dev/full', 'w');
    const told = await Promise.all(['steps', 'run web.feature:8'].map((words) => ended(podwright(words, full))));
    for (const { code, stderr } of told) {
      expect(stderr).to.match(/^podwright: the output can't be written: .*no space left.*\n$/);
      expect(code).to.equal(3);
    }
  });

  it('complaints that nobody reads change nothing', async () => {
    const child = podwright('play web.yaml --images nowhere.yaml', 'pipe');
    child.stderr?.destroy();
    expect(await new Promise((done) => child.on('close', done))).to.equal(2);
  });
});
