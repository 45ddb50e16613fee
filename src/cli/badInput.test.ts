import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { typed } from './testing';

const COMMAND = resolve(__dirname, 'podwright.cjs');

const pod = (spec: string, name = 'p') => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n${spec}`;
const container = (rest = '') => `  containers:\n  - name: c\n    image: busybox:1.28\n${rest}`;

/** Manifests that can't be used, and what a person must be told about each. */
const MANIFESTS: { what: string; text: string; says: RegExp[] }[] = [
  {
    what: 'a syntax error',
    text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: p\nspec:\n',
    says: [/bad\.yaml:\d+:\d+/],
  },
  {
    what: 'an unknown field',
    text: pod(container('    livenessProb: {}\n')),
    says: [/livenessProb\b/, /livenessProbe/, /bad\.yaml:9/],
  },
  {
    what: 'a wrong type',
    text: pod(container('    ports: [{containerPort: "eighty"}]\n')),
    says: [/containerPort/, /bad\.yaml:9/],
  },
  {
    what: 'a bool where a string belongs',
    text: pod(container('    env: [{name: X, value: on}]\n')),
    says: [/value/, /string/],
  },
  {
    what: 'a missing image',
    text: pod('  containers:\n  - name: c\n'),
    says: [/spec\.containers\[0\]\.image: Required value/],
  },
  { what: 'an unknown kind', text: pod(container()).replace('kind: Pod', 'kind: Pdo'), says: [/Pdo/, /Pod\b/] },
  {
    what: 'duplicate container names',
    text: pod(`${container()}  - name: c\n    image: busybox:1.28\n`),
    says: [/spec\.containers\[1\]\.name: Duplicate value: "c"/],
  },
  {
    what: 'duplicate object names',
    text: `${pod(container())}---\n${pod(container())}`,
    says: [/pods "p" already exists/],
  },
  { what: 'an empty file', text: '', says: [/bad\.yaml/, /empty|no objects/] },
  { what: 'a file of 10 MB', text: `# ${'x'.repeat(10 * 1024 * 1024)}\n`, says: [/bad\.yaml/, /MB|MiB/] },
  {
    what: 'an alias bomb',
    text: `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map((k, i) => `${k}: &${k} [${`*${'abcdefgh'[i]},`.repeat(9)}]`)
      .join('\n')}\n`,
    says: [/bad\.yaml/, /alias/],
  },
  {
    what: 'a script that loops for ever',
    text: pod(container('    command: [sh, -c, "while true; do :; done"]\n')),
    says: [/never waits/, /while true/],
  },
];

