import type { Kernel, Timer } from './kernel';

/** What a process yields: something that will wake it, with a value, at some time or never. */
export abstract class Wait<T = unknown> {
  /** Arms the wait; `wake` is called at most once, never from inside `start`. */
  abstract start(kernel: Kernel, wake: (value: T) => void): void;
  /** Disarms it: after this `wake` is not called any more. */
  abstract stop(): void;
}

/**
 * Anything that waits in virtual time is written as a generator of waits. This is the part of a generator that `yield*` and
 * processes use.
 */
export interface Task<T = void> {
  next(value?: unknown): IteratorResult<Wait, T>;
  return(value: T): IteratorResult<Wait, T>;
  throw(error: unknown): IteratorResult<Wait, T>;
  [Symbol.iterator](): Task<T>;
}

/** A task of one wait. The most frequent of all tasks, so it does without a generator's frame. */
class OneWait<T> implements Task<T> {
  constructor(private wait: Wait | undefined) {}

  next(value?: unknown): IteratorResult<Wait, T> {
    const { wait } = this;
    if (!wait) return { done: true, value: value as T };
    this.wait = undefined;
    return { done: false, value: wait };
  }

  return(value: T): IteratorResult<Wait, T> {
    this.wait = undefined;
    return { done: true, value };
  }

  throw(error: unknown): never {
    this.wait = undefined;
    throw error;
  }

  [Symbol.iterator](): this {
    return this;
  }
}

class Sleep extends Wait {
  private timer: Timer | undefined;
  constructor(private readonly delayMs: number) {
    super();
  }
  start(kernel: Kernel, wake: (value: unknown) => void): void {
    this.timer = kernel.after(this.delayMs, wake);
  }
  stop(): void {
    this.timer?.cancel();
  }
}

class Never extends Wait {
  start(): void {}
  stop(): void {}
}

/** The first of several waits to happen; the others are disarmed. */
class Race extends Wait<{ index: number; value: unknown }> {
  constructor(private readonly waits: readonly Wait[]) {
    super();
  }
  start(kernel: Kernel, wake: (won: { index: number; value: unknown }) => void): void {
    this.waits.forEach((wait, index) => {
      wait.start(kernel, (value) => {
        this.waits.forEach((other, i) => {
          if (i !== index) other.stop();
        });
        wake({ index, value });
      });
    });
  }
  stop(): void {
    for (const wait of this.waits) wait.stop();
  }
}

/** What `within` returns when the time was up first. */
export const TIMED_OUT: unique symbol = Symbol('timed out');

/** One wait and a patience: the most frequent race, without a list. */
class Limited<T> extends Wait<T | typeof TIMED_OUT> {
  private timer: Timer | undefined;
  constructor(
    private readonly wait: Wait<T>,
    private readonly timeoutMs: number,
  ) {
    super();
  }
  start(kernel: Kernel, wake: (value: T | typeof TIMED_OUT) => void): void {
    this.wait.start(kernel, (value) => {
      this.timer?.cancel();
      wake(value);
    });
    this.timer = kernel.after(this.timeoutMs, () => {
      this.wait.stop();
      wake(TIMED_OUT);
    });
  }
  stop(): void {
    this.wait.stop();
    this.timer?.cancel();
  }
}

/** Lets `delayMs` of virtual time pass. */
export function sleep(delayMs: number): Task {
  return new OneWait(new Sleep(Math.max(0, Math.round(delayMs))));
}

/** Waits for ever: only an interrupt or a kill ends it. */
export function* forever(): Task<never> {
  yield new Never();
  throw new Error('a wait for ever has ended');
}

/** Waits for one thing and returns what it brought. */
export function until<T>(wait: Wait<T>): Task<T> {
  return new OneWait(wait);
}

/** Waits for `wait`, but not longer than `timeoutMs`. */
export function within<T>(timeoutMs: number, wait: Wait<T>): Task<T | typeof TIMED_OUT> {
  if (timeoutMs === Number.POSITIVE_INFINITY) return until(wait);
  return new OneWait(new Limited(wait, Math.max(0, Math.round(timeoutMs))));
}

/** Waits for the first of several things; `index` says which. */
export function anyOf(...waits: readonly Wait[]): Task<{ index: number; value: unknown }> {
  return new OneWait(new Race(waits));
}
