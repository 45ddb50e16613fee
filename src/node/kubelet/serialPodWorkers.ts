import { isTerminalPhase } from '../../api/index';
import type { Pod, PodStatus } from '../../api/types/index';
import { type Process, Signal, type Task, until } from '../../kernel/index';
import type { KubeletContext } from './context';
import type { Pleg } from './pleg';
import { podUid } from './podSpec';
import type { KillOptions, PodUpdate, PodWorkers } from './podWorkers';
import { Requeue } from './requeue';
import type { PodRuntimeStatus } from './runtimeStatus';
import type { StatusManager } from './statusManager';
import { SyncError } from './syncResult';
import type { WorkQueue } from './workQueue';

interface Worker {
  /** What it works on, or is about to. */
  current: PodUpdate | undefined;
  /** The newest update that came meanwhile: even two events of one list make two turns. */
  undelivered: PodUpdate | undefined;
  /** Nobody wants its pod any more; it ends with the turn that it is in. */
  isForgotten: boolean;
  lastSyncMs: number;
  readonly wakeup: Signal;
  readonly process: Process;
}

export interface SerialPodWorkersDeps {
  readonly context: KubeletContext;
  readonly pleg: Pleg;
  readonly queue: WorkQueue;
  readonly statuses: () => StatusManager;
  /** One turn: kill when the pod is to end, else sync. @throws SyncError */
  readonly syncPod: (pod: Pod, status: PodRuntimeStatus, kill: KillOptions | undefined) => Task;
  readonly transitioned: (uid: string) => void;
}

/**
 * The pod workers of releases up to 1.21: one serial loop for each pod without states of its own. Whether a pod is to
 * end is decided anew in each turn, and a pod whose containers do not run is not worked on at all: housekeeping stops
 * what is left of it (pkg/kubelet/kubelet.go dispatchWork at 1.20).
 */
export class SerialPodWorkers implements PodWorkers {
  private readonly workers = new Map<string, Worker>();
  private readonly requeue: Requeue;

  constructor(private readonly deps: SerialPodWorkersDeps) {
    this.requeue = new Requeue(deps.context, deps.queue);
  }

  updatePod(update: PodUpdate): void {
    const { pod } = update;
    const uid = podUid(pod);
    const status = this.deps.statuses().get(uid) ?? pod.status ?? {};
    const stopped = notRunning(status);
    if (pod.metadata.deletionTimestamp && stopped && update.type !== 'kill') {
      this.deps.statuses().terminatePod(pod);
      this.deps.transitioned(uid);
      return;
    }
    // Nothing changes any more in a pod that has ended, and 1.20 does not look whether its containers have.
    const followed = !stopped && this.deps.context.release.has('failedPodsAreFollowed');
    if (isTerminalPhase(status.phase) && !followed && update.type !== 'kill') return;
    const worker = this.workers.get(uid) ?? this.create(uid, pod);
    if (!worker.current) {
      worker.current = update;
      worker.wakeup.fire();
    } else if (worker.undelivered?.type !== 'kill') {
      // A kill that waits is not overwritten by anything.
      worker.undelivered = update;
    }
  }

  removed(pod: Pod): void {
    this.forget(podUid(pod));
  }

  isTerminationRequested(): boolean {
    // Nothing in these releases asks: a sync that runs goes on to its end.
    return false;
  }

  couldHaveRunningContainers(): boolean {
    // A terminal phase is told at once.
    return false;
  }

  isFinished(uid: string): boolean {
    return !this.workers.has(uid);
  }

  syncKnownPods(wanted: ReadonlySet<string>): Set<string> {
    for (const uid of this.workers.keys()) if (!wanted.has(uid)) this.forget(uid);
    return new Set([...this.workers.keys()].filter((uid) => wanted.has(uid)));
  }

  stop(): void {
    for (const worker of this.workers.values()) worker.process.kill();
    this.workers.clear();
  }

  private create(uid: string, pod: Pod): Worker {
    const { kernel, component } = this.deps.context;
    const wakeup = new Signal(kernel);
    const worker: Worker = {
      current: undefined,
      undelivered: undefined,
      isForgotten: false,
      lastSyncMs: Number.NEGATIVE_INFINITY,
      wakeup,
      process: kernel.spawn(`${component}/worker/${pod.metadata.name}`, this.loop(uid)),
    };
    this.workers.set(uid, worker);
    return worker;
  }

  /**
   * What waits for a worker that is forgotten is dropped. The update that it has taken already is worked on to the end,
   * with the pod as it was then: even one that has been removed by force meanwhile may get a new sandbox
   * (pkg/kubelet/pod_workers.go ForgetWorker, managePodLoop at 1.20).
   */
  private forget(uid: string): void {
    const worker = this.workers.get(uid);
    if (!worker) return;
    this.deps.queue.forget(uid);
    worker.undelivered = undefined;
    worker.isForgotten = true;
    if (worker.current) return;
    worker.process.kill();
    this.workers.delete(uid);
  }

  private *loop(uid: string): Task {
    const { pleg } = this.deps;
    for (;;) {
      const worker = this.workers.get(uid);
      if (!worker) return;
      const update = worker.current;
      if (!update) {
        yield* until(worker.wakeup.wait());
        continue;
      }
      const status = yield* pleg.getNewerThan(uid, worker.lastSyncMs);
      yield* this.turn(uid, update, status);
      this.endTurn(uid, worker);
    }
  }

  private *turn(uid: string, { pod, type, kill = {} }: PodUpdate, status: PodRuntimeStatus): Task {
    try {
      yield* this.deps.syncPod(pod, status, type === 'kill' ? kill : undefined);
      this.requeue.afterSuccess(uid);
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      this.requeue.after(uid, error);
    }
  }

  private endTurn(uid: string, worker: Worker): void {
    worker.current = worker.undelivered;
    worker.undelivered = undefined;
    worker.lastSyncMs = this.deps.context.kernel.now;
    if (worker.isForgotten) {
      // What came after that is for another worker, which knows no turn before its first.
      worker.isForgotten = false;
      worker.lastSyncMs = Number.NEGATIVE_INFINITY;
      if (!worker.current) this.workers.delete(uid);
    }
    this.deps.transitioned(uid);
  }
}

/** Whether no regular container runs as far as the status knows; init containers are not asked (kubelet_pods.go notRunning). */
export function notRunning(status: PodStatus): boolean {
  return (status.containerStatuses ?? []).every((s) => !s.state?.running);
}
