import type { Pod } from '../../api/types';
import { type Kernel, rule, Signal, type Task, type Timer, until } from '../../kernel';
import { ActiveQueue, before } from './activeQueue';
import type { ClusterEvent } from './clusterEvent';

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
  /** Attempts that ended with a verdict, and those since that ended with an error. */
  failures: number;
  errors: number;
  /** When the last attempt failed, or when it came. */
  sinceMs: number;
  /** Order of arrival among pods of one priority. */
  readonly sequence: number;
  /** Filters that said no the last time; nobody, when the attempt ended with an error or there was no node. */
  rejectedBy: readonly string[];
}

export interface QueueRules {
  /** Whether an event may help a pod that these filters have rejected. */
  wakes(event: ClusterEvent, waiting: Waiting): boolean;
  /** How long a pod may be left alone without any event. */
  readonly leftoverMs: number;
  /** An idle scheduler takes pods from the back-off queue (KEP-5142), the most important of those whose second comes first. */
  readonly popsFromBackOff: boolean;
  /** Errors wait for their back-off and need nothing to happen. */
  readonly errorsBackOff: boolean;
  /** Back-offs after verdicts and after errors grow for themselves. */
  readonly countsErrorsApart: boolean;
  /** Changes of no concern to anybody wake a pod too: after the latency `unrelatedChange` there is one. */
  wokenByAnything(waiting: Waiting): boolean;
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
    this.activate({ pod, attempts: 0, sinceMs: this.kernel.now, sequence, rejectedBy: [], failures: 0, errors: 0 });
  }

  /** The waiting pod was changed; `retry` says whether that is a reason to try it. */
  update(pod: Pod, retry: 'at-once' | 'after-back-off' | 'no'): void {
    const waiting = this.get(pod.metadata.uid ?? '');
    if (!waiting) return;
    waiting.pod = pod;
    if (retry === 'at-once') this.activate(waiting);
    else if (retry === 'after-back-off' && this.unschedulable.has(pod.metadata.uid ?? '')) this.move(waiting);
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

  /**
   * The attempt was in vain; what happened meanwhile may be a reason to try again.
   * @param rejectedBy the filters that said no; none after an error, such as a refused binding
   */
  reject(waiting: Waiting, rejectedBy: readonly string[]): void {
    const uid = waiting.pod.metadata.uid ?? '';
    const events = this.inFlight.get(uid);
    if (!events) return;
    this.inFlight.delete(uid);
    waiting.rejectedBy = rejectedBy;
    waiting.sinceMs = this.kernel.now;
    const isError = rejectedBy.length === 0;
    waiting.errors = isError ? waiting.errors + 1 : 0;
    if (!isError) waiting.failures++;
    if (isError && this.rules.errorsBackOff) this.backOff(waiting);
    else if (events.some((event) => this.rules.wakes(event, waiting))) this.move(waiting);
    else {
      this.unschedulable.set(uid, waiting);
      this.armLeftovers();
      this.armChatter(waiting);
    }
  }

  /** Something happened in the cluster, by no doing of `except`: pods that it may help are tried again, at once or after their back-off. */
  wake(event: ClusterEvent, except?: Waiting): void {
    for (const events of this.inFlight.values()) events.push(event);
    for (const waiting of [...this.unschedulable.values()]) {
      if (waiting === except || !this.rules.wakes(event, waiting)) continue;
      this.kernel.acts(WOKEN);
      this.move(waiting);
    }
  }

  private move(waiting: Waiting): void {
    if (this.isBackingOff(waiting)) this.backOff(waiting);
    else this.activate(waiting);
  }

  private backOffMs({ attempts, failures, errors }: Waiting): number {
    return backOffMs(this.rules.countsErrorsApart ? errors || failures : attempts);
  }

  /** To the second where idle schedulers take pods from the queue, so that the important ones of a second come first. */
  private backOffEndMs(waiting: Waiting): number {
    const endMs = waiting.sinceMs + this.backOffMs(waiting);
    return this.rules.popsFromBackOff ? windowOf(endMs) : endMs;
  }

  private isBackingOff(waiting: Waiting): boolean {
    const endMs = this.backOffEndMs(waiting);
    const { now } = this.kernel;
    return this.rules.popsFromBackOff ? windowOf(now) <= endMs : now < endMs;
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
    this.kernel.acts(this.backOffMs(waiting) === MAX_BACKOFF_MS ? AT_MOST : DOUBLES);
    this.backingOff.set(uid, waiting);
    this.armBackOff();
    if (this.rules.popsFromBackOff) this.filled.fire();
  }

  private earliestBackOff(): Waiting | undefined {
    let best: Waiting | undefined;
    for (const waiting of this.backingOff.values()) {
      if (waiting.rejectedBy.length > 0 && (!best || this.endsBefore(waiting, best))) best = waiting;
    }
    return best;
  }

  private endsBefore(a: Waiting, b: Waiting): boolean {
    const [endsA, endsB] = [this.backOffEndMs(a), this.backOffEndMs(b)];
    return endsA === endsB ? before(a, b) : endsA < endsB;
  }

  /** The queue looks each second whether a back-off has ended. */
  private armBackOff(): void {
    if (this.backOffTick || this.backingOff.size === 0) return;
    const endMs = Math.min(...[...this.backingOff.values()].map((waiting) => this.backOffEndMs(waiting)));
    this.backOffTick = this.kernel.at(
      this.rules.popsFromBackOff ? endMs + BACKOFF_TICK_MS : onGrid(endMs, BACKOFF_TICK_MS),
      () => {
        this.backOffTick = undefined;
        for (const waiting of [...this.backingOff.values()]) {
          if (!this.isBackingOff(waiting)) this.activate(waiting);
        }
        this.armBackOff();
      },
      'scheduler back-off',
    );
  }

  private armChatter(waiting: Waiting): void {
    if (this.chatter || !this.rules.wokenByAnything(waiting)) return;
    this.chatter = this.kernel.after(
      this.kernel.latency('unrelatedChange'),
      () => {
        this.chatter = undefined;
        for (const each of [...this.unschedulable.values()]) if (this.rules.wokenByAnything(each)) this.move(each);
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
function backOffMs(attempts: number): number {
  return Math.min(INITIAL_BACKOFF_MS * 2 ** Math.max(0, attempts - 1), MAX_BACKOFF_MS);
}

/** The second that a time lies in (backoff_queue.go alignToWindow). */
function windowOf(timeMs: number): number {
  return timeMs - (timeMs % BACKOFF_TICK_MS);
}

function onGrid(timeMs: number, tickMs: number): number {
  return Math.ceil(timeMs / tickMs) * tickMs;
}
