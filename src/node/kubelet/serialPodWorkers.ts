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
    // Nothing changes any more in a pod that has ended.
    if (!pod.metadata.deletionTimestamp && isTerminal(status) && update.type !== 'kill') return;
    const worker = this.workers.get(uid) ?? this.create(uid, pod);
    if (!worker.current) {
      worker.current = update;
      worker.wakeup.fire();
    } else if (worker.undelivered?.type !== 'kill') {
      // A kill that waits is not overwritten by anything.
      worker.undelivered = update;
    }
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
    for (const [uid, worker] of this.workers) {
      if (wanted.has(uid) || worker.current) continue;
      worker.process.kill();
      this.workers.delete(uid);
      this.deps.queue.forget(uid);
    }
    return new Set(this.workers.keys());
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
      wakeup,
      process: kernel.spawn(`${component}/worker/${pod.metadata.name}`, this.loop(uid)),
    };
    this.workers.set(uid, worker);
    return worker;
  }

  private *loop(uid: string): Task {
    const { context, pleg, queue } = this.deps;
    let lastSyncMs = Number.NEGATIVE_INFINITY;
    for (;;) {
      const worker = this.workers.get(uid);
      if (!worker) return;
      const update = worker.current;
      if (!update) {
        yield* until(worker.wakeup.wait());
        continue;
      }
      const status = yield* pleg.getNewerThan(uid, lastSyncMs);
      try {
        yield* this.deps.syncPod(update.pod, status, update.type === 'kill' ? (update.kill ?? {}) : undefined);
        this.requeue.afterSuccess(uid);
      } catch (error) {
        if (!(error instanceof SyncError)) throw error;
        this.requeue.after(uid, error);
      }
      lastSyncMs = context.kernel.now;
      worker.current = worker.undelivered;
      worker.undelivered = undefined;
      if (!this.workers.has(uid)) queue.forget(uid);
      else this.deps.transitioned(uid);
    }
  }
}

/** Whether no regular container runs as far as the status knows; init containers are not asked (kubelet_pods.go notRunning). */
export function notRunning(status: PodStatus): boolean {
  return (status.containerStatuses ?? []).every((s) => !s.state?.running);
}

function isTerminal(status: PodStatus): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}
