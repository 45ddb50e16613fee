import { ApiClient, type ApiServer, conditionOf, EventRecorder, isStatus, sameJson } from '../../api';
import type { KubeNode, Pod } from '../../api/types';
import { type Kernel, rule, type Task, type Timer } from '../../kernel';
import type { Informers } from '../common/informers';
import { byName } from '../common/objects';
import type { Heartbeats } from '../common/options';
import { type Readiness, readinessOf, withEvictionTaint } from './conditions';

const SILENT = rule(
  'node/grace-of-silence',
  'A node whose kubelet is silent for the grace period becomes Unknown.',
  'kube-controller-manager --node-monitor-grace-period',
);
const PODS_NOT_READY = rule(
  'node/pods-are-not-ready',
  'The pods of a node that is not ready are marked as not ready.',
  'pkg/controller/nodelifecycle',
);
const ONE_BY_ONE = rule(
  'node/taints-one-each-10s',
  'Nodes that are not ready get the taint that evicts their pods one by one, each 10 s.',
  'kube-controller-manager --node-eviction-rate',
);
const STOPS = rule(
  'node/most-silent-stops-evictions',
  'When most nodes of a small cluster are not ready, no more are tainted.',
  'kube-controller-manager --unhealthy-zone-threshold',
);

/** --node-monitor-period. */
const PERIOD_MS = 5000;

/** Rate at which nodes get the taint that evicts their pods: one at once, the next 10 s later. */
const TAINT_EVERY_MS = 10_000;
/** The same where a part of a large cluster is not ready. */
const TAINT_EVERY_UNHEALTHY_MS = 100_000;
const LARGE_CLUSTER = 50;
const UNHEALTHY_NODES = 3;
const UNHEALTHY_SHARE = 0.55;

const SILENT_CONDITIONS = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/**
 * The node monitor: a node whose kubelet is silent for the grace period becomes Unknown, its pods not ready, and it gets
 * the taint that evicts them. It looks on the 5 s grid of the real one, but only when there is something to see.
 * Source: kubernetes.io, "Nodes"; recording of g20.
 */
