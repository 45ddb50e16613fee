import { ApiClient, type ApiServer, conditionOf, EventRecorder, isStatus, sameJson } from '../../api';
import type { KubeNode, Pod } from '../../api/types';
import { type Kernel, rule, sleep, type Task, type Timer } from '../../kernel';
import type { Informers } from '../common/informers';
import { byName } from '../common/objects';
import type { Heartbeats } from '../common/options';
import { isEvicted, type Readiness, readinessOf, withEvictionTaint } from './conditions';
import { Zones } from './zones';

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

/** NodeEvictionPeriod of node_lifecycle_controller.go: how often it is seen whether a waiting node may be tainted now. */
const TAINT_PERIOD_MS = 100;

const TAINT_ATTEMPTS = 5;
const TAINT_RETRY_MS = 100;

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
  private taintTick: Timer | undefined;
  private isLooking = false;
  private readonly zones = new Zones();

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
        this.lookIfTroubled();
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
      else if (!old) this.lookIfTroubled();
    });
    this.heartbeats?.onChange?.((name) => this.watchSilence(name));
  }

  /** A node more or less may change how fast others are tainted. */
  private lookIfTroubled(): void {
    if ([...this.known.values()].some((readiness) => readiness !== 'True')) this.armAt(this.kernel.now);
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

  /**
   * Nodes are tainted every 100 ms, beside the look at them, and so before the zones are judged at its end. Where all is lost, taints
   * are taken back by the copies of nodes that the look began with: one that has just come stays. On a cluster of one node
   * pods are evicted for that reason (recording g20 of 1.36.2).
   */
  private *look(): Task {
    this.tick = undefined;
    this.isLooking = true;
    const nodes = this.informers.of<KubeNode>('Node').list().sort(byName);
    const readiness = (node: KubeNode): Readiness => this.known.get(node.metadata.name) ?? 'False';
    for (const node of nodes) {
      yield* this.orLater(this.lookAt(node));
      yield* this.orLater(this.taint(node, readiness(node)));
    }
    const allIsLost = this.zones.judge(nodes, readiness, this.kernel.now);
    if (allIsLost) this.kernel.acts(STOPS);
    for (const node of nodes)
      yield* this.orLater(this.taint(node, allIsLost && isEvicted(node) ? 'True' : readiness(node)));
    this.isLooking = false;
  }

  /** A look taints by itself who waits. */
  private *taintWaiting(): Task {
    this.taintTick = undefined;
    if (this.isLooking) return;
    for (const node of this.informers.of<KubeNode>('Node').list().sort(byName))
      yield* this.orLater(this.taint(node, this.known.get(node.metadata.name) ?? 'False'));
  }

  private armTaintsAt(timeMs: number): void {
    const dueMs = Math.ceil(timeMs / TAINT_PERIOD_MS) * TAINT_PERIOD_MS;
    if (this.taintTick && this.taintTick.timeMs <= dueMs) return;
    this.taintTick?.cancel();
    this.taintTick = this.kernel.at(
      dueMs,
      () => this.kernel.spawn('node-controller taints nodes', this.taintWaiting()),
      'node-controller',
    );
  }

  /** What the API refuses is tried again when it looks next. */
  private *orLater(task: Task): Task {
    try {
      yield* task;
    } catch (error) {
      if (!isStatus(error)) throw error;
      this.armAt(this.kernel.now);
    }
  }

  private *lookAt(node: KubeNode): Task {
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

  private *taint({ metadata: { name } }: KubeNode, readiness: Readiness): Task {
    const node = yield* this.client.get<KubeNode>('Node', '', name);
    if (hasEvictionTaint(node, readiness)) return;
    // One taint takes the place of the other at once.
    if (readiness !== 'True' && !isEvicted(node)) {
      const dueMs = this.zones.dueMs(node);
      if (this.kernel.now < dueMs) {
        this.kernel.acts(Number.isFinite(dueMs) ? ONE_BY_ONE : STOPS);
        if (Number.isFinite(dueMs)) this.armTaintsAt(dueMs);
        return;
      }
      this.zones.take(node, this.kernel.now);
    }
    yield* this.writeTaints(node, readiness);
  }

  /** Others write taints too: what comes between is no reason to wait (controller_utils.go updateTaintBackoff). */
  private *writeTaints(node: KubeNode, readiness: Readiness): Task {
    let latest = node;
    for (let attempt = 1; ; attempt++) {
      const taints = withEvictionTaint(latest, readiness, this.api.now());
      try {
        yield* this.client.update<KubeNode>({ ...latest, spec: { ...latest.spec, taints } });
        return;
      } catch (error) {
        if (!isStatus(error, 'Conflict') || attempt === TAINT_ATTEMPTS) throw error;
      }
      yield* sleep(TAINT_RETRY_MS);
      latest = yield* this.client.get<KubeNode>('Node', '', node.metadata.name);
    }
  }
}

function hasEvictionTaint(node: KubeNode, readiness: Readiness): boolean {
  return sameJson(withEvictionTaint(node, readiness, ''), node.spec?.taints ?? []);
}
