import { OrdinaryError } from '../../kernel';
/** Why a program could not be started. */
export type ExecFailure =
  /** No directory of PATH has it. */
  | 'not-in-path'
  /** A path was given and nothing is there. */
  | 'no-such-file'
  /** It is a script whose interpreter is not there. */
  | 'no-interpreter'
  /** It is there but not executable. */
  | 'permission-denied'
  /** A directory, of which newer runtimes say so (Go 1.20, os/exec). */
  | 'is-directory'
  /** It is executable but neither a program nor a script with `#!`. */
  | 'exec-format';

/**
 * A program that could not be started: thrown before anything runs. `code` is the exit code of a shell (126 or 127),
 * `message` what the container runtime (runc) says.
 */
export class ExecError extends OrdinaryError {
  readonly code: 126 | 127;

  constructor(
    readonly program: string,
    readonly failure: ExecFailure,
  ) {
    super(runtimeText(program, failure));
    this.name = 'ExecError';
    this.code = failure === 'permission-denied' || failure === 'is-directory' || failure === 'exec-format' ? 126 : 127;
  }

  /** In the words of strerror(3), as programs that run others say it. */
  get text(): string {
    return this.code === 127 ? 'No such file or directory' : 'Permission denied';
  }
}

function runtimeText(program: string, failure: ExecFailure): string {
  switch (failure) {
    case 'not-in-path':
      return `exec: "${program}": executable file not found in $PATH`;
    case 'no-such-file':
      return `exec: "${program}": stat ${program}: no such file or directory`;
    case 'permission-denied':
      return `exec: "${program}": permission denied`;
    case 'is-directory':
      return `exec: "${program}": is a directory`;
    case 'no-interpreter':
      return `exec ${program}: no such file or directory`;
    case 'exec-format':
      return `exec ${program}: exec format error`;
  }
}

/**
 * A container uses something that the simulator does not have. It ends the run: a verdict that rests on a guess would be
 * worse than none.
 */
export class NotImplementedError extends Error {
  constructor(
    readonly what: string,
    readonly where: string,
    hint = 'Change the command, or describe an image that does without it (--images, see “How to describe an image” in the README).',
  ) {
    super(`${where} uses ${what}, which the simulator does not have. ${hint}`);
    this.name = 'NotImplementedError';
  }

  /** The name of the container that uses it, unless it is something else; processes begin their names with it. */
  get container(): string | undefined {
    return /^container [^/]*\/[^/]*\/([^/:]+)/.exec(this.where)?.[1];
  }
}
