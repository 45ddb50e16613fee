import { OrdinaryError } from './ordinaryError';

/** Thrown inside a process by `interrupt`, at the place where it waits. */
export class Interrupted extends OrdinaryError {
  constructor(readonly reason: unknown) {
    super(`interrupted: ${String(reason)}`);
    this.name = 'Interrupted';
  }
}

/** A process, or the cluster as a whole, does work for ever without letting virtual time pass. */
export class NeverWaits extends Error {
  constructor(
    readonly who: string,
    readonly timeMs: number,
    readonly steps: number,
  ) {
    super(
      `${who} never waits: it took ${steps} steps at ${timeMs / 1000}s of virtual time and time did not move. ` +
        'A loop needs something that takes time, such as `sleep 1`, or a condition that ends it.',
    );
    this.name = 'NeverWaits';
  }
}

/** An error that a process threw and nobody caught: a bug of the simulator, with its place in the story. */
export class ProcessFailed extends Error {
  constructor(
    readonly processName: string,
    readonly timeMs: number,
    override readonly cause: unknown,
  ) {
    super(`${processName} failed at ${timeMs / 1000}s: ${cause instanceof Error ? cause.message : String(cause)}`);
    this.name = 'ProcessFailed';
  }
}
