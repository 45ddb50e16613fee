import { isTerminal } from '../../api/index';
import type { Pod, PodStatus } from '../../api/types/index';
import { type Process, rule, Signal, type Task, until } from '../../kernel/index';
import type { KubeletContext } from './context';
import type { Pleg } from './pleg';
import { isStaticPod } from './podConfig';
import { fullName } from './podManager';
import { podUid, specGraceSeconds } from './podSpec';
import { Requeue } from './requeue';
import type { PodRuntimeStatus } from './runtimeStatus';
import { SyncError } from './syncResult';
import type { WorkQueue } from './workQueue';

const SHORTER = rule(
  'grace/only-gets-shorter',
  'Who asks for more grace than a pod has left does not get it.',
  'pkg/kubelet/pod_workers.go calculateEffectiveGracePeriod',
);
const A_SECOND = rule(
  'grace/a-second-at-least',
  'A pod that is stopped has a second of grace at least.',
  'pkg/kubelet/pod_workers.go calculateEffectiveGracePeriod',
);
const NEWEST = rule(
  'sync/newest-update-only',
  'Of the updates that arrive during a sync only the newest is worked on.',
  'pkg/kubelet/pod_workers.go UpdatePod',
);
const ONE_STATIC = rule(
  'static/one-of-a-name',
  'A static pod waits until the one of the same name before it has stopped.',
  'pkg/kubelet/pod_workers.go allowStaticPodStart',
);

export interface KillOptions {
  /** Overrides the pod's own grace, in seconds. */
  readonly graceSeconds?: number;
  /** What the pod's status says about the kill: Evicted, Preempting … */
  readonly status?: (status: PodStatus) => void;
  readonly evict?: boolean;
}

export interface PodUpdate {
  readonly type: 'create' | 'update' | 'sync' | 'kill';
  readonly pod: Pod;
  readonly kill?: KillOptions;
}

/** What the kubelet does for a pod in each state. */
export interface PodSyncMethods {
  /** @returns true when the pod has come to its end by itself. @throws SyncError */
  syncPod(pod: Pod, status: PodRuntimeStatus, type: PodUpdate['type']): Task<boolean>;
  /** @throws SyncError */
  syncTerminatingPod(pod: Pod, status: PodRuntimeStatus, graceSeconds: number, kill: KillOptions | undefined): Task;
  /** @throws SyncError */
  syncTerminatedPod(pod: Pod, status: PodRuntimeStatus): Task;
}

/** How the kubelet drives its pods; releases up to 1.21 do it in another way. */
export interface PodWorkers {
  updatePod(update: PodUpdate): void;
  /** The object of a pod is gone. */
  removed(pod: Pod): void;
  /** Whether somebody wants the pod to end. */
  isTerminationRequested(uid: string): boolean;
  /** Whether something of the pod may run now or later. */
  couldHaveRunningContainers(uid: string): boolean;
  /** Whether the worker has done all that was to do. */
  isFinished(uid: string): boolean;
  /** Forgets pods that are neither wanted nor worked on. @returns uids that still have a worker */
  syncKnownPods(wanted: ReadonlySet<string>): Set<string>;
  stop(): void;
}

type State = 'sync' | 'terminating' | 'terminated' | 'finished';

interface Worker {
  state: State;
  readonly fullName: string;
  readonly isStatic: boolean;
  pending: PodUpdate | undefined;
  graceSeconds: number | undefined;
  kill: KillOptions | undefined;
  readonly wakeup: Signal;
  process: Process | undefined;
}

export interface PodWorkersDeps {
  readonly context: KubeletContext;
  readonly pleg: Pleg;
  readonly queue: WorkQueue;
  readonly methods: PodSyncMethods;
  /** What a worker is given of a pod. */
  readonly prepared: (pod: Pod) => Pod;
  /** A worker went to its next state: housekeeping may have something to do. */
  readonly transitioned: (uid: string) => void;
}

