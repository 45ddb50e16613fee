import { hasCondition, isReady } from '../../api/index';
import type { KubeNode, Pod } from '../../api/types/index';
import { rule, type Task } from '../../kernel/index';
import { ActiveDeadline } from './activeDeadline';
import { labelsOf, type Rejection, rejectPod } from './admission';
import { SYNC_TICK_MS } from './constants';
import type { KubeletContext } from './context';
import { Eviction, EvictionManager, type EvictionRequest } from './eviction/index';
import { startedGrid } from './grid';
import { Housekeeping } from './housekeeping';
import { MirrorClient } from './mirrorClient';
import { NodeShutdown } from './nodeShutdown';
import { watchOom } from './oomWatcher';
import { Pleg, type PlegEvent } from './pleg';
import { isMirrorPod, type PodChange, PodConfig } from './podConfig';
import { PodEvents } from './podEvents';
import { fullName, PodManager } from './podManager';
import { PodRuntime } from './podRuntime';
import { factObject, podUid } from './podSpec';
import { PodSyncer } from './podSyncer';
import type { KillOptions, PodWorkers } from './podWorkers';
import { LifecyclePodWorkers } from './podWorkers';
import { ProbeManager } from './probeManager';
import type { ProbeUpdate } from './probeResults';
import { ReasonCache } from './reasonCache';
import { PodResizes } from './resize/index';
import type { PodRuntimeStatus } from './runtimeStatus';
import { SerialPodWorkers } from './serialPodWorkers';
import { StatusManager } from './statusManager';
import { SyncError } from './syncResult';
import { WorkQueue } from './workQueue';

const ADMISSION = rule(
  'admission/kubelet-looks-again',
  'A pod that does not fit its node, whoever has bound it, fails there.',
  'pkg/kubelet/lifecycle/predicate.go',
);

const PENDING_TERMINATION = rule(
  'sync/waits-for-one-removed-by-force',
  'A pod is not synced while one of its name that was removed by force is being stopped.',
  'pkg/kubelet/kubelet.go syncPod at 1.21',
);

export interface KubeletOptions {
  readonly allocatable: Readonly<Record<string, string>>;
  /** Told when the node runs short of memory, and when it has not been short for a while. */
  readonly pressureChanged: (isUnderPressure: boolean) => void;
}

/**
 * The node agent: one process on one node (pkg/kubelet/kubelet.go). It lives from `new` to `stop`; a restart is a new
 * one that finds pods in the API and containers in the runtime, and remembers nothing else.
 */
export class Kubelet {
  readonly pods = new PodManager();
  readonly statuses: StatusManager;
  private readonly events: PodEvents;
  private readonly probes: ProbeManager;
  private readonly resizes: PodResizes;
  private readonly reasons = new ReasonCache();
  private readonly pleg: Pleg;
  private readonly queue: WorkQueue;
  private readonly deadline: ActiveDeadline;
  private readonly runtime: PodRuntime;
  private readonly syncer: PodSyncer;
  private readonly workers: PodWorkers;
  private readonly housekeeping: Housekeeping;
  private readonly eviction: Eviction;
  private readonly evictionManager: EvictionManager;
  private readonly shutdown: NodeShutdown;
  private readonly stopWatchingOom: () => void;
  private readonly config: PodConfig;
  private readonly mirrors: MirrorClient;

