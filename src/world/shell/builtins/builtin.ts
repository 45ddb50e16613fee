import type { Task } from '../../../kernel';
import type { ShellKind } from '../dialect';
import type { Place } from '../run';
import type { Shell } from '../shell';

/** A command that the shell itself executes. It takes no time. */
export interface Builtin {
  readonly shells: readonly ShellKind[];
  run(shell: Shell, args: readonly string[], place: Place): Task<number>;
}

export type Action = (shell: Shell, args: readonly string[], place: Place) => Task<number>;

const ALL: readonly ShellKind[] = ['ash', 'bash', 'dash'];

export function builtin(run: Action, shells: readonly ShellKind[] = ALL): Builtin {
  return { shells, run };
}

/** A builtin that never waits. */
export function instant(
  run: (shell: Shell, args: readonly string[]) => number,
  shells: readonly ShellKind[] = ALL,
): Builtin {
  return builtin(function* (shell, args) {
    return run(shell, args);
  }, shells);
}

/** Prints `name: message` in the shell's way. */
export function fail(shell: Shell, message: string, code = 1): number {
  shell.complain(message);
  return code;
}