/**
 * One serial worker for each pod (by UID) with three states: sync, terminating, terminated (pkg/kubelet/pod_workers.go).
 * Of updates that arrive while it works only the newest is kept, and before each turn but the first it waits for a
 * runtime status that is newer than its last turn.
 */
export class LifecyclePodWorkers implements PodWorkers {
  private readonly workers = new Map<string, Worker>();
  private readonly requeue: Requeue;
  /** The static pod that runs under a name; others of that name wait. */
  private readonly startedStatic = new Map<string, string>();

  constructor(private readonly deps: PodWorkersDeps) {
    this.requeue = new Requeue(deps.context, deps.queue);
  }

  updatePod(update: PodUpdate): void {
    const uid = podUid(update.pod);
    const worker = this.workers.get(uid) ?? this.create(uid, update);
    if (!worker || worker.state === 'finished') return;
    if (worker.state === 'sync' && asksForTermination(update)) {
      worker.state = 'terminating';
      this.deps.transitioned(uid);
    }
    if (worker.state === 'terminating') {
      worker.graceSeconds = this.effectiveGrace(worker.graceSeconds, update);
      if (update.kill) worker.kill = { ...worker.kill, ...update.kill };
    }
    if (worker.pending) this.deps.context.kernel.acts(NEWEST);
    const pod = this.deps.prepared(update.pod);
    worker.pending = pod === update.pod ? update : Object.assign({}, update, { pod });
    worker.wakeup.fire();
  }

  removed(pod: Pod): void {
    this.updatePod({ type: 'kill', pod });
  }

  isTerminationRequested(uid: string): boolean {
    const state = this.workers.get(uid)?.state;
    return state !== undefined && state !== 'sync';
  }

  couldHaveRunningContainers(uid: string): boolean {
    const state = this.workers.get(uid)?.state;
    return state === 'sync' || state === 'terminating';
  }

  isFinished(uid: string): boolean {
    const state = this.workers.get(uid)?.state;
    return state === undefined || state === 'finished';
  }

  syncKnownPods(wanted: ReadonlySet<string>): Set<string> {
    const known = new Set<string>();
    for (const [uid, worker] of this.workers) {
      if (!wanted.has(uid) && worker.state === 'finished') this.forget(uid, worker);
      else known.add(uid);
    }
    return known;
  }

  stop(): void {
    for (const worker of this.workers.values()) worker.process?.kill();
    this.workers.clear();
    this.startedStatic.clear();
  }

  private create(uid: string, update: PodUpdate): Worker | undefined {
    const { context } = this.deps;
    // An orphan that is only to be killed has a worker, too; a kill of something that was never seen has nothing to do.
    const worker: Worker = {
      state: endedBefore(update.pod, this.deps.pleg.get(uid)) ? 'terminated' : 'sync',
      fullName: fullName(update.pod),
      isStatic: isStaticPod(update.pod),
      pending: undefined,
      graceSeconds: undefined,
      kill: undefined,
      wakeup: new Signal(context.kernel),
      process: undefined,
    };
    this.workers.set(uid, worker);
    worker.process = context.kernel.spawn(
      `${context.component}/worker/${update.pod.metadata.name}`,
      this.loop(uid, worker),
    );
    return worker;
  }

  private *loop(uid: string, worker: Worker): Task {
    const { context, pleg } = this.deps;
    // Even the first turn needs a status: that of the first list this kubelet has made.
    let lastSyncMs = Number.NEGATIVE_INFINITY;
    while (worker.state !== 'finished') {
      if (!worker.pending) {
        yield* until(worker.wakeup.wait());
        continue;
      }
      if (worker.state === 'sync' && !this.mayStart(uid, worker)) {
        worker.pending = undefined;
        this.requeue.afterError(uid);
        continue;
      }
      // The update and the kind of work are chosen before the wait: what arrives meanwhile makes another turn.
      const update: PodUpdate = worker.pending;
      const state = worker.state;
      worker.pending = undefined;
      const status = yield* pleg.getNewerThan(uid, lastSyncMs);
      yield* this.turn(uid, worker, state, update, status);
      lastSyncMs = context.kernel.now;
    }
  }

