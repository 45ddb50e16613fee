import type { Pod } from '../../api/types';
import { type Kernel, rule, Signal, type Task, type Timer, until } from '../../kernel';
import { ActiveQueue } from './active-queue';
import type { ClusterEvent } from './cluster-event';

const DOUBLES = rule(
  'scheduler/back-off-doubles',
  'The wait of a pod that was refused doubles: 1, 2, 4, 8 s.',
  'pkg/scheduler/backend/queue/backoff_queue.go',
);
const AT_MOST = rule(
  'scheduler/back-off-at-most-10s',
  'A pod that was refused waits 10 s at most once something has changed.',
  'KubeSchedulerConfiguration podMaxBackoffSeconds',
);
const WOKEN = rule(
  'scheduler/woken-by-change',
  'A pod that was refused is tried again when something happens that may help it.',
  'KEP-4247',
);
const LEFTOVERS = rule(
  'scheduler/leftovers',
  'A pod that nothing has woken for long is tried again all the same.',
  'pkg/scheduler/backend/queue/scheduling_queue.go flushUnschedulablePodsLeftover',
);
const PRIORITY = rule(
  'scheduler/priority-first',
  'Of the pods that wait the one with the highest priority comes first, then the one that has waited longest.',
  'pkg/scheduler/framework/plugins/queuesort',
);
const IDLE = rule(
  'scheduler/idle-takes-the-next',
  'A scheduler with nothing else to do does not let a pod wait out its back-off.',
  'KEP-5142',
);

/** Delays of kube-scheduler's queue (defaults of podInitialBackoffSeconds and podMaxBackoffSeconds). */
const INITIAL_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 10_000;
const BACKOFF_TICK_MS = 1000;
const UNSCHEDULABLE_TICK_MS = 30_000;

/** A pod that waits for a node. */
export interface Waiting {
  pod: Pod;
  attempts: number;
  /** When the last attempt failed, or when it came. */
  sinceMs: number;
  /** Order of arrival among pods of one priority. */
  readonly sequence: number;
  /** Filters that said no the last time. */
  rejectedBy: readonly string[];
  /** The last attempt failed by an error, not by a verdict: it always waits for its back-off. */
  failed: boolean;
}

export interface QueueRules {
  /** Whether an event may help a pod that these filters have rejected. */
  wakes(event: ClusterEvent, waiting: Waiting): boolean;
  /** How long a pod may be left alone without any event. */
  readonly leftoverMs: number;
  /** An idle scheduler takes pods from the back-off queue (KEP-5142). */
  readonly popsFromBackOff: boolean;
  /** Changes of no concern to anybody wake all pods too: after the latency `unrelatedChange` there is one. */
  readonly wokenByAnything: boolean;
}

/**
 * The scheduling queue: pods that may be tried (active), pods that wait for their back-off, and pods for which nothing has
 * changed since they were rejected. Its ticks exist only while a pod waits for one.
 */
