import { ApiServer, Informer, isStatus, Release } from '../../api';
import type { KubeEvent, KubeNode, KubeObject, Pod, PodStatus } from '../../api/types';
import { Kernel, type LatencyTable, sleep, type Task } from '../../kernel';
import { LATENCIES } from '../../latencies';
import { Network } from '../../world/network';
import { type ControlPlaneOptions, startControlPlane } from '../index';

export interface TestClusterOptions extends Partial<Pick<ControlPlaneOptions, 'without' | 'heartbeats'>> {
  readonly release?: string;
  readonly seed?: number;
  readonly nodes?: readonly KubeNode[];
  readonly latencies?: LatencyTable;
  /** How long a pod of the stand-in kubelet takes from binding to Ready, and from deletion to its end. Default 500. */
  readonly startMs?: number;
  readonly stopMs?: number;
}

/** The day on which the recordings were made. */
const EPOCH_MS = Date.UTC(2026, 10, 21, 1, 0, 0);

/**
 * A real API server and the real control plane with stand-in kubelets: a bound pod becomes Ready after a while, and goes
 * away after its deletion. Enough to test controllers without containers.
 */
export class TestCluster {
  readonly kernel: Kernel;
  readonly api: ApiServer;
  readonly network: Network;
  private nextIp = 1;

  constructor(private readonly options: TestClusterOptions = {}) {
    const { seed = 1, latencies = {}, release = '1.36', nodes = [node('node-1')] } = options;
    this.kernel = new Kernel({ seed, latencies: { ...LATENCIES, ...latencies } });
    this.api = new ApiServer(this.kernel, { release: Release.of(release), epochMs: EPOCH_MS });
    this.network = new Network(this.kernel);
    startControlPlane({ ...options, kernel: this.kernel, api: this.api, network: this.network });
    for (const each of nodes) this.addNode(each);
    this.run(1000);
  }

  addNode(each: KubeNode): void {
    this.api.create(each);
    const { name } = each.metadata;
    const pods = new Informer<Pod>(this.api, 'Pod', {
      name: `kubelet/${name}`,
      fieldSelector: `spec.nodeName=${name}`,
    });
    pods.onChange(({ type, object: pod, old }) => {
      if (type === 'DELETED') return;
      const stopping = pod.metadata.deletionTimestamp !== undefined;
      if (!old && !stopping) this.kernel.spawn(`kubelet starts ${pod.metadata.name}`, this.startPod(pod));
      if (stopping && !old?.metadata.deletionTimestamp)
        this.kernel.spawn(`kubelet stops ${pod.metadata.name}`, this.stopPod(pod));
    });
  }

  /** Lets time pass. */
  run(ms: number): void {
    this.kernel.runUntil(this.kernel.now + ms);
  }

  /** Lets time pass until something holds; throws after `limitMs`. Returns how long it took. */
  until(what: () => boolean, limitMs = 60_000): number {
    const start = this.kernel.now;
    if (!this.kernel.runUntil(start + limitMs, what))
      throw new Error(`it did not happen within ${limitMs} ms: ${what}`);
    return this.kernel.now - start;
  }

  create<T extends KubeObject>(object: T): T {
    return this.api.create<T>(object, { by: 'kubectl' });
  }

  pod(name: string, namespace = 'default'): Pod {
    return this.api.get<Pod>('Pod', namespace, name);
  }

  pods(namespace = 'default'): Pod[] {
    return this.api.list<Pod>('Pod', { namespace });
  }

  /** `Reason: message` of the events of an object, oldest first. */
  events(name: string): string[] {
    return this.api
      .list<KubeEvent>('Event', {})
      .filter(({ involvedObject }) => involvedObject.name === name)
      .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
      .map(({ reason, message }) => `${reason}: ${message}`);
  }

  setStatus(name: string, status: Partial<PodStatus>, namespace = 'default'): void {
    const pod = this.pod(name, namespace);
    this.api.updateStatus<Pod>({ ...pod, status: { ...pod.status, ...status } }, { by: 'kubelet' });
  }

  /** Ends a pod, as its containers would by themselves. */
  finish(name: string, exitCode: number): void {
    const finishedAt = this.api.now();
    const state = { terminated: { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', finishedAt } };
    const containerStatuses = this.pod(name).spec.containers.map((container) => ({
      name: container.name,
      ready: false,
      restartCount: 0,
      image: container.image ?? '',
      imageID: '',
      state,
    }));
    const conditions = readyConditions(this.api.now(), 'False', this.pod(name));
    this.setStatus(name, { phase: exitCode === 0 ? 'Succeeded' : 'Failed', containerStatuses, conditions });
  }

  private *startPod({ metadata: { namespace = '', name, uid } }: Pod): Task {
    yield* sleep(this.options.startMs ?? 500);
    const pod = this.api.find<Pod>('Pod', namespace, name);
    if (!pod || pod.metadata.uid !== uid || pod.metadata.deletionTimestamp) return;
    const ip = `10.244.0.${this.nextIp++}`;
    const conditions = readyConditions(this.api.now(), 'True', pod);
    this.setStatus(
      name,
      { phase: 'Running', podIP: ip, podIPs: [{ ip }], startTime: this.api.now(), conditions },
      namespace,
    );
  }

  private *stopPod({ metadata: { namespace = '', name, uid } }: Pod): Task {
    yield* sleep(this.options.stopMs ?? 500);
    if (this.api.find<Pod>('Pod', namespace, name)?.metadata.uid !== uid) return;
    if (this.api.release.has('terminalPhaseBeforeRemoval')) {
      const conditions = readyConditions(this.api.now(), 'False', this.pod(name, namespace));
      this.setStatus(name, { phase: 'Succeeded', conditions }, namespace);
      yield* sleep(300);
    }
    try {
      this.api.delete('Pod', namespace, name, { gracePeriodSeconds: 0, preconditions: { uid: uid ?? '' } });
    } catch (error) {
      if (!isStatus(error)) throw error;
    }
  }
}

function readyConditions(now: string, status: 'True' | 'False', pod: Pod): NonNullable<PodStatus['conditions']> {
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'Ready');
  return [...others, { type: 'Ready', status, lastTransitionTime: now }];
}

let lastNodeIp = 10;

/** A ready node with 2 cores and 4 GiB. */
export function node(name: string, changes: Partial<KubeNode> & { labels?: Record<string, string> } = {}): KubeNode {
  const { labels = {}, ...rest } = changes;
  const capacity = { cpu: '2', memory: '4Gi', pods: '110', 'ephemeral-storage': '10Gi' };
  lastNodeIp = (lastNodeIp % 200) + 1;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } },
    spec: {},
    status: {
      capacity,
      allocatable: capacity,
      addresses: [{ type: 'InternalIP', address: `192.168.1.${lastNodeIp}` }],
      conditions: [
        { type: 'MemoryPressure', status: 'False' },
        { type: 'Ready', status: 'True', reason: 'KubeletReady' },
      ],
    },
    ...rest,
  };
}

/** A pod with one container that asks for what `requests` says. */
export function pod(
  name: string,
  changes: { spec?: Partial<Pod['spec']>; labels?: Record<string, string>; requests?: Record<string, string> } = {},
): Pod {
  const { spec = {}, labels = {}, requests } = changes;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels },
    spec: {
      containers: [
        {
          name: 'c',
          image: 'busybox:1.28',
          command: ['sleep', '3600'],
          ...(requests ? { resources: { requests } } : {}),
        },
      ],
      ...spec,
    },
  };
}
