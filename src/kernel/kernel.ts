import { NeverWaits } from './errors';
import { Journal } from './journal';
import { Latencies, type LatencyTable } from './latency';
import { Process } from './process';
import { EventQueue } from './queue';
import { type RandomStream, RandomStreams } from './random';
import type { Rule } from './rule';
import type { Task } from './wait';

export interface KernelOptions {
  /** Everything random is drawn from it. Default 1. */
  readonly seed?: number;
  /** Let the seed decide the order of things that are due at the same instant. Default false: first come, first served. */
  readonly permuteTies?: boolean;
  readonly latencies?: LatencyTable;
}

/** Events at one instant before the run counts as a loop that feeds itself. */
const EVENTS_PER_INSTANT = 2_000_000;

/** Cancelled timers that may wait in the queue before they are thrown out, if they are most of it. */
const CANCELLED_KEPT = 256;

/** What happens then. It is given `undefined`, so that what waits for a value can be woken without a function in between. */
export type Action = (nothing: undefined) => void;

/** An action that is due at some time. */
export class Timer {
  /** Undefined once it has fired or was cancelled: a timeout that never came must not keep alive what it was for. */
  private action: Action | undefined;

  constructor(
    private readonly owner: { cancelledOne(): void },
    readonly timeMs: number,
    readonly tie: number,
    readonly sequence: number,
    action: Action,
    readonly label: string,
    readonly cause: number,
  ) {
    this.action = action;
  }

  /** Whether it waits in the queue for nothing. */
  get cancelled(): boolean {
    return this.action === undefined;
  }

  cancel(): void {
    if (!this.action) return;
    this.action = undefined;
    this.owner.cancelledOne();
  }

  /** Called by the kernel when it is due. */
  fire(): void {
    const { action } = this;
    this.action = undefined;
    action?.(undefined);
  }
}

/**
 * The discrete-event core: one queue, one virtual clock in integer milliseconds, one journal. It knows nothing
 * of Kubernetes. Nothing here reads a wall clock; an hour in which nothing happens costs nothing.
 */
export class Kernel {
  now = 0;
  readonly journal: Journal;
  readonly random: RandomStreams;
  readonly latencies: Latencies;
  /** Ids of the rules that have acted, in the order of their first time. */
  readonly actedRules = new Set<string>();
  /** The process whose code runs right now. */
  running: { readonly name: string; charge(): void } | undefined;
  private readonly queue = new EventQueue<Timer>();
  private readonly ties: RandomStream | undefined;
  private sequence = 0;
  private failure: Error | undefined;
  private instant = -1;
  private eventsThisInstant = 0;
  private labels: Map<string, number> | undefined;
  /** Cancelled timers in the queue. */
  private cancelled = 0;

  constructor(options: KernelOptions = {}) {
    this.random = new RandomStreams(options.seed ?? 1);
    this.journal = new Journal(this);
    this.latencies = new Latencies(options.latencies ?? {}, this.random);
    this.ties = options.permuteTies ? this.random.stream('kernel/ties') : undefined;
  }

  get seed(): number {
    return this.random.seed;
  }

  /** Events that are still to come. */
  get pending(): number {
    return this.queue.size - this.cancelled;
  }

  /** Runs `action` when the clock reaches `timeMs` (now, if that has passed). */
  at(timeMs: number, action: Action, label = ''): Timer {
    const due = timeMs > this.now ? Math.round(timeMs) : this.now;
    const tie = this.ties ? this.ties.integer(0, 0x3fffffff) : 0;
    const timer = new Timer(
      this,
      due,
      tie,
      ++this.sequence,
      action,
      label || (this.running?.name ?? ''),
      this.journal.cause,
    );
    // Unless the seed mixes what is simultaneous, what is due at once comes after all that is due by then.
    if (due === this.now && !this.ties) this.queue.append(timer);
    else this.queue.push(timer);
    return timer;
  }

  /** Runs `action` after `delayMs`. */
  after(delayMs: number, action: Action, label = ''): Timer {
    return this.at(this.now + delayMs, action, label);
  }

  /** Starts a process; an error that it does not catch ends the run, unless `tolerant`. */
  spawn<T>(name: string, task: Task<T>, options: { tolerant?: boolean } = {}): Process<T> {
    return new Process<T>(this, name, task, !options.tolerant);
  }

  /** Draws a delay of the latency table. */
  latency(name: string): number {
    return this.latencies.draw(name);
  }

  /** Notes that a rule acts here; returns its id, for the detail of a fact. */
  acts(rule: Rule): string {
    this.actedRules.add(rule.id);
    return rule.id;
  }

  /** Makes the run end with this error. */
  fail(error: Error): void {
    this.failure ??= error;
  }

  /**
   * Lets virtual time pass until `timeMs`, or until `stop` says so after some event. The clock stands at `timeMs`
   * afterwards unless `stop` ended it.
   * @returns true if `stop` ended it.
   * @throws NeverWaits, ProcessFailed, or whatever `fail` was given
   */
  runUntil(timeMs: number, stop?: () => boolean): boolean {
    if (stop?.()) return true;
    for (let next = this.queue.take(timeMs); next; next = this.queue.take(timeMs)) {
      if (next.cancelled) {
        this.cancelled--;
        continue;
      }
      this.fire(next);
      if (this.failure) throw this.failure;
      if (stop?.()) return true;
    }
    if (timeMs > this.now) this.now = timeMs;
    return false;
  }

  private fire(timer: Timer): void {
    this.now = timer.timeMs;
    this.guard(timer);
    this.journal.cause = timer.cause;
    timer.fire();
    this.journal.cause = 0;
  }

  /**
   * Called by a timer of the queue. Most timeouts never come: they are thrown out when they are more than half of the queue,
   * else an hour of quick answers would wait in it for the patience of their clients.
   */
  cancelledOne(): void {
    if (++this.cancelled <= CANCELLED_KEPT || this.cancelled * 2 < this.queue.size) return;
    this.queue.keep((timer) => !timer.cancelled);
    this.cancelled = 0;
  }

  /** A loop that feeds itself without time ends here, with the name of what was busiest. */
  private guard(timer: Timer): void {
    if (this.instant !== timer.timeMs) {
      this.instant = timer.timeMs;
      this.eventsThisInstant = 0;
      this.labels = undefined;
    }
    if (++this.eventsThisInstant <= EVENTS_PER_INSTANT / 2) return;
    this.labels ??= new Map();
    this.labels.set(timer.label, (this.labels.get(timer.label) ?? 0) + 1);
    if (this.eventsThisInstant < EVENTS_PER_INSTANT) return;
    const busiest = [...this.labels].sort((a, b) => b[1] - a[1])[0];
    throw new NeverWaits(busiest?.[0] || 'the cluster', this.now, this.eventsThisInstant);
  }
}
