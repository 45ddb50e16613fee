import { expect } from 'chai';
import { bench } from '../testing/bench';
import { unifiedHunks } from '../unifiedDiff';

const web = (image: string, more = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  ${more}
  selector: {matchLabels: {a: b}}
  template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: ${image}}]}}
`;
const secret = (data: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: creds}\nstringData: {${data}}\n`;
const FILES = {
  'one.yaml': web('nginx:1', 'replicas: 2'),
  'two.yaml': web('nginx:2'),
  'old.yaml': secret('same: a, other: b, gone: c'),
  'new.yaml': secret('same: a, other: x, more: d'),
  'wrong.yaml': web('nginx:1', 'replicas: -1'),
};

function played(before: readonly string[], line: string, release?: string) {
  const { run } = bench({ files: FILES, release });
  for (const each of before) expect(run(each).exitCode, each).to.equal(0);
  const { output, exitCode } = run(line);
  return { text: output.replaceAll(/(LIVE|MERGED)-\d+/g, '$1'), exitCode };
}

describe('kubectl diff', () => {
  it('is silent where nothing would change', () =>
    expect(played(['apply -f one.yaml'], 'diff -f one.yaml')).to.deep.equal({ text: '', exitCode: 0 }));
  it('shows what an apply would change', () => {
    const { text, exitCode } = played(['apply -f one.yaml'], 'diff -f two.yaml');
    expect(exitCode).to.equal(1);
    const lines = text.split('\n');
    expect(lines[0]).to.equal(
      'diff -u -N /tmp/LIVE/apps.v1.Deployment.default.web /tmp/MERGED/apps.v1.Deployment.default.web',
    );
    expect(lines[1]).to.match(
      /^--- \/tmp\/LIVE\/apps.v1.Deployment.default.web\t\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{9} \+0000$/,
    );
    expect(lines.filter((line) => /^[-+] /.test(line))).to.deep.equal([
      '-  generation: 1',
      '+  generation: 2',
      '-  replicas: 2',
      '+  replicas: 1',
      '-      - image: nginx:1',
      '+      - image: nginx:2',
    ]);
  });
  it('shows what would be new', () => {
    const { text, exitCode } = played([], 'diff -f one.yaml');
    expect(exitCode).to.equal(1);
    expect(text).to.match(/^--- .*\t1970-01-01 00:00:00\.000000000 \+0000$/m);
    expect(text).to.include('\n@@ -0,0 +1,');
    expect(text).not.to.include('last-applied');
  });
  it('hides what Secrets hold', () => {
    const { text } = played(['apply -f old.yaml'], 'diff -f new.yaml');
    const data = text.split('\n').filter((line) => /^[- +] {2}(same|other|gone|more):/.test(line));
    expect(data).to.deep.equal([
      "   gone: '***'",
      "-  other: '*** (before)'",
      "+  more: '***'",
      "+  other: '*** (after)'",
      "   same: '***'",
    ]);
  });
  it('tells what is wrong by another exit code', () =>
    expect(played(['apply -f one.yaml'], 'diff -f wrong.yaml')).to.deep.equal({
      text: 'The Deployment "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\n',
      exitCode: 2,
    }));
  it('asks the server who may change what', () => {
    const { text, exitCode } = played(
      ['apply --server-side -f one.yaml', 'scale deploy web --replicas=9'],
      'diff --server-side -f one.yaml',
    );
    expect(text).to.match(/^Error from server \(Conflict\): Apply failed with 1 conflict/);
    expect(exitCode).to.equal(2);
  });
  it('stores nothing', () => {
    const { run } = bench({ files: FILES });
    run('diff -f one.yaml');
    expect(run('get deploy').stderr).to.equal('No resources found in default namespace.\n');
  });
});

describe('the hunks of diff -u', () => {
  const lines = (...numbers: (number | string)[]) => numbers.map((each) => `${each}\n`).join('');
  const twelve = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  const rows: [what: string, from: string, to: string, hunks: string][] = [
    ['nothing', lines(1), lines(1), ''],
    ['all new', '', lines(1, 2), '@@ -0,0 +1,2 @@\n+1\n+2\n'],
    ['all gone', lines(1), '', '@@ -1 +0,0 @@\n-1\n'],
    ['one line', lines(1), lines(2), '@@ -1 +1 @@\n-1\n+2\n'],
    [
      'three lines around',
      lines(...twelve),
      lines(...twelve.map((n) => (n === 6 ? 'x' : n))),
      '@@ -3,7 +3,7 @@\n 3\n 4\n 5\n-6\n+x\n 7\n 8\n 9\n',
    ],
    [
      'two hunks',
      lines(...twelve),
      lines(...twelve.map((n) => (n === 1 || n === 12 ? 'x' : n))),
      '@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -9,4 +9,4 @@\n 9\n 10\n 11\n-12\n+x\n',
    ],
  ];
  for (const [what, from, to, hunks] of rows) it(what, () => expect(unifiedHunks(from, to)).to.equal(hunks));
});
