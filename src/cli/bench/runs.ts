import { Cluster } from '../../cluster';
import type { Row } from './row';

const TEN_MINUTES_MS = 600_000;
const ASKED = 300;
/** A campaign plays thousands of runs: what the compiler needs to get warm is not part of any. */
const WARM_UP = 2500;
const BATCHES = 15;
const RUNS = 20;

const PODS: Readonly<Record<string, string>> = {
  'two-container pod': `apiVersion: v1
kind: Pod
metadata: {name: two}
spec:
  containers:
  - {name: web, image: nginx}
  - {name: helper, image: busybox, command: [sleep, "3600"]}
`,
  'two-container pod with a readiness probe': `apiVersion: v1
kind: Pod
metadata: {name: two}
spec:
  containers:
  - name: web
    image: nginx
    readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 10}
  - {name: helper, image: busybox, command: [sleep, "3600"]}
`,
};

/** What one run of a fuzzing campaign costs at least: a cluster is made, a pod is created, ten minutes pass. */
export function benchRuns(): Row[] {
  return Object.entries(PODS).map(([what, manifest]) => {
    let seed = 0;
    const run = () => {
      const cluster = new Cluster({ seed: ++seed, readFile: () => manifest });
      cluster.execute('kubectl create -f pod.yaml');
      cluster.advance(TEN_MINUTES_MS);
    };
    for (let i = 0; i < WARM_UP; i++) run();
    const each = Array.from({ length: BATCHES }, () => cpuMs(RUNS, run)).sort((a, b) => a - b);
    const median = each[Math.floor(BATCHES / 2)] as number;
    const rate = 1000 / median;
    return {
      what: `${what} over ten simulated minutes, cluster included: runs a second on one core`,
      measured: `${rate.toFixed(0)} (${median.toFixed(1)} ms of CPU each)`,
      asked: `${ASKED}`,
      holds: rate >= ASKED,
    };
  });
}

/** CPU time of one of some runs; other processes of the machine do not count, the collector and the compiler do. */
function cpuMs(runs: number, run: () => void): number {
  const before = process.cpuUsage();
  for (let i = 0; i < runs; i++) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / runs;
}
