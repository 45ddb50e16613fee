import { Interrupted, NeverWaits, ProcessFailed } from './errors';
import type { Kernel } from './kernel';
import { Latch } from './signal';
import type { Task, Wait } from './wait';

/** How a process ended. */
export type Outcome<T> =
  | { readonly how: 'returned'; readonly value: T }
  | { readonly how: 'killed' }
  | { readonly how: 'interrupted'; readonly reason: unknown }
  | { readonly how: 'failed'; readonly error: unknown };

/** Steps that one process may take at one instant before it counts as a loop that never waits. */
export const STEPS_PER_INSTANT = 100_000;

/**
 * A generator that runs on virtual time. It yields what it waits for and is resumed by the kernel; it can be
 * interrupted (an error at its yield) or killed (its `finally` blocks run) at any yield.
 */
export class Process<T = unknown> {
  readonly ended: Latch<Outcome<T>>;
  private wait: Wait | undefined;
  private running = false;
  private killed = false;
  private pending: (() => void) | undefined;
  private instant = -1;
  private steps = 0;

  constructor(
    private readonly kernel: Kernel,
    readonly name: string,
    private readonly task: Task<T>,
    private readonly failuresAreFatal: boolean,
  ) {
    this.ended = new Latch<Outcome<T>>(kernel);
    kernel.after(0, () => this.step(() => this.task.next()), name);
  }

  get outcome(): Outcome<T> | undefined {
    return this.ended.value;
  }

  get isAlive(): boolean {
    return !this.ended.isSet;
  }

  /** Throws `Interrupted` at the place where the process waits. */
  interrupt(reason: unknown): void {
    this.deliver(() => this.step(() => this.task.throw(new Interrupted(reason))));
  }

  /** Ends the process at the place where it waits; its `finally` blocks run. */
  kill(): void {
    this.deliver(() => {
      this.killed = true;
      this.step(() => this.task.return(undefined as T));
    });
  }

  /**
   * Counts work that takes no time, so that a loop without a wait ends in an error instead of a hang.
   * @throws NeverWaits
   */
  charge(): void {
    if (this.instant !== this.kernel.now) {
      this.instant = this.kernel.now;
      this.steps = 0;
    }
    if (++this.steps > STEPS_PER_INSTANT) throw new NeverWaits(this.name, this.kernel.now, this.steps);
  }

  private deliver(action: () => void): void {
    if (!this.isAlive) return;
    if (this.running) {
      this.pending = action;
      return;
    }
    this.wait?.stop();
    this.wait = undefined;
    action();
  }

  private step(advance: () => IteratorResult<Wait, T>): void {
    if (!this.isAlive) return;
    const { kernel } = this;
    const outer = kernel.running;
    kernel.running = this;
    this.running = true;
    try {
      this.charge();
      const result = advance();
      this.running = false;
      if (result.done) this.ended.set(this.killed ? { how: 'killed' } : { how: 'returned', value: result.value });
      else this.await(result.value);
    } catch (error) {
      this.running = false;
      this.fail(error);
    } finally {
      kernel.running = outer;
    }
  }

  private await(wait: Wait): void {
    const { pending } = this;
    if (pending) {
      this.pending = undefined;
      pending();
      return;
    }
    this.wait = wait;
    wait.start(this.kernel, (value) => {
      this.wait = undefined;
      this.step(() => this.task.next(value));
    });
  }

  private fail(error: unknown): void {
    if (error instanceof Interrupted) {
      this.ended.set({ how: 'interrupted', reason: error.reason });
      return;
    }
    this.ended.set({ how: 'failed', error });
    if (error instanceof NeverWaits) this.kernel.fail(error);
    else if (this.failuresAreFatal) this.kernel.fail(new ProcessFailed(this.name, this.kernel.now, error));
  }
}
