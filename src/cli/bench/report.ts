import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Cluster } from '../../cluster';
import { htmlReport, RunModel } from '../../report/html/index';
import { messagesOf, type ToldFeature } from '../../report/html/testing';
import { type Story, StoryRecorder } from '../../report/story/index';
import type { Row } from './row';

const SCENARIOS = 200;
const URI = 'features/bench.feature';

const ROLLOUT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: shop
        image: nginx
        readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 1}
        livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 5}
`;

/** Scenarios with three pods, two minutes each: what it costs to tell their stories, beside what it costs to play them. */
export function benchReport(): Row[] {
  play(1);
  let playMs = 0;
  let captureMs = 0;
  const lines = Array.from({ length: SCENARIOS }, (_, seed) => {
    const played = play(seed);
    playMs += played.playMs;
    const start = performance.now();
    const story: Story = played.recorder.story();
    const line = JSON.stringify({ testCaseStartedId: `${URI}${seed}-0`, story });
    captureMs += performance.now() - start;
    return line;
  });
  const { html, ms } = written(lines);
  const ratio = (captureMs + ms) / playMs;
  const each = html.length / SCENARIOS;
  return [
    {
      what: `the run report of ${SCENARIOS} scenarios against playing them`,
      measured: `${ratio.toFixed(2)} (${captureMs.toFixed(0)} ms captured, ${ms.toFixed(0)} ms written)`,
      asked: '0.5 or less',
      holds: ratio <= 0.5,
    },
    {
      what: 'size of the run report, each scenario',
      measured: `${(each / 1000).toFixed(1)} kB`,
      asked: '20 kB or less',
      holds: each <= 20_000,
    },
  ];
}

function play(seed: number): { recorder: StoryRecorder; playMs: number } {
  const start = performance.now();
  const cluster = new Cluster({ seed, readFile: () => ROLLOUT });
  const recorder = new StoryRecorder(cluster, cluster.now);
  cluster.execute('kubectl create -f shop.yaml');
  cluster.advance(60_000);
  cluster.execute('kubectl set image deployment/shop shop=httpd');
  cluster.advance(60_000);
  return { recorder, playMs: performance.now() - start };
}

function written(lines: readonly string[]): { html: string; ms: number } {
  const folder = mkdtempSync(join(tmpdir(), 'podwright-bench-'));
  try {
    const file = join(folder, 'stories.ndjson');
    writeFileSync(file, `${lines.join('\n')}\n`);
    const scenarios = lines.map((_, i) => ({
      name: `scenario ${i}`,
      steps: [{ text: 'the deployment is rolled out' }],
    }));
    const features: ToldFeature[] = [{ uri: URI, name: 'Bench', scenarios }];
    const start = performance.now();
    const model = new RunModel();
    for (const message of messagesOf(features)) model.add(message);
    const html = htmlReport(model, { version: '0', stories: [file], nowMs: 0 });
    return { html, ms: performance.now() - start };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
