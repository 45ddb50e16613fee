import type { Kernel, Timer } from './kernel';
import { type Task, until, Wait } from './wait';

interface Waiter<T> {
  wake(value: T): void;
  timer?: Timer;
}

class SignalWait<T> extends Wait<T> {
  private waiter: Waiter<T> | undefined;
  constructor(private readonly waiters: Set<Waiter<T>>) {
    super();
  }
  start(_kernel: Kernel, wake: (value: T) => void): void {
    this.waiter = { wake };
    this.waiters.add(this.waiter);
  }
  stop(): void {
    if (!this.waiter) return;
    this.waiters.delete(this.waiter);
    this.waiter.timer?.cancel();
  }
}

/** Wakes everyone who waits for it at the moment it fires; who comes later waits for the next time. */
export class Signal<T = void> {
  private readonly waiters = new Set<Waiter<T>>();

  constructor(private readonly kernel: Kernel) {}

  wait(): Wait<T> {
    return new SignalWait(this.waiters);
  }

  fire(value: T): void {
    for (const waiter of this.waiters) {
      this.waiters.delete(waiter);
      waiter.timer = this.kernel.after(0, () => waiter.wake(value));
    }
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