export class NodeMonitor {
  private readonly client: ApiClient;
  private readonly recorder: EventRecorder;
  private readonly known = new Map<string, Readiness>();
  /** Nodes whose next silence has a timer. */
  private readonly watched = new Set<string>();
  private readonly graceMs: number;
  private tick: Timer | undefined;
  private nextTaintMs = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly api: ApiServer,
    private readonly informers: Informers,
    private readonly heartbeats: Heartbeats | undefined,
  ) {
    this.client = new ApiClient(api, 'node-controller');
    this.recorder = new EventRecorder(api, { component: 'node-controller' });
    this.graceMs = api.release.number('nodeMonitorGraceMs');
  }

  start(): void {
    this.informers.of<Pod>('Pod');
    this.informers.of<KubeNode>('Node').onChange(({ type, object: node, old }) => {
      const { name } = node.metadata;
      if (type === 'DELETED') {
        this.known.delete(name);
        return;
      }
      if (!old)
        this.recorder.event(
          node,
          'Normal',
          'RegisteredNode',
          `Node ${name} event: Registered Node ${name} in Controller`,
        );
      if (!this.known.has(name)) this.known.set(name, readinessOf(node));
      if (!old) this.watchSilence(name);
      if (this.needsLook(node)) this.armAt(this.kernel.now);
    });
    this.heartbeats?.onChange?.((name) => this.watchSilence(name));
  }

  private needsLook(node: KubeNode): boolean {
    const readiness = readinessOf(node);
    return readiness !== this.known.get(node.metadata.name) || !hasEvictionTaint(node, readiness);
  }

  /** Looks when the grace period of the node's last heartbeat is over, and again if there was a newer one. */
  private watchSilence(name: string): void {
    const last = this.heartbeats?.heartbeatOf(name);
    if (last === undefined || !this.informers.of<KubeNode>('Node').get('', name)) return;
    if (this.watched.has(name)) return;
    const dueMs = last + this.graceMs + 1;
    if (dueMs <= this.kernel.now) {
      this.armAt(this.kernel.now);
      return;
    }
    this.watched.add(name);
    this.kernel.at(
      dueMs,
      () => {
        this.watched.delete(name);
        const latest = this.heartbeats?.heartbeatOf(name);
        if (latest === last) this.armAt(this.kernel.now);
        else if (!this.heartbeats?.onChange || this.kernel.now - (latest ?? 0) > 0) this.watchSilence(name);
      },
      'node-controller',
    );
  }

  private armAt(timeMs: number): void {
    const dueMs = (Math.floor(timeMs / PERIOD_MS) + 1) * PERIOD_MS;
    if (this.tick && this.tick.timeMs <= dueMs) return;
    this.tick?.cancel();
    this.tick = this.kernel.at(
      dueMs,
      () => this.kernel.spawn('node-controller monitors nodes', this.look()),
      'node-controller',
    );
  }

  private *look(): Task {
    this.tick = undefined;
    const nodes = this.informers.of<KubeNode>('Node').list().sort(byName);
    for (const node of nodes) {
      try {
        yield* this.lookAt(node, nodes);
      } catch (error) {
        if (!isStatus(error)) throw error;
        this.armAt(this.kernel.now);
      }
    }
  }

  private *lookAt(node: KubeNode, nodes: readonly KubeNode[]): Task {
    const { name } = node.metadata;
    const readiness = this.isSilent(name) ? 'Unknown' : readinessOf(node);
    const before = this.known.get(name);
    this.known.set(name, readiness);
    if (!this.isSilent(name) && !this.heartbeats?.onChange) this.watchSilence(name);
    if (readiness === 'Unknown' && readinessOf(node) !== 'Unknown') yield* this.markUnknown(node);
    if (readiness !== 'True' && before === 'True') {
      this.recorder.event(node, 'Normal', 'NodeNotReady', `Node ${name} status is now: NodeNotReady`);
      yield* this.markPodsNotReady(name);
    }
    yield* this.taint(name, readiness, nodes);
  }

  private isSilent(name: string): boolean {
    const last = this.heartbeats?.heartbeatOf(name);
    return last !== undefined && this.kernel.now - last > this.graceMs;
  }

  private *markUnknown(node: KubeNode): Task {
    this.kernel.acts(SILENT);
    const now = this.api.now();
    const conditions = (node.status?.conditions ?? []).map((condition) =>
      SILENT_CONDITIONS.includes(condition.type)
        ? {
            ...condition,
            status: 'Unknown' as const,
            reason: 'NodeStatusUnknown',
            message: 'Kubelet stopped posting node status.',
            lastTransitionTime: now,
          }
        : condition,
    );
    yield* this.client.updateStatus<KubeNode>({ ...node, status: { ...node.status, conditions } });
  }

  /** Only the condition Ready changes: nobody knows what became of the containers. */
  private *markPodsNotReady(node: string): Task {
    const pods = this.informers
      .of<Pod>('Pod')
      .list()
      .filter(({ spec }) => spec.nodeName === node)
      .sort(byName);
    for (const pod of pods) {
      const ready = conditionOf(pod.status?.conditions, 'Ready');
      if (ready?.status !== 'True') continue;
      this.kernel.acts(PODS_NOT_READY);
      const { namespace = '', name } = pod.metadata;
      const conditions = [{ ...ready, status: 'False', lastTransitionTime: this.api.now() }];
      try {
        yield* this.client.patch(
          'Pod',
          namespace,
          name,
          { status: { conditions } },
          { type: 'strategic', subresource: 'status' },
        );
      } catch (error) {
        if (!isStatus(error, 'NotFound')) throw error;
        continue;
      }
      this.recorder.event(pod, 'Warning', 'NodeNotReady', 'Node is not ready');
    }
  }

  private *taint(name: string, readiness: Readiness, nodes: readonly KubeNode[]): Task {
    const node = yield* this.client.get<KubeNode>('Node', '', name);
    const taints = withEvictionTaint(node, readiness, this.api.now());
    if (sameJson(taints, node.spec?.taints ?? [])) return;
    if (readiness !== 'True') {
      if (this.kernel.now < this.nextTaintMs) {
        this.kernel.acts(Number.isFinite(this.nextTaintMs) ? ONE_BY_ONE : STOPS);
        this.armAt(Math.min(this.nextTaintMs, this.kernel.now + TAINT_EVERY_UNHEALTHY_MS) - 1);
        return;
      }
      this.nextTaintMs = this.kernel.now + this.taintEveryMs(nodes);
    }
    yield* this.client.update<KubeNode>({ ...node, spec: { ...node.spec, taints } });
  }

  /** When most of the nodes are silent it is rather the network: evictions stop, or nearly so. */
  private taintEveryMs(nodes: readonly KubeNode[]): number {
    const notReady = nodes.filter(({ metadata }) => this.known.get(metadata.name) !== 'True').length;
    if (notReady < UNHEALTHY_NODES || notReady < UNHEALTHY_SHARE * nodes.length) return TAINT_EVERY_MS;
    return nodes.length > LARGE_CLUSTER ? TAINT_EVERY_UNHEALTHY_MS : Number.POSITIVE_INFINITY;
  }
}

function hasEvictionTaint(node: KubeNode, readiness: Readiness): boolean {
  return sameJson(withEvictionTaint(node, readiness, ''), node.spec?.taints ?? []);
}
