import type { Kernel, Task } from './kernel/index';
import type { Output, Proc } from './world/index';

/** A command line that was typed at a terminal. What it printed so far can be read while it runs. */
export interface RunningCommand {
  readonly commandLine: string;
  readonly startedMs: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Undefined while it runs. */
  readonly exitCode: number | undefined;
  /** Ctrl-C. */
  interrupt(): void;
}

/** Collects what a command line prints and how it ends. */
export class ShellCommand implements RunningCommand {
  stdout = '';
  stderr = '';
  exitCode: number | undefined;
  private proc: Proc | undefined;

  constructor(
    readonly commandLine: string,
    readonly startedMs: number,
  ) {}

  /** Where the process writes. */
  output(stream: 'stdout' | 'stderr'): Output {
    return {
      write: (data) => {
        this[stream] += data;
      },
    };
  }

  /** Follows the process until it ends. */
  attach(kernel: Kernel, proc: Proc): this {
    this.proc = proc;
    kernel.spawn(`waiting for: ${this.commandLine}`, this.wait(proc));
    return this;
  }

  interrupt(): void {
    this.proc?.signal('INT', { outside: true });
  }

  private *wait(proc: Proc): Task {
    this.exitCode = (yield* proc.ended.join()).code;
  }
}
