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

/** What a command printed at one moment. */
export interface WrittenPiece {
  readonly timeMs: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** Collects what a command line prints and how it ends. */
export class ShellCommand implements RunningCommand {
  stdout = '';
  stderr = '';
  /** All that it printed, piece by piece. */
  readonly written: WrittenPiece[] = [];
  readonly startedMs: number;
  exitCode: number | undefined;
  endedMs: number | undefined;
  /** How many facts the journal had when it began, and when it ended: which of them may be its doing. */
  readonly startedSeq: number;
  endedSeq: number | undefined;
  private proc: Proc | undefined;

  constructor(
    readonly commandLine: string,
    private readonly kernel: Kernel,
    /** The node that it runs on; undefined for the workstation. */
    readonly node?: string,
  ) {
    this.startedMs = kernel.now;
    this.startedSeq = kernel.journal.length;
  }

  /** Where the process writes. */
  output(stream: 'stdout' | 'stderr'): Output {
    return {
      write: (data) => {
        this[stream] += data;
        this.written.push({ timeMs: this.kernel.now, stream, text: data });
      },
    };
  }

  /** Follows the process until it ends. */
  attach(proc: Proc): this {
    this.proc = proc;
    this.kernel.spawn(`waiting for: ${this.commandLine}`, this.wait(proc));
    return this;
  }

  interrupt(): void {
    this.proc?.signal('INT', { outside: true });
  }

  private *wait(proc: Proc): Task {
    this.exitCode = (yield* proc.ended.join()).code;
    this.endedMs = this.kernel.now;
    this.endedSeq = this.kernel.journal.length;
  }
}