  constructor(
    private readonly context: KubeletContext,
    private readonly options: KubeletOptions,
  ) {
    const { kernel, component } = context;
    this.events = new PodEvents(context);
    this.statuses = new StatusManager(context, {
      podByUid: (uid) => this.pods.get(uid),
      staticPodOf: (mirror) => this.pods.podOfMirror(mirror),
      couldHaveRunningContainers: (uid) => this.workers.couldHaveRunningContainers(uid),
      resourcesReclaimed: (pod, status) => this.housekeeping.resourcesReclaimed(pod, status),
    });
    this.probes = new ProbeManager(context, {
      events: this.events,
      statusOf: (uid) => this.statuses.get(uid),
      changed: (update) => this.handleProbe(update),
    });
    this.pleg = new Pleg(context, (event) => this.handlePleg(event));
    const syncTicks = startedGrid(context, 'sync-tick', SYNC_TICK_MS);
    this.queue = new WorkQueue(kernel, syncTicks, `${component}/sync-tick`, (uids) => this.syncPods(uids));
    this.deadline = new ActiveDeadline(context, this.events, {
      statusOf: (uid) => this.statuses.get(uid),
      ticks: syncTicks,
      sync: (uids) => this.syncPods(uids),
      isThrough: (uid) => this.isThrough(uid),
    });
    this.mirrors = new MirrorClient(context, this.pods);
    const isTerminationRequested = (uid: string) => this.workers.isTerminationRequested(uid);
    this.resizes = new PodResizes(context, this.events, {
      podByUid: (uid) => this.pods.get(uid),
      activePods: () => this.activePods(),
      refusal: (pod, others) => this.refusal(pod, others),
      allocatable: options.allocatable,
      sync: (pod) => this.syncPods([podUid(pod)]),
    });
    this.runtime = new PodRuntime(context, {
      resize: this.resizes.actuation,
      resized: (pod) => this.syncPods([podUid(pod)]),
      events: this.events,
      liveness: this.probes.results.liveness,
      startup: this.probes.results.startup,
      isTerminationRequested,
      sandboxReady: (pod) => this.sandboxReady(pod),
    });
    this.syncer = new PodSyncer({
      context,
      events: this.events,
      pleg: this.pleg,
      runtime: this.runtime,
      statuses: this.statuses,
      probes: this.probes,
      reasons: this.reasons,
      mirrors: this.mirrors,
      resizes: this.resizes,
      isTerminationRequested,
      syncAgain: (pod) => this.syncPods([podUid(pod)]),
      isWanted: (pod) => context.release.has('podWorkersByLifecycle') || this.housekeeping.isWanted(pod),
      statusSources: {
        context,
        resizes: this.resizes.conditions,
        reasons: this.reasons,
        cached: (pod) => this.statuses.get(podUid(pod)),
        applyProbes: (pod, status) => this.probes.updatePodStatus(pod, status),
        shouldEvict: (pod) => this.deadline.shouldEvict(pod),
      },
    });
    this.workers = this.makeWorkers();
    this.housekeeping = new Housekeeping({
      context,
      pods: this.pods,
      workers: this.workers,
      statuses: this.statuses,
      probes: this.probes,
      pleg: this.pleg,
      runtime: this.runtime,
      backOff: this.runtime.backOff,
      mirrors: this.mirrors,
      statusOf: (pod, runtime) => this.syncer.statusOf(pod, runtime, false),
      sourcesReady: () => this.config.isReady,
    });
    this.eviction = new Eviction(context, this.events, this.workers);
    this.shutdown = new NodeShutdown(context, this.eviction, this.pods, (pod) => this.statuses.hasEnded(pod));
    this.evictionManager = new EvictionManager(context, {
      activePods: () => this.activePods(),
      pressureChanged: options.pressureChanged,
      evict: (pod, request) => this.eviction.evict(pod, request),
      isCleanedUp: (pod) =>
        context.release.has('evictionsWaitForWorkers')
          ? this.workers.isFinished(podUid(pod))
          : this.housekeeping.resourcesReclaimed(pod, this.statuses.get(podUid(pod)) ?? {}),
    });
    this.stopWatchingOom = watchOom(context);
    const handle = (change: PodChange) => this.handleConfig(change);
    this.config = new PodConfig(context.api, context.nodeName, component, handle, context.host);
    this.housekeeping.request();
  }

  /** The process ends; containers go on running. */
  stop(): void {
    this.config.stop();
    this.stopWatchingOom();
    this.resizes.allocation.stop();
    this.evictionManager.stop();
    this.workers.stop();
    this.probes.stop();
    this.queue.stop();
    this.deadline.stop();
    this.pleg.stop();
    this.housekeeping.stop();
    this.statuses.stop();
  }

  /** Stops a pod because the node is short of something, or makes room for another one. */
  evictPod(pod: Pod, request: EvictionRequest): void {
    this.eviction.evict(this.pods.get(podUid(pod)) ?? pod, request);
  }

  /** Graceful node shutdown: see `NodeShutdown`. */
  shutdownNode(graceSeconds: number, criticalSeconds: number): Task {
    return this.shutdown.run(graceSeconds, criticalSeconds);
  }