export class SchedulingQueue {
  private readonly active = new ActiveQueue();
  private readonly backingOff = new Map<string, Waiting>();
  private readonly unschedulable = new Map<string, Waiting>();
  private readonly inFlight = new Map<string, ClusterEvent[]>();
  private readonly filled: Signal;
  private backOffTick: Timer | undefined;
  private leftoverTick: Timer | undefined;
  private chatter: Timer | undefined;
  private sequence = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly rules: QueueRules,
  ) {
    this.filled = new Signal(kernel);
  }

  /** A pod that waits, wherever it does. */
  get(uid: string): Waiting | undefined {
    return this.active.get(uid) ?? this.backingOff.get(uid) ?? this.unschedulable.get(uid);
  }

  /** A pod without a node was seen for the first time, or lost its last scheduling gate. */
  add(pod: Pod): void {
    const uid = pod.metadata.uid ?? '';
    if (this.get(uid) || this.inFlight.has(uid)) return;
    const sequence = ++this.sequence;
    this.activate({ pod, attempts: 0, sinceMs: this.kernel.now, sequence, rejectedBy: [], failed: false });
  }

  /** The waiting pod was changed; `retry` says whether that is a reason to try it. */
  update(pod: Pod, retry: 'at-once' | 'after-back-off' | 'no'): void {
    const waiting = this.get(pod.metadata.uid ?? '');
    if (!waiting) return;
    waiting.pod = pod;
    if (retry === 'no' || !this.unschedulable.has(pod.metadata.uid ?? '')) return;
    if (retry === 'at-once') this.activate(waiting);
    else this.move(waiting);
  }

  remove(uid: string): void {
    this.active.remove(uid);
    this.backingOff.delete(uid);
    this.unschedulable.delete(uid);
    this.inFlight.delete(uid);
  }

  /** Waits for a pod that may be tried: the highest priority, then the one that waits longest. */
  *pop(): Task<Waiting> {
    for (;;) {
      const next = this.active.first() ?? (this.rules.popsFromBackOff ? this.earliestBackOff() : undefined);
      if (next) {
        if (this.active.size > 1) this.kernel.acts(PRIORITY);
        else if (this.active.size === 0) this.kernel.acts(IDLE);
        const uid = next.pod.metadata.uid ?? '';
        this.remove(uid);
        this.inFlight.set(uid, []);
        next.attempts++;
        return next;
      }
      yield* until(this.filled.wait());
    }
  }

  /** The attempt succeeded, or the pod is of no interest any more. */
  done(waiting: Waiting): void {
    this.inFlight.delete(waiting.pod.metadata.uid ?? '');
  }

  /** The attempt was in vain; what happened meanwhile may be a reason to try again. */
  reject(waiting: Waiting, rejectedBy: readonly string[]): void {
    const uid = waiting.pod.metadata.uid ?? '';
    const events = this.inFlight.get(uid);
    if (!events) return;
    this.inFlight.delete(uid);
    waiting.rejectedBy = rejectedBy;
    waiting.sinceMs = this.kernel.now;
    waiting.failed = false;
    if (events.some((event) => this.rules.wakes(event, waiting))) this.move(waiting);
    else {
      this.unschedulable.set(uid, waiting);
      this.armLeftovers();
      this.armChatter();
    }
  }

  /** The attempt failed by an error, such as a refused binding: tried again after the back-off. */
  retry(waiting: Waiting): void {
    const uid = waiting.pod.metadata.uid ?? '';
    if (!this.inFlight.delete(uid)) return;
    waiting.sinceMs = this.kernel.now;
    waiting.failed = true;
    this.backOff(waiting);
  }

  /** Something happened in the cluster: pods that it may help are tried again, at once or after their back-off. */
  wake(event: ClusterEvent): void {
    for (const events of this.inFlight.values()) events.push(event);
    for (const waiting of [...this.unschedulable.values()]) {
      if (!this.rules.wakes(event, waiting)) continue;
      this.kernel.acts(WOKEN);
      this.move(waiting);
    }
  }

  private move(waiting: Waiting): void {
    if (this.kernel.now < backOffEndMs(waiting)) this.backOff(waiting);
    else this.activate(waiting);
  }

  private activate(waiting: Waiting): void {
    const uid = waiting.pod.metadata.uid ?? '';
    this.backingOff.delete(uid);
    this.unschedulable.delete(uid);
    this.active.add(waiting);
    this.filled.fire();
  }

  private backOff(waiting: Waiting): void {
    const uid = waiting.pod.metadata.uid ?? '';
    this.unschedulable.delete(uid);
    this.kernel.acts(backOffMs(waiting.attempts) === MAX_BACKOFF_MS ? AT_MOST : DOUBLES);
    this.backingOff.set(uid, waiting);
    this.armBackOff();
    if (this.rules.popsFromBackOff) this.filled.fire();
  }

  private earliestBackOff(): Waiting | undefined {
    let best: Waiting | undefined;
    for (const waiting of this.backingOff.values()) {
      if (!waiting.failed && (!best || backOffEndMs(waiting) < backOffEndMs(best))) best = waiting;
    }
    return best;
  }

  /** The queue looks each second whether a back-off has ended. */
  private armBackOff(): void {
    if (this.backOffTick || this.backingOff.size === 0) return;
    const endMs = Math.min(...[...this.backingOff.values()].map(backOffEndMs));
    this.backOffTick = this.kernel.at(
      onGrid(endMs, BACKOFF_TICK_MS),
      () => {
        this.backOffTick = undefined;
        for (const waiting of [...this.backingOff.values()]) {
          if (backOffEndMs(waiting) <= this.kernel.now) this.activate(waiting);
        }
        this.armBackOff();
      },
      'scheduler back-off',
    );
  }

  private armChatter(): void {
    if (!this.rules.wokenByAnything || this.chatter || this.unschedulable.size === 0) return;
    this.chatter = this.kernel.after(
      this.kernel.latency('unrelatedChange'),
      () => {
        this.chatter = undefined;
        for (const waiting of [...this.unschedulable.values()]) this.move(waiting);
      },
      'scheduler wakes all',
    );
  }

  private armLeftovers(): void {
    if (this.leftoverTick || this.unschedulable.size === 0) return;
    const dueMs = Math.min(...[...this.unschedulable.values()].map(({ sinceMs }) => sinceMs)) + this.rules.leftoverMs;
    this.leftoverTick = this.kernel.at(
      onGrid(dueMs + 1, UNSCHEDULABLE_TICK_MS),
      () => {
        this.leftoverTick = undefined;
        for (const waiting of [...this.unschedulable.values()]) {
          if (waiting.sinceMs + this.rules.leftoverMs >= this.kernel.now) continue;
          this.kernel.acts(LEFTOVERS);
          this.move(waiting);
        }
        this.armLeftovers();
      },
      'scheduler leftovers',
    );
  }
}

/** 1, 2, 4, 8, 10, 10 … seconds after the k-th failure. */
export function backOffMs(attempts: number): number {
  return Math.min(INITIAL_BACKOFF_MS * 2 ** Math.max(0, attempts - 1), MAX_BACKOFF_MS);
}

function backOffEndMs(waiting: Waiting): number {
  return waiting.sinceMs + backOffMs(waiting.attempts);
}

function onGrid(timeMs: number, tickMs: number): number {
  return Math.ceil(timeMs / tickMs) * tickMs;
}
