import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof SIGNALS)[number];

/**
 * Somebody wants the run to end: the first signal lets it write what is known by then, the second ends the process at
 * once. A handler is only heard when the event loop turns; see `breath.ts`.
 */
export class Interruption {
  /** The signal that came. */
  signal: Signal | undefined;
  private readonly listeners: (() => void)[] = [];
  private giveUp: () => void = () => {};
  private readonly handlers: readonly (readonly [Signal, () => void])[];

  constructor() {
    this.handlers = SIGNALS.map((signal) => [signal, () => this.hear(signal)]);
    for (const [signal, handler] of this.handlers) process.on(signal, handler);
  }

  /** Calls back when a signal comes, or now when one has come. */
  onSignal(listener: () => void): void {
    if (this.signal) listener();
    else this.listeners.push(listener);
  }

  /** What tidies up before the process ends at once. */
  onGivingUp(giveUp: () => void): void {
    this.giveUp = giveUp;
  }

  /** 130 for SIGINT, 143 for SIGTERM: what a shell says of a process that a signal has ended. */
  get exitCode(): number | undefined {
    return this.signal && 128 + constants.signals[this.signal];
  }

  /** Gives the signals back to the system. */
  off(): void {
    for (const [signal, handler] of this.handlers) process.removeListener(signal, handler);
  }

  private hear(signal: Signal): void {
    if (this.signal) {
      this.giveUp();
      process.exit(this.exitCode);
    }
    this.signal = signal;
    for (const listener of this.listeners) listener();
  }
}