  /** A change of a pod from the API or, for static pods, from the node's own manifests. */
  handleConfig({ op, pod }: PodChange): void {
    if (isMirrorPod(pod)) {
      this.handleMirror(op, pod);
      return;
    }
    if (op === 'ADD') this.addPod(pod);
    else if (op === 'REMOVE') this.removePod(pod);
    else if (op === 'RECONCILE') this.reconcilePod(pod);
    else {
      const old = this.pods.get(podUid(pod));
      this.pods.set(pod);
      this.resizes.allocation.updated(old, pod);
      this.workers.updatePod({ type: 'update', pod });
    }
  }

  private addPod(pod: Pod): void {
    this.pods.set(pod);
    if (!this.statuses.hasEnded(pod) && !pod.metadata.deletionTimestamp && !this.admit(pod)) return;
    this.resizes.allocation.added(pod);
    this.evictionManager.added(pod);
    this.probes.rememberReady(pod);
    if (!this.context.release.has('probeWorkersStartInSync') && !this.statuses.hasEnded(pod)) this.probes.addPod(pod);
    this.workers.updatePod({ type: 'create', pod });
  }

  private removePod(pod: Pod): void {
    this.pods.remove(pod);
    this.resizes.allocation.removed(pod);
    this.evictionManager.removed(pod);
    this.workers.removed(pod);
    if (!this.context.release.has('podWorkersByLifecycle')) this.housekeeping.killRemoved(pod);
    this.housekeeping.request();
  }

  /** Only the status is new: most often our own write coming back. */
  private reconcilePod(pod: Pod): void {
    const old = this.pods.get(podUid(pod));
    this.pods.set(pod);
    this.resizes.allocation.reconciled(old, pod);
    this.statuses.reconcile(pod);
    // Somebody else's condition may be the readiness gate that was missing.
    if ((pod.spec.readinessGates ?? []).length > 0 && this.readinessIsStale(pod)) {
      this.workers.updatePod({ type: 'sync', pod });
    }
  }

  private readinessIsStale(pod: Pod): boolean {
    const cached = this.statuses.get(podUid(pod));
    if (!cached) return false;
    const gates = (pod.spec.readinessGates ?? []).map((g) => g.conditionType);
    const open = gates.every((gate) => hasCondition(pod, gate));
    return isReady(pod) !== (open && hasCondition(pod, 'ContainersReady'));
  }

  /** A mirror has no life of its own: whatever happens to it makes the static pod sync, which repairs it. */
  private handleMirror(op: PodChange['op'], mirror: Pod): void {
    if (op === 'REMOVE') this.pods.remove(mirror);
    else this.pods.set(mirror);
    const pod = this.pods.podOfMirror(mirror);
    if (pod && op === 'ADD') this.statuses.mirrorCreated(pod);
    if (pod && op !== 'RECONCILE') this.workers.updatePod({ type: 'update', pod });
    else if (!pod) this.housekeeping.request();
  }

  /** Why a pod of this size can't run beside these others. */
  private refusal(pod: Pod, others: readonly Pod[]): Rejection | undefined {
    const { api, nodeName, release } = this.context;
    const node = api.find<KubeNode>('Node', undefined, nodeName);
    if (this.shutdown.hasBegun)
      return { reason: release.text('nodeShutdownRefusalReason'), message: release.text('nodeShutdownRefusal') };
    return rejectPod(pod, others, {
      allocatable: this.options.allocatable,
      name: nodeName,
      labels: labelsOf(node),
      taints: node?.spec?.taints ?? [],
      isUnderMemoryPressure: this.evictionManager.isUnderPressure,
      release,
    });
  }

  private admit(pod: Pod): boolean {
    const { release } = this.context;
    const rejection = this.resizes.allocation.admit(pod);
    if (!rejection) return true;
    this.context.kernel.acts(ADMISSION);
    this.events.warn(pod, undefined, rejection.reason, rejection.message);
    const message = release.text('podRejected', { message: rejection.message });
    this.statuses.setPodStatus(pod, { ...pod.status, phase: 'Failed', reason: rejection.reason, message });
    return false;
  }

