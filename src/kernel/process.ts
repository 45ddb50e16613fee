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

/** What a step does at the place where the process waits. */
const GO_ON = 0;
const THROW = 1;
const RETURN = 2;

/** Steps that one process may take at one instant before it counts as a loop that never waits. */
const STEPS_PER_INSTANT = 100_000;

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
  /** One for all waits of the process: a wait that was stopped never calls it. */
  private readonly wake: (value: unknown) => void;

  constructor(
    private readonly kernel: Kernel,
    readonly name: string,
    private readonly task: Task<T>,
    private readonly failuresAreFatal: boolean,
  ) {
    this.ended = new Latch<Outcome<T>>(kernel);
    const wake = (value: unknown): void => this.resume(value);
    this.wake = wake;
    kernel.after(0, () => this.step(GO_ON, undefined), name);
  }

  get outcome(): Outcome<T> | undefined {
    return this.ended.value;
  }

  get isAlive(): boolean {
    return !this.ended.isSet;
  }

  /** Throws `Interrupted` at the place where the process waits. */
  interrupt(reason: unknown): void {
    this.deliver(() => this.step(THROW, new Interrupted(reason)));
  }

  /** Ends the process at the place where it waits; its `finally` blocks run. */
  kill(): void {
    this.deliver(() => {
      this.killed = true;
      this.step(RETURN, undefined);
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

  private resume(value: unknown): void {
    this.wait = undefined;
    this.step(GO_ON, value);
  }

  private step(how: typeof GO_ON | typeof THROW | typeof RETURN, value: unknown): void {
    if (!this.isAlive) return;
    const { kernel } = this;
    const outer = kernel.running;
    kernel.running = this;
    this.running = true;
    try {
      this.charge();
      const { task } = this;
      const result = how === GO_ON ? task.next(value) : how === THROW ? task.throw(value) : task.return(undefined as T);
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
    wait.start(this.kernel, this.wake);
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
