import { performance } from 'node:perf_hooks';
import { Cluster } from '../../cluster';
import { renderTimeline } from '../../report/index';
import { type Story, StoryRecorder } from '../../report/story/index';
import { attemptIdOf, benchFormats, type PlayedScenario } from './formats';
import type { Row } from './row';

const SCENARIOS = 200;

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

/**
 * Scenarios with three pods, two minutes each: what it costs to tell their stories, in each format, beside what it costs to
 * play them.
 */
export async function benchReport(): Promise<Row[]> {
  play(1);
  let playMs = 0;
  let captureMs = 0;
  const played = Array.from({ length: SCENARIOS }, (_, seed): PlayedScenario => {
    const { cluster, recorder, playMs: ms } = play(seed);
    playMs += ms;
    const start = performance.now();
    const story: Story = recorder.story();
    const line = JSON.stringify({ testCaseStartedId: attemptIdOf(seed), story });
    const timeline = renderTimeline(cluster, { sinceMs: 0 });
    captureMs += performance.now() - start;
    return { line, timeline };
  });
  const ratio = captureMs / playMs;
  return [
    {
      what: `the stories of ${SCENARIOS} scenarios against playing them`,
      measured: `${ratio.toFixed(2)} (${captureMs.toFixed(0)} ms of ${playMs.toFixed(0)} ms)`,
      asked: '0.25 or less',
      holds: ratio <= 0.25,
    },
    ...(await benchFormats(played, { playMs, captureMs })),
  ];
}

function play(seed: number): { cluster: Cluster; recorder: StoryRecorder; playMs: number } {
  const start = performance.now();
  const cluster = new Cluster({ seed, readFile: () => ROLLOUT });
  const recorder = new StoryRecorder(cluster, cluster.now);
  cluster.execute('kubectl create -f shop.yaml');
  cluster.advance(60_000);
  cluster.execute('kubectl set image deployment/shop shop=httpd');
  cluster.advance(60_000);
  return { cluster, recorder, playMs: performance.now() - start };
}
