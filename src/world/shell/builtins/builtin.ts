import type { Task } from '../../../kernel';
import { ShellError } from '../control';
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

/** Prints what is wrong with a builtin's arguments in the shell's way. */
export function failOf(shell: Shell, command: string, message: string, code = 1): number {
  shell.complainOf(command, message);
  return code;
}

/** What each shell says of the same mistake. */
export type Words = Readonly<Record<ShellKind, string>>;

/** An error of a builtin: it ends ash and dash where the builtin is a special one (XCU 2.8.1), and bash never. */
export function wrong(
  shell: Shell,
  command: string,
  words: Words,
  codes: { bash?: number; other?: number } = {},
): ShellError {
  const { kind } = shell.dialect;
  return new ShellError(words[kind], kind === 'bash' ? (codes.bash ?? 1) : (codes.other ?? 2), command);
}

/** A number that a builtin expects; the shells other than bash take none below 0. */
export function countArgument(shell: Shell, command: string, text: string, bashCode = 1): number {
  const { kind } = shell.dialect;
  if ((kind === 'bash' ? /^[-+]?\d+$/ : /^\+?\d+$/).test(text)) return Number(text);
  const illegal = `Illegal number: ${text}`;
  throw wrong(
    shell,
    command,
    { ash: illegal, dash: illegal, bash: `${text}: numeric argument required` },
    { bash: bashCode },
  );
}
