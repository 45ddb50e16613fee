import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';

const COMMAND = resolve(__dirname, '..', 'podwright.cjs');

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: example.com/web:1, ports: [{containerPort: 80}], readinessProbe: {tcpSocket: {port: 80}}}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

const BEGIN = ['Given the manifest "web.yaml"', 'When the manifest is created', 'And deployment "web" is available'];

/** What is said that is not so, and how the step fails; nothing of it may pass because it was read as something to do. */
const UNMET: readonly (readonly [message: string, ...steps: string[]])[] = [
  ['checks nothing', 'Then container "web" crashes after 5s'],
  ['checks nothing', 'Then container "web" ignores SIGTERM'],
  ['exit code 3', 'Then container "web" exits with exit code 3'],
  ['checks nothing', 'Then deployment "web" is restarted'],
  ['checks nothing', 'Then deployment "web" is rolled back'],
  ['checks nothing', 'Then node "k8s-node01" is drained'],
  ['spec.replicas is 2', 'Then deployment "web" is scaled to 5 replicas'],
  ['no service "web"', 'Then service "web" is missing'],
  ['has no livenessProbe', 'Given container "web" fails its liveness probe after 1m'],
  ['has a container "wep"', 'Given container "wep" fails its readiness probe after 1m'],
  ['there is Unhealthy', 'Then no event "Unhealty" occurs'],
  ['within 30m', 'When deployment "web" is paused'],
  [
    '1 at',
    'When I run `kubectl scale deployment web --replicas=1`',
    'Then deployment "web" always has 2 ready replicas',
    'And 1m passes',
  ],
  ['already', 'When 1m passes', 'Then at 5s deployment "web" is available'],
];

describe('what is said and is not so', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'podwright-unmet-'));
  after(() => rmSync(folder, { recursive: true }));

  it('fails its scenario', () => {
    const scenarios = UNMET.map(([, ...steps], i) => [`  Scenario: case ${i}`, ...BEGIN, ...steps].join('\n    '));
    writeFileSync(join(folder, 'web.yaml'), WEB);
    writeFileSync(join(folder, 'a.feature'), `Feature: unmet\n${scenarios.join('\n')}\n`);
    const { stdout } = spawnSync(process.execPath, [COMMAND, 'run', 'a.feature'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    const texts = stdout.split(/^✖ /m).slice(1);
    expect(texts.map((text) => text.split('  ')[0])).to.deep.equal(UNMET.map((_, i) => `case ${i}`));
    UNMET.forEach(([message], i) => {
      expect(texts[i]).to.contain(message);
    });
  });
});
