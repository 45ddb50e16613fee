import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { typed } from '../testing';

const PODWRIGHT = join(__dirname, '..', 'podwright.cjs');

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, namespace: store}
spec:
  replicas: 2
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: web
        image: shop/web:1
        ports: [{name: http, containerPort: 8080}]
        envFrom: [{secretRef: {name: shop}}]
        livenessProbe: {httpGet: {path: /healthz, port: http}}
        readinessProbe: {httpGet: {path: /healthz, port: http}, periodSeconds: 5}
        lifecycle: {preStop: {exec: {command: [sleep, "3"]}}}
---
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: store}
spec: {selector: {app: shop}, ports: [{port: 80, targetPort: http}]}
`;

const INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: a}
spec: {defaultBackend: {service: {name: shop, port: {number: 80}}}}
`;

describe('podwright check', function () {
  this.timeout(180_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-check-'));
    writeFileSync(join(folder, 'shop.yaml'), DEPLOYMENT);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const check = (...args: string[]) => typed(folder, 'check', ...args);

  function inOwnProcess(args: string[], input?: string) {
    const env = { ...process.env, NO_COLOR: '1' };
    return spawnSync(process.execPath, [PODWRIGHT, ...args], { cwd: folder, encoding: 'utf8', env, input });
  }

  it('shows each answer by a scenario that holds', async () => {
    const { status, stdout } = await check('shop.yaml', '--start-up', '1m', '--scenarios', 'shown');
    expect(stdout).to.contain('a start may take up to').and.to.contain('Secret shop');
    expect(status).to.equal(1);
    const run = await typed(folder, 'run', 'shown', '--reports', 'reports');
    expect(run.status, run.stdout).to.equal(0);
    expect(run.stdout).to.match(/8 scenarios: 8 passed/);
  });

  it('reads standard input and prints JSON', () => {
    const { status, stdout } = inOwnProcess(
      ['check', '-', '--only', 'slowest-start', '--start-up', '20s', '--output', 'json'],
      DEPLOYMENT,
    );
    const { findings } = JSON.parse(stdout);
    expect(findings).to.have.length(1);
    expect(findings[0]).to.include({
      question: 'slowest-start',
      verdict: 'ok',
      name: 'shop',
      file: '<stdin>',
      line: 15,
    });
    expect(status).to.equal(0);
  });

  it('prints SARIF with the line of the field', async () => {
    const { stdout } = await check('shop.yaml', '--only', 'slowest-start', '--start-up', '1m', '--output', 'sarif');
    const { runs } = JSON.parse(stdout);
    const { artifactLocation, region } = runs[0].results[0].locations[0].physicalLocation;
    expect(artifactLocation.uri).to.equal('shop.yaml');
    expect(region.startLine).to.equal(15);
    expect(runs[0].results[0].level).to.equal('error');
  });

  it('takes folders, lists and kinds that are not simulated, and names those once', async () => {
    const application = join(folder, 'whole');
    mkdirSync(join(application, 'more'), { recursive: true });
    writeFileSync(
      join(application, 'a.yaml'),
      `${DEPLOYMENT}---\n${INGRESS}---\n${INGRESS.replace('name: a', 'name: b')}`,
    );
    const items = DEPLOYMENT.replaceAll('name: shop, namespace: store', 'name: cart')
      .split('---\n')
      .map((text) => parse(text));
    writeFileSync(join(application, 'more', 'b.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    const { status, stdout } = await check('whole', '--only', 'longest-drain');
    expect(stdout).to.contain('Deployment shop').and.to.contain('Deployment cart');
    expect(stdout.match(/Ingress/g)).to.have.length(1);
    expect(stdout).to.contain('Kept but not simulated: Ingress.');
    expect(status).to.equal(0);
  });

  it('counts an answer beyond a default limit as a warning only', async () => {
    expect((await check('shop.yaml', '--only', 'slowest-start')).status).to.equal(0);
  });

  it('counts as bad what --fail-on says', async () => {
    const { status } = await check('shop.yaml', '--only', 'slowest-start', '--start-up', '1m', '--fail-on', 'never');
    expect(status).to.equal(0);
  });

  const bad: [string, string[], RegExp, string?][] = [
    ['a missing file', ['nothing.yaml'], /the path "nothing.yaml" does not exist/],
    ['nothing to check', ['-'], /nothing to check/, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n'],
    ['a broken file', ['-'], /<stdin>:2:1: /, 'kind: [\n'],
    ['an invalid object', ['-'], /spec.template.spec.containers/, DEPLOYMENT.replace('name: web', 'name: Web_')],
    ['an unknown question', ['shop.yaml', '--only', 'everything'], /Allowed choices are start/],
  ];
  for (const [what, args, message, input] of bad) {
    it(`refuses ${what}`, async () => {
      const { status, stdout, stderr } =
        input === undefined ? await check(...args) : inOwnProcess(['check', ...args], input);
      expect(stderr)
        .to.match(message)
        .and.not.to.match(/\n\s+at /);
      expect(stdout).to.equal('');
      expect(status).to.equal(2);
    });
  }
});
