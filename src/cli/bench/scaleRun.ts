import { isReady } from '../../api/index';
import { Cluster } from '../../cluster';
import { stopwatch } from './stopwatch';

/** What one run of {@link benchScale} prints, as JSON. */
export interface ScaleResult {
  readonly pods: number;
  readonly probes: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** The most memory that the process ever had. */
  readonly maxRssMb: number;
}

const PODS_PER_NODE = 50;
const PODS_PER_DEPLOYMENT = 50;
/** Every container gets variables for every Service of its namespace: nobody has a hundred in one. */
const DEPLOYMENTS_PER_NAMESPACE = 20;

function namespaceOf(deployment: number): string {
  return `team-${Math.floor(deployment / DEPLOYMENTS_PER_NAMESPACE)}`;
}

/** A Deployment with its Service; each pod has three probes that go on as long as it lives, one of each way to ask. */
function application(namespace: string, name: string, replicas: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
      - name: web
        image: nginx
        livenessProbe: {httpGet: {path: /, port: 80}}
        readinessProbe: {tcpSocket: {port: 80}}
      - name: worker
        image: busybox
        command: [sh, -c, "touch /tmp/alive; sleep 360000"]
        livenessProbe: {exec: {command: [cat, /tmp/alive]}}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {selector: {app: ${name}}, ports: [{port: 80}]}
---
`;
}

/**
 * Creates so many pods and lets time pass, in a process of its own so that its memory is its own.
 * @throws Error when a pod is not ready in the end: then nothing was measured
 */
export function scaleRun(pods: number, minutes: number): ScaleResult {
  const count = Math.ceil(pods / PODS_PER_DEPLOYMENT);
  const applications = Array.from({ length: count }, (_, i) =>
    application(namespaceOf(i), `app-${i}`, Math.min(PODS_PER_DEPLOYMENT, pods - i * PODS_PER_DEPLOYMENT)),
  );
  const watch = stopwatch();
  const cluster = new Cluster({
    nodes: Array.from({ length: Math.ceil(pods / PODS_PER_NODE) }, (_, i) => ({
      ip: `192.168.67.${i + 1}`,
      podSubnet: `10.244.${i + 1}`,
      capacity: { cpu: '16', memory: '64Gi', pods: '110' },
    })),
    readFile: () => applications.join(''),
  });
  for (const name of new Set(applications.map((_, i) => namespaceOf(i))))
    cluster.execute(`kubectl create namespace ${name}`);
  cluster.execute('kubectl create -f applications.yaml');
  cluster.advance(minutes * 60_000);
  const took = watch();
  const ready = cluster.podsEver().filter(isReady);
  if (ready.length !== pods) throw new Error(`${ready.length} of ${pods} pods are ready`);
  const probes = cluster.journal.all().filter(({ type }) => type === 'probe').length;
  return { pods, probes, ...took, maxRssMb: process.resourceUsage().maxRSS / 1024 };
}
