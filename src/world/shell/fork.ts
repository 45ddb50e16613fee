import type { Task } from '../../kernel';
import type { ChildOverrides, Proc } from '../process';
import { ExitShell, LoopJump, ReturnJump } from './control';
import { isReportedLater, reportError } from './reportedError';
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
    if (isReportedLater(error)) return reportError(shell, error);
    throw error;
  }
}
