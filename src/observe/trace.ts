import type { Cluster } from '../cluster';
import type { Fact, Journal } from '../kernel/index';

/** One thing that was done to a pod, by whom. */
export interface TraceStep {
  readonly t: number;
  /** `kubectl`, `kube-scheduler`, `kubelet`, `containerd`: without the name of its node. */
  readonly who: string;
  /** `creates the pod`, `starts container web`. */
  readonly what: string;
  readonly seq: number;
}

type Words = (detail: Fact['detail']) => string;

const WRITES: Readonly<Record<string, string>> = {
  create: 'creates the pod',
  bind: 'binds the pod to its node',
  status: 'writes its status',
  update: 'changes the pod',
  patch: 'changes the pod',
  delete: 'deletes the pod',
  evict: 'evicts the pod',
};

const DEEDS: Readonly<Record<string, Words>> = {
  'api-write': (d) => WRITES[String(d['verb'])] ?? String(d['verb']),
  'pod-scheduled': () => 'chooses its node',
  'pod-sync': () => 'takes up the pod',
  'sandbox-started': () => 'makes its sandbox',
  'sandbox-stopped': () => 'ends its sandbox',
  'image-pulled': () => 'has the image',
  'container-created': (d) => `creates container ${d['container']}`,
  'container-started': (d) => `starts container ${d['container']}`,
  'container-exited': (d) => `sees container ${d['container']} end`,
  'signal-sent': (d) => `sends ${d['signal']} to container ${d['container']}`,
};

/** Who did what to a pod (`namespace/name`), in order. */
export function traceOf(cluster: Cluster, pod: string): TraceStep[] {
  const steps: TraceStep[] = [];
  for (const { type, object, t, seq, component, detail } of cluster.journal.all()) {
    const words = object === `Pod/${pod}` ? DEEDS[type] : undefined;
    if (!words) continue;
    const who = String(type === 'api-write' ? detail['by'] : component);
    steps.push({ t, seq, who: who.split('/')[0] as string, what: words(detail) });
  }
  return steps;
}

/** Whether one fact led to another, by however many steps. */
export function ledTo(journal: Journal, cause: number, effect: number): boolean {
  for (let at = effect; at > cause; ) {
    const fact = journal.at(at);
    if (!fact || fact.cause >= at) return false;
    at = fact.cause;
    if (at === cause) return true;
  }
  return false;
}