  private handlePleg(event: PlegEvent): void {
    const pod = this.pods.get(event.podUid);
    const { kernel, component } = this.context;
    if (pod) {
      const detail = { event: event.type, id: event.id.slice(0, 12) };
      kernel.journal.record({ component, type: 'pleg', object: factObject(pod), detail });
      if (event.type !== 'ContainerRemoved') this.workers.updatePod({ type: 'sync', pod });
    }
    this.housekeeping.handlePleg(event, pod);
  }

  private handleProbe({ kind, containerId, result, podUid: uid }: ProbeUpdate): void {
    const atOnce = this.context.release.has('probeResultSyncsAtOnce');
    if (kind === 'readiness') this.statuses.setContainerReadiness(uid, containerId, result === 'success');
    if (kind === 'startup') this.statuses.setContainerStartup(uid, containerId, result === 'success');
    // A container that turns out to be alive is no news.
    if (kind === 'liveness' ? result !== 'failure' : !atOnce) return;
    this.syncPods([uid]);
  }

  private sandboxReady(pod: Pod): void {
    if (this.context.release.has('podReadyToStartContainersAtSandbox')) this.statuses.setSandboxReady(pod);
  }

  private syncPods(uids: readonly string[]): void {
    for (const uid of uids) {
      const pod = this.pods.get(uid);
      if (pod) this.workers.updatePod({ type: 'sync', pod });
    }
  }

  private makeWorkers(): PodWorkers {
    const { context, pleg, queue } = this;
    const transitioned = () => this.housekeeping.request();
    if (context.release.has('podWorkersByLifecycle')) {
      const methods = {
        syncPod: (pod: Pod, status: PodRuntimeStatus) => this.syncPod(pod, status),
        syncTerminatingPod: this.syncer.syncTerminatingPod.bind(this.syncer),
        syncTerminatedPod: this.syncer.syncTerminatedPod.bind(this.syncer),
      };
      const prepared = (pod: Pod) => this.resizes.allocation.forWorker(pod);
      return new LifecyclePodWorkers({ context, pleg, queue, methods, prepared, transitioned });
    }
    return new SerialPodWorkers({
      context,
      pleg,
      queue,
      statuses: () => this.statuses,
      syncPod: (pod, status, kill) => this.syncSerially(pod, status, kill),
      transitioned,
    });
  }

  private *syncPod(pod: Pod, status: PodRuntimeStatus): Task<boolean> {
    this.deadline.arm(pod);
    return yield* this.syncer.syncPod(pod, status);
  }

  /** One turn of releases up to 1.21: kill or sync (kubelet.go syncPod at 1.20). */
  private *syncSerially(pod: Pod, runtime: PodRuntimeStatus, kill: KillOptions | undefined): Task {
    yield* this.syncer.admissionDelay(pod);
    if (!kill) this.refuseWhileKilling(pod);
    // Evictions and shutdowns bring the whole status, which says nothing of containers and conditions (PodStatusFunc at 1.21).
    const status = kill?.status ? {} : this.syncer.statusOf(pod, runtime, false);
    kill?.status?.(status);
    this.statuses.setPodStatus(pod, status);
    this.deadline.arm(pod);
    if (kill || pod.metadata.deletionTimestamp || status.phase === 'Failed') {
      yield* this.runtime.killPod(
        pod,
        runtime,
        kill?.graceSeconds === undefined ? {} : { graceSeconds: kill.graceSeconds },
      );
      return;
    }
    yield* this.syncer.syncRuntime(pod, runtime);
  }

  /** @throws SyncError */
  private refuseWhileKilling(pod: Pod): void {
    if (!this.context.release.has('syncWaitsForKill') || !this.housekeeping.isKillingRemoved(pod)) return;
    this.context.kernel.acts(PENDING_TERMINATION);
    throw new SyncError(`pod "${fullName(pod)}" is pending termination`);
  }

  /** Whether no sync does anything for the pod any more. */
  private isThrough(uid: string): boolean {
    if (this.context.release.has('podWorkersByLifecycle')) return this.workers.isFinished(uid);
    const pod = this.pods.get(uid);
    return !pod || this.statuses.hasEnded(pod);
  }

  private activePods(): Pod[] {
    return this.pods.all().filter((pod) => !this.statuses.hasEnded(pod));
  }
}
