import type { Task } from '../../kernel';
import type { ChildOverrides, Proc } from '../process';
import { ExitShell, LoopJump, ReadonlyVariable, ReturnJump, ShellError } from './control';
import type { Shell } from './shell';
import { runExitTrap } from './trapActions';

/** Forks: the child goes on as a copy of this shell and runs `body`. */
export function forkShell(shell: Shell, overrides: ChildOverrides, body: (inner: Shell) => Task<number>): Proc {
  let inner: Shell | undefined;
  const child = shell.proc.fork(shell.proc.argv, overrides, () => runToEnd(inner!, body));
  inner = shell.copyTo(child);
  return child;
}

/** Runs a whole shell: `exit`, errors that end it and the EXIT trap included. Returns its exit code. */
export function* runToEnd(shell: Shell, body: (shell: Shell) => Task<number>): Task<number> {
  shell.status = yield* untilExit(shell, body);
  return yield* runExitTrap(shell, untilExit);
}

function* untilExit(shell: Shell, body: (shell: Shell) => Task<number>): Task<number> {
  try {
    return yield* body(shell);
  } catch (error) {
    if (error instanceof ExitShell || error instanceof ReturnJump) return error.code;
    if (error instanceof LoopJump) return shell.status;
    if (error instanceof ReadonlyVariable) return readonlyFailed(shell, error.variable);
    if (!(error instanceof ShellError)) throw error;
    shell.report(error);
    return error.code;
  }
}

function readonlyFailed(shell: Shell, name: string): number {
  const bash = shell.dialect.kind === 'bash';
  shell.complain(bash ? `${name}: readonly variable` : `${name}: is read only`);
  return bash ? 1 : 2;
}