  private *turn(uid: string, worker: Worker, began: State, update: PodUpdate, status: PodRuntimeStatus): Task {
    const { methods } = this.deps;
    try {
      if (began === 'terminated') {
        yield* methods.syncTerminatedPod(update.pod, status);
        this.enter(uid, worker, 'finished', update);
        return;
      }
      if (began === 'terminating') {
        const grace = worker.graceSeconds ?? specGraceSeconds(update.pod);
        yield* methods.syncTerminatingPod(update.pod, status, grace, worker.kill);
        this.enter(uid, worker, 'terminated', update);
        return;
      }
      const ended = yield* methods.syncPod(update.pod, status, update.type);
      // A termination may have been asked for while the sync ran; then the state has changed already.
      if (ended && worker.state === 'sync') this.enter(uid, worker, 'terminating', update);
      else if (!worker.pending) this.requeue.afterSuccess(uid);
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      this.requeue.after(uid, error);
    }
  }

  /** The next state begins with the same update, unless a newer one waits already. */
  private enter(uid: string, worker: Worker, state: State, update: PodUpdate): void {
    worker.state = state;
    if (state === 'terminating') worker.graceSeconds = this.effectiveGrace(worker.graceSeconds, update);
    if (state === 'finished') {
      this.deps.queue.forget(uid);
      if (this.startedStatic.get(worker.fullName) === uid) this.startedStatic.delete(worker.fullName);
    } else worker.pending ??= update;
    this.deps.transitioned(uid);
  }

  /** Two static pods of one name never run together: the second waits until the worker of the first is through. */
  private mayStart(uid: string, worker: Worker): boolean {
    if (!worker.isStatic) return true;
    const holder = this.startedStatic.get(worker.fullName);
    if (holder !== undefined && holder !== uid) {
      this.deps.context.kernel.acts(ONE_STATIC);
      return false;
    }
    this.startedStatic.set(worker.fullName, uid);
    return true;
  }

  /** Grace can only get shorter, and is never less than a second (calculateEffectiveGracePeriod). */
  private effectiveGrace(current: number | undefined, { pod, kill }: PodUpdate): number {
    const { kernel, release } = this.deps.context;
    const isShortest = release.has('zeroGraceIsShortest');
    const given = [pod.metadata.deletionGracePeriodSeconds, kill?.graceSeconds];
    const asked = given.filter((seconds) => seconds !== 0 || isShortest);
    const wishes = [current, ...asked].filter((seconds) => seconds !== undefined);
    const grace = wishes.length > 0 ? Math.min(...wishes) : specGraceSeconds(pod);
    if (asked.some((seconds) => seconds !== undefined && seconds > grace)) kernel.acts(SHORTER);
    if (grace < 1) kernel.acts(A_SECOND);
    return Math.max(1, grace);
  }

  private forget(uid: string, worker: Worker): void {
    if (this.startedStatic.get(worker.fullName) === uid) this.startedStatic.delete(worker.fullName);
    worker.process?.kill();
    this.workers.delete(uid);
    this.deps.queue.forget(uid);
  }
}

function asksForTermination({ pod, type }: PodUpdate): boolean {
  return type === 'kill' || pod.metadata.deletionTimestamp !== undefined || isTerminal(pod);
}

/** A pod that was through before this kubelet began, and of which nothing runs, is not started again. */
function endedBefore(pod: Pod, status: PodRuntimeStatus): boolean {
  if (!isTerminal(pod)) return false;
  return !status.containers.some((c) => c.state === 'running') && !status.sandboxes.some((s) => s.state === 'ready');
}
