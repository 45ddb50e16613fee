import type { Kernel, Timer } from './kernel';
import { type Task, until, Wait } from './wait';

class SignalWait<T> extends Wait<T> {
  /** What wakes who has waited, once the signal has fired. */
  timer: Timer | undefined;
  private wake: ((value: unknown) => void) | undefined;

  constructor(private readonly signal: Signal<T>) {
    super();
  }

  start(_kernel: Kernel, wake: (value: T) => void): void {
    this.wake = wake as (value: unknown) => void;
    this.signal.add(this);
  }

  stop(): void {
    this.signal.remove(this);
    this.timer?.cancel();
  }

  woken(value: T): void {
    this.wake?.(value);
  }
}

/** Wakes everyone who waits for it at the moment it fires; who comes later waits for the next time. */
export class Signal<T = void> {
  /** Hardly any signal ever has a second waiter, and there are several for each connection. */
  private only: SignalWait<T> | undefined;
  private more: Set<SignalWait<T>> | undefined;

  constructor(private readonly kernel: Kernel) {}

  wait(): Wait<T> {
    return new SignalWait(this);
  }

  fire(value: T): void {
    const { only, more } = this;
    this.only = undefined;
    this.more = undefined;
    if (only) this.rouse(only, value);
    if (more) for (const waiter of more) this.rouse(waiter, value);
  }

  /** Called by a wait that starts. */
  add(waiter: SignalWait<T>): void {
    if (!this.only && !this.more) {
      this.only = waiter;
      return;
    }
    this.more ??= new Set();
    this.more.add(waiter);
  }

  /** Called by a wait that is given up. */
  remove(waiter: SignalWait<T>): void {
    if (this.only === waiter) this.only = undefined;
    else this.more?.delete(waiter);
  }

  private rouse(waiter: SignalWait<T>, value: T): void {
    waiter.timer = this.kernel.after(0, () => waiter.woken(value));
  }
}

/** Something that happens once and stays so, such as the end of a process: late waiters are woken at once. */
export class Latch<T = void> {
  private readonly signal: Signal<T>;
  private state: { value: T } | undefined;

  constructor(kernel: Kernel) {
    this.signal = new Signal<T>(kernel);
  }

  get isSet(): boolean {
    return this.state !== undefined;
  }

  get value(): T | undefined {
    return this.state?.value;
  }

  /** Sets it; only the first call counts. */
  set(value: T): void {
    if (this.state) return;
    this.state = { value };
    this.signal.fire(value);
  }

  wait(): Wait<T> {
    return new LatchWait(this.signal.wait(), () => this.state);
  }

  *join(): Task<T> {
    return this.state ? this.state.value : yield* until(this.wait());
  }
}

class LatchWait<T> extends Wait<T> {
  private timer: Timer | undefined;
  constructor(
    private readonly later: Wait<T>,
    private readonly state: () => { value: T } | undefined,
  ) {
    super();
  }
  start(kernel: Kernel, wake: (value: T) => void): void {
    const set = this.state();
    if (set) this.timer = kernel.after(0, () => wake(set.value));
    else this.later.start(kernel, wake);
  }
  stop(): void {
    this.timer?.cancel();
    this.later.stop();
  }
}

/** A queue between processes: `put` never waits, `take` waits while it is empty. */
export class Mailbox<T> {
  private readonly items: T[] = [];
  private readonly filled: Signal;

  constructor(kernel: Kernel) {
    this.filled = new Signal(kernel);
  }

  get size(): number {
    return this.items.length;
  }

  put(item: T): void {
    this.items.push(item);
    this.filled.fire();
  }

  /** Wakes when something was put; use with `within` and `anyOf`, then `poll`. */
  arrival(): Wait<void> {
    return this.filled.wait();
  }

  poll(): T | undefined {
    return this.items.shift();
  }

  *take(): Task<T> {
    while (this.items.length === 0) yield* until(this.filled.wait());
    return this.items.shift() as T;
  }
}
