import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownCommand } from '../ownCommand';
import { cucumber } from './cucumber';
import type { Row } from './row';
import { median, type Took, text } from './stopwatch';

const ROUNDS = 9;
const COMMAND = ownCommand();

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: c
    image: nginx
    readinessProbe: {httpGet: {path: /, port: 80}}
`;

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: app
        image: team/app:v1
        ports: [{containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 5}
        livenessProbe: {httpGet: {path: /live, port: 8080}}
      - name: proxy
        image: team/proxy:v1
        ports: [{containerPort: 9090}]
        readinessProbe: {tcpSocket: {port: 9090}}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}
`;

/** Sentences of a first feature; Cucumber alone gets as many that do nothing. */
const SENTENCES = [
  'Given the manifest "pod.yaml"',
  'When I run `kubectl create -f pod.yaml`',
  'And 20s pass',
  'Then pod "web" is "Running"',
  'And pod "web" is "1/1"',
  'And for 1m pod "web" stays "1/1"',
];

/** Whole processes, as somebody types them, in turn, so that what else the machine does hits all alike. */
export function benchCli(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'podwright-bench-'));
  try {
    write(folder);
    const bare = [cucumber(), 'empty.feature', '--require', 'steps.cjs'];
    const times = interleaved(folder, {
      bare,
      run: [COMMAND, 'run', 'one.feature'],
      play: [COMMAND, 'play', 'pod.yaml'],
      check: [COMMAND, 'check', 'shop.yaml', '--fail-on', 'never'],
    });
    const ratio = times.run.wallMs / times.bare.wallMs;
    const cpuRatio = times.run.cpuMs / times.bare.cpuMs;
    return [
      {
        what: 'podwright run of one feature against Cucumber alone with as many empty steps',
        measured: `${ratio.toFixed(2)} times (${times.run.wallMs.toFixed(0)} ms / ${times.bare.wallMs.toFixed(0)} ms; CPU time ${cpuRatio.toFixed(2)})`,
        asked: '1.5 or less',
        holds: ratio <= 1.5,
      },
      row('podwright play of one pod, the whole process', times.play, 400),
      row('podwright check of a Deployment with two containers, the whole process', times.check, 5000),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(what: string, took: Took, limitMs: number): Row {
  return { what, measured: text(took), asked: `under ${limitMs} ms`, holds: took.wallMs < limitMs };
}

function write(folder: string): void {
  const feature = (lines: readonly string[]) =>
    `Feature: one\n  Scenario: s\n${lines.map((l) => `    ${l}\n`).join('')}`;
  writeFileSync(join(folder, 'pod.yaml'), POD);
  writeFileSync(join(folder, 'shop.yaml'), DEPLOYMENT);
  writeFileSync(join(folder, 'one.feature'), feature(SENTENCES));
  writeFileSync(join(folder, 'empty.feature'), feature(SENTENCES.map(() => 'Given nothing 1')));
  writeFileSync(
    join(folder, 'steps.cjs'),
    `const { Given } = require(${JSON.stringify(require.resolve('@cucumber/cucumber'))}); Given('nothing {int}', (_number) => {});\n`,
  );
}

/** @returns the median of each command; the first round only fills caches */
function interleaved<Name extends string>(cwd: string, commands: Record<Name, string[]>): Record<Name, Took> {
  const names = Object.keys(commands) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Took[]>;
  for (let round = 0; round <= ROUNDS; round++)
    for (const name of names) {
      const took = time(commands[name], cwd);
      if (round > 0) times[name].push(took);
    }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, Took>;
}

/** As the shell tells it: the process with all that it starts. */
function time(args: readonly string[], cwd: string): Took {
  const timing = ['-c', 'TIMEFORMAT="%R %U %S"; time "$0" "$@" >/dev/null', process.execPath, ...args];
  const { status, stderr } = spawnSync('bash', timing, { cwd, encoding: 'utf8' });
  const [real = NaN, user = NaN, system = NaN] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  if (status !== 0 || Number.isNaN(real + user + system)) throw new Error(`${args.join(' ')} failed:\n${stderr}`);
  return { wallMs: real * 1000, cpuMs: (user + system) * 1000 };
}
