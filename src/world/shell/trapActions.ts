import type { Task } from '../../kernel';
import { parseScript } from './parse';
import { runText } from './run';
import type { Shell } from './shell';

/** Runs what `trap` has set for the signals that have arrived; `$?` stays as it was. */
export function* runPendingTraps(shell: Shell): Task {
  for (let signal = shell.traps.takePending(); signal; signal = shell.traps.takePending()) {
    const action = shell.traps.get(signal);
    if (action) yield* runAction(shell, action);
  }
}

/** Runs the trap on EXIT, once; returns the exit code of the shell. */
export function* runExitTrap(
  shell: Shell,
  guard: (shell: Shell, body: (shell: Shell) => Task<number>) => Task<number>,
): Task<number> {
  const action = shell.traps.get('EXIT');
  if (!action) return shell.status;
  shell.traps.set('EXIT', undefined);
  const before = shell.status;
  return yield* guard(shell, function* () {
    yield* runAction(shell, action);
    return before;
  });
}

function* runAction(shell: Shell, action: string): Task {
  const { status } = shell;
  const above = shell.dialect.kind === 'ash' ? shell.site : undefined;
  shell.textDepth++;
  try {
    yield* runText(shell, parseScript(action, shell.dialect), { tail: false }, { above });
  } finally {
    shell.textDepth--;
  }
  shell.status = status;
}
