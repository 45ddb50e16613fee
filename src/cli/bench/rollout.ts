import { Cluster } from '../../cluster';
import type { Row } from './row';

const TEN_MINUTES_MS = 600_000;
const PER_SECOND = 100;
const ASKED_MS = 2000;

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx:1.27
        lifecycle: {preStop: {exec: {command: [sleep, "5"]}}}
        readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 10}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

/** A rolling update under traffic: what a question such as "does anyone notice?" costs. */
export function benchRollout(): Row[] {
  const times = [1, 2, 3].map(rolloutMs).sort((a, b) => a - b);
  const median = times[1] as number;
  return [
    {
      what: `a rolling update of 3 replicas, ${PER_SECOND} requests a second, ten simulated minutes`,
      measured: `${median.toFixed(0)} ms of CPU`,
      asked: `${ASKED_MS} ms or less`,
      holds: median <= ASKED_MS,
    },
  ];
}

/** @throws Error when the update does not end or requests are not sent: then nothing was measured */
function rolloutMs(seed: number): number {
  const cluster = new Cluster({ seed, readFile: () => WEB });
  cluster.execute('kubectl apply -f web.yaml');
  cluster.execute('kubectl rollout status deployment web');
  const before = process.cpuUsage();
  const client = cluster.startTraffic({
    name: 'user',
    host: 'web.default.svc.cluster.local',
    perSecond: PER_SECOND,
    inside: true,
  });
  cluster.later(60_000, () => cluster.run('kubectl set image deployment web web=nginx:1.28'));
  cluster.advance(TEN_MINUTES_MS);
  client.stop();
  const { user, system } = process.cpuUsage(before);
  const requests = cluster.journal.all().filter(({ type }) => type === 'request').length;
  const { stdout } = cluster.execute('kubectl rollout status deployment web');
  if (requests < (TEN_MINUTES_MS / 1000) * PER_SECOND * 0.99 || !stdout.includes('successfully rolled out')) {
    throw new Error(`the update under traffic is not what it ought to be: ${requests} requests, ${stdout}`);
  }
  return (user + system) / 1000;
}
