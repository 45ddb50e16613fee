import { StatusError } from '../api';
import { type Kernel, NeverWaits, sleep, type Task } from '../kernel';
import { type RetryDelays, WorkQueue } from './workqueue';

/**
 * What a sync makes of the key's back-off: nothing = it is over; `retry` = the key is synced again after the next, longer
 * delay; `keep` = it stays as it is.
 */
export type SyncResult = undefined | 'retry' | 'keep';

export interface ControllerOptions {
  readonly kernel: Kernel;
  /** As in events and logs: `replicaset-controller`. */
  readonly name: string;
  /** Kind of the objects whose keys are reconciled, for the journal. */
  readonly kind: string;
  /** Brings the world closer to what the object with this key says; throws StatusError to be called again later. */
  readonly sync: (key: string) => Task<SyncResult> | Task;
  /** Keys worked on at the same time. Default 5, as kube-controller-manager's --concurrent-…-syncs. */
  readonly workers?: number;
  readonly retry?: RetryDelays;
  /** Latency that passes between taking a key and reading the cache. Default `controllerSync`. */
  readonly latency?: string;
}

/** Reconciles of one key at one instant before it counts as a loop that feeds itself. */
const SYNCS_PER_INSTANT = 1000;

/**
 * The reconcile loop that every controller is: keys come from informers, each is synced by a process of its own, never
 * twice at the same time, and again after a back-off when the API refused something.
 */
export class Controller {
  private readonly queue: WorkQueue;
  private running = 0;
  private instantMs = -1;
  private readonly syncsNow = new Map<string, number>();

  constructor(private readonly options: ControllerOptions) {
    this.queue = new WorkQueue(options.kernel, options.name, () => this.pump(), options.retry);
  }

  enqueue(key: string): void {
    this.queue.add(key);
  }

  /** Syncs the key after `delayMs`, or earlier if something else asks for it. */
  enqueueAfter(key: string, delayMs: number): void {
    this.queue.addAfter(key, delayMs);
  }

  /** Syncs the key after as long as its last back-off was; if it has none, after `otherwiseMs`. */
  enqueueAfterBackOff(key: string, otherwiseMs = 0): void {
    this.queue.addAfter(key, this.queue.lastDelayMs(key) || otherwiseMs);
  }

  private pump(): void {
    const { kernel, name, workers = 5 } = this.options;
    while (this.running < workers) {
      const key = this.queue.take();
      if (key === undefined) return;
      this.running++;
      kernel.spawn(`${name} ${key}`, this.work(key));
    }
  }

  private *work(key: string): Task {
    const { kernel, latency = 'controllerSync', sync } = this.options;
    try {
      yield* sleep(kernel.latency(latency));
      this.guard(key);
      const result = yield* sync(key);
      if (result === 'retry') this.queue.addRateLimited(key);
      else if (result !== 'keep') this.queue.forget(key);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      this.retryLater(key, error);
    } finally {
      this.running--;
      this.queue.done(key);
      this.pump();
    }
  }

  private retryLater(key: string, error: StatusError): void {
    const { kernel, name, kind } = this.options;
    const delayMs = this.queue.addRateLimited(key);
    kernel.journal.record({
      component: name,
      type: 'reconcile-failed',
      object: `${kind}/${key}`,
      detail: { reason: error.reason, message: error.message, retryInMs: delayMs },
    });
  }

  /** A controller whose own write makes it run again, with all latencies at 0, would never end. */
  private guard(key: string): void {
    const { kernel, name } = this.options;
    if (kernel.now !== this.instantMs) {
      this.instantMs = kernel.now;
      this.syncsNow.clear();
    }
    const count = (this.syncsNow.get(key) ?? 0) + 1;
    this.syncsNow.set(key, count);
    if (count > SYNCS_PER_INSTANT) throw new NeverWaits(`${name} (${key})`, kernel.now, count);
  }
}
