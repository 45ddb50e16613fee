import { SIGNAL_NUMBERS, type SignalName } from '../process';
import type { Shell } from './shell';

export type TrapName = SignalName | 'EXIT' | 'ERR';

/** Signals for which bash runs its EXIT trap before it dies of them (bash manual, "Signals"; measured on 5.2 as PID 1). */
const FATAL: readonly SignalName[] = ['HUP', 'INT', 'TERM'];

/** What `trap` has set. Signals that arrive are kept until the shell is between two commands. */
export class Traps {
  private readonly actions = new Map<TrapName, string>();
  private readonly pending: TrapName[] = [];
  /** A signal without a trap that ends the shell as soon as it can: bash with an EXIT trap, ash and dash on SIGINT. */
  fatal: SignalName | undefined;
  private catchesInterrupt = false;

  constructor(private readonly shell: Shell) {}

  get(name: TrapName): string | undefined {
    return this.actions.get(name);
  }

  /** @param action the commands to run, `''` to ignore, undefined for the default */
  set(name: TrapName, action: string | undefined): void {
    const { proc } = this.shell;
    if (action === undefined) this.actions.delete(name);
    else this.actions.set(name, action);
    if (name === 'EXIT' && this.shell.dialect.kind === 'bash') this.armFatalSignals(action !== undefined);
    if (name === 'EXIT' || name === 'ERR') return;
    if (action === undefined && name === 'INT' && this.catchesInterrupt) proc.onSignal(name, this.endingBy(name));
    else if (action === undefined) proc.onSignal(name, 'default');
    else if (action === '') proc.onSignal(name, 'ignore');
    else {
      proc.onSignal(name, () => {
        this.pending.push(name);
      });
    }
  }

  /**
   * ash and dash with a script to run handle SIGINT, even as PID 1, by ending with 130 when the command that they wait for
   * has ended (ash.c setsignal, raise_interrupt; measured on BusyBox 1.35 and dash 0.5).
   */
  catchInterrupt(): void {
    const { proc, dialect } = this.shell;
    if (dialect.kind === 'bash' || proc.actionOn('INT') === 'ignore') return;
    this.catchesInterrupt = true;
    proc.onSignal('INT', this.endingBy('INT'));
  }

  /** An EXIT trap makes bash handle what would otherwise kill it, or be ignored by it as PID 1. */
  private armFatalSignals(armed: boolean): void {
    for (const signal of FATAL) {
      if (this.actions.has(signal) || this.shell.proc.actionOn(signal) === 'ignore') continue;
      this.shell.proc.onSignal(signal, armed ? this.endingBy(signal) : 'default');
    }
  }

  private endingBy(signal: SignalName): () => void {
    return () => {
      this.fatal ??= signal;
    };
  }

  /** Whether there is any: a shell with traps does not execute its last command in its own place. */
  get any(): boolean {
    return this.actions.size > 0;
  }

  get hasPending(): boolean {
    return this.pending.length > 0;
  }

  /** Notes that a command has failed, for `trap … ERR` (bash). */
  commandFailed(): void {
    if (this.actions.has('ERR')) this.pending.push('ERR');
  }

  takePending(): TrapName | undefined {
    return this.pending.shift();
  }

  /** The next one that is to run, without taking it: its number tells `wait` what to return. */
  peekPending(): SignalName | undefined {
    return this.pending.find((name): name is SignalName => name !== 'EXIT' && name !== 'ERR');
  }

  /** A subshell keeps what is ignored and nothing else (XCU 2.14, trap). */
  inherit(parent: Traps): void {
    for (const [name, action] of parent.actions) if (action === '') this.actions.set(name, '');
  }

  /** As `trap` without arguments prints them, in the order of signal numbers. */
  listing(): string {
    const number = (name: TrapName) => (name === 'EXIT' ? 0 : name === 'ERR' ? 99 : SIGNAL_NUMBERS[name]);
    const label = (name: TrapName) =>
      this.shell.dialect.kind === 'bash' && number(name) % 99 !== 0 ? `SIG${name}` : name;
    return [...this.actions]
      .sort(([a], [b]) => number(a) - number(b))
      .map(([name, action]) => `trap -- '${action.replace(/'/g, `'\\''`)}' ${label(name)}\n`)
      .join('');
  }
}
