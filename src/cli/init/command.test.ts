import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

const PODWRIGHT = join(__dirname, '..', 'podwright.cjs');

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, namespace: store}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: web
        image: shop/web:1
        envFrom: [{configMapRef: {name: shop}}]
        livenessProbe: {tcpSocket: {port: 8080}}
`;

describe('podwright init', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'podwright-init-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function podwright(...args: string[]) {
    const env = { ...process.env, NO_COLOR: '1' };
    return spawnSync(process.execPath, [PODWRIGHT, ...args], { cwd: folder, encoding: 'utf8', env });
  }

  it('finds the manifests and writes features that hold', () => {
    mkdirSync(join(folder, 'k8s'));
    writeFileSync(join(folder, 'k8s', 'shop.yaml'), DEPLOYMENT);
    writeFileSync(join(folder, 'k8s', 'values.yaml'), 'replicas: 3\n');
    expect(podwright('init')).to.include({ status: 0, stderr: '' });
    expect(readFileSync(join(folder, 'features', 'shop.feature'), 'utf8')).to.contain(
      'the manifest "../k8s/shop.yaml"',
    );
    const run = podwright('run');
    expect(run.stdout).to.match(/2 scenarios: 2 passed/);
    expect(run.status).to.equal(0);
  });

  it('leaves alone what is there', () => {
    writeFileSync(join(folder, 'shop.yaml'), DEPLOYMENT);
    writeFileSync(join(folder, 'cucumber.json'), '{}');
    expect(podwright('init', 'shop.yaml', '--features', 'specs').stdout).to.contain('there already  cucumber.json');
    expect(readFileSync(join(folder, 'cucumber.json'), 'utf8')).to.equal('{}');
  });

  it('says when there is nothing to begin with', () => {
    const { status, stderr } = podwright('init');
    expect(stderr).to.contain('no manifest of a Deployment');
    expect(status).to.equal(2);
  });
});