describe('bad input', function () {
  this.timeout(60_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-bad-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const podwright = (...args: string[]) => typed(folder, ...args);
  const inOwnProcess = (...args: string[]) =>
    spawnSync(process.execPath, [COMMAND, ...args], { cwd: folder, encoding: 'utf8', timeout: 50_000 });

  for (const { what, text, says } of MANIFESTS) {
    it(`${what}: a sentence, an exit code, no stack trace`, async () => {
      writeFileSync(join(folder, 'bad.yaml'), text);
      const { status, stderr } = await podwright('play', 'bad.yaml', '--for', '10s');
      for (const pattern of says) expect(stderr).to.match(pattern);
      expect(status).to.be.oneOf([1, 2]);
      expect(stderr).not.to.match(/^\s+at .*:\d+:\d+\)?$/m);
      expect(stderr.length).to.be.lessThan(4000);
    });
  }

  it('a file that is not there', () => {
    const { status, stderr } = inOwnProcess('play', 'nowhere.yaml');
    expect(stderr).to.contain('the path "nowhere.yaml" does not exist');
    expect(status).to.equal(2);
  });

  for (const [flag, value, says] of [
    ['--for', 'ten', 'is not a duration'],
    ['--at', 'kubectl get pods', 'is not "time: command"'],
    ['--at', '5s: rm -rf /', 'is no command of a play'],
    ['--kubernetes', '1.99', 'is not a Kubernetes release'],
    ['--seed', 'x', 'is not a whole number'],
    ['--output', 'xml', 'Allowed choices are table, json'],
  ] as const) {
    it(`${flag} ${value}`, async () => {
      writeFileSync(join(folder, 'pod.yaml'), pod(container()));
      const { status, stderr } = await podwright('play', 'pod.yaml', flag, value);
      expect(stderr).to.contain(says);
      expect(status).to.equal(2);
    });
  }

  for (const [flag, text, says] of [
    [
      '--behaviours',
      'containers:\n- container: c\n  startServing: 3s\n',
      /x\.yaml:3:3: .*nearest names are startsServingAfter/,
    ],
    ['--images', 'images:\n- image: a/b\n  programs: {/x: nosuch}\n', /x\.yaml:2:3: .*"nosuch", which does not exist/],
    ['--images', '', /x\.yaml:1:1: an images file must be a map/],
  ] as const) {
    it(`a bad file of ${flag}: its place, what was meant`, async () => {
      writeFileSync(join(folder, 'pod.yaml'), pod(container()));
      writeFileSync(join(folder, 'x.yaml'), text);
      const { status, stderr } = await podwright('play', 'pod.yaml', flag, 'x.yaml');
      expect(stderr).to.match(says);
      expect(status).to.equal(2);
    });
  }

  it('a manifest with 500 containers is played, quickly', async () => {
    const containers = Array.from(
      { length: 500 },
      (_, i) => `  - name: c${i}\n    image: busybox:1.28\n    command: [sleep, "3600"]\n`,
    );
    writeFileSync(join(folder, 'many.yaml'), pod(`  containers:\n${containers.join('')}`));
    const { status, stdout } = await podwright('play', 'many.yaml', '--for', '3m', '--output', 'json');
    expect(status).to.equal(0);
    const { watch } = JSON.parse(stdout) as { watch: { ready: string; status: string }[] };
    expect(watch.at(-1)).to.include({ ready: '500/500', status: 'Running' });
  });

  describe('of a feature', () => {
    const feature = (text: string) => {
      mkdirSync(join(folder, 'features'));
      writeFileSync(join(folder, 'features', 'x.feature'), text);
      return podwright('run');
    };
    const reports = () => (existsSync(join(folder, 'reports')) ? readdirSync(join(folder, 'reports')) : []);

    it('an undefined step: the near sentences', async () => {
      const { status, stdout } = await feature('Feature: f\n  Scenario: s\n    Given the manifst "x.yaml"\n');
      expect(stdout).to.contain('There is no sentence “the manifst "x.yaml"”');
      expect(stdout).to.contain('manifest {string}');
      expect(status).to.equal(1);
    });

    it('a feature that is no Gherkin: nothing is written', async () => {
      const { status, stdout, stderr } = await feature('Fature: f\n  Scenario: s\n');
      expect(`${stdout}${stderr}`).to.match(/x\.feature/);
      expect(status).to.be.oneOf([1, 2]);
      expect(reports()).to.deep.equal([]);
    });

    it('a manifest that is not there: the sentence that names it fails', async () => {
      const { status, stdout } = await feature('Feature: f\n  Scenario: s\n    Given the manifest "nowhere.yaml"\n');
      expect(stdout).to.contain('there is no file "nowhere.yaml"');
      expect(status).to.equal(1);
    });

    it('sentences about what is not there: each fails, and says what is not there', async () => {
      const probe = '    readinessProbe: {httpGet: {path: /ready, port: 80}}\n';
      writeFileSync(join(folder, 'pod.yaml'), pod(container(probe)));
      const sentences: readonly [sentence: string, says: string][] = [
        ['Then the liveness probe of container "c" has never failed', 'no container "c" has a livenessProbe'],
        ['Then container "d" has started once', 'no pod has a container "d"'],
        ['And container "c" answers 500 on "/readyz"', 'its probes and hooks ask for "/ready"'],
        [
          'Then the field "status.phse" of pod "p" is not set',
          'Pod.status has no field "phse"; the nearest names are phase',
        ],
        ['When all pods with label "app=nobody" are deleted', 'no pod has the label app=nobody'],
        ['Then node "k8s-node01" has 0 redy replicas', 'no replica is "redy"'],
      ];
      const scenarios = sentences.map(
        ([sentence]) =>
          `  Scenario: ${sentence}\n    Given the manifest "../pod.yaml"\n    When the manifest is created\n    ${sentence}\n`,
      );
      const { status, stdout } = await feature(`Feature: f\n${scenarios.join('')}`);
      for (const [, says] of sentences) expect(stdout).to.contain(says);
      expect(stdout).to.contain('6 scenarios: 6 failed');
      expect(status).to.equal(1);
    });

    it('a tag expression or a format that Cucumber cannot read', async () => {
      writeFileSync(join(folder, 'x.feature'), 'Feature: f\n  Scenario: s\n    When 1s passes\n');
      const tags = await podwright('run', 'x.feature', '--tags', '@x and');
      expect(tags.stderr).to.match(/^Tag expression "\(@x and\)" could not be parsed.*Expected operand\.\n$/);
      expect(tags.status).to.equal(2);
      expect(await podwright('run', 'x.feature', '--format', 'nosuch')).to.include({
        stderr: 'Failed to import formatter nosuch\n',
        status: 2,
      });
    });

    it('a folder for reports that can not be made', async () => {
      writeFileSync(join(folder, 'x.feature'), 'Feature: f\n');
      writeFileSync(join(folder, 'file'), '');
      const { status, stderr } = await podwright('run', 'x.feature', '--reports', 'file');
      expect(stderr).to.equal("reports can't be written to file: it is a file\n");
      expect(status).to.equal(2);
    });

    it('a path that is not there', async () => {
      const { status, stderr } = inOwnProcess('run', 'nowhere.feature');
      expect(stderr).to.contain('there is no feature file or folder "nowhere.feature"');
      expect(status).to.equal(2);
      expect(reports()).to.deep.equal([]);
    });
  });
});
