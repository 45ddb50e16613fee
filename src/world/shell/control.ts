import { OrdinaryError } from '../../kernel';
/** Ends the shell: `exit`, `set -e`, an error in a special builtin. */
export class ExitShell extends OrdinaryError {
  constructor(readonly code: number) {
    super(`exit ${code}`);
  }
}

/** The end of a shell that has met a syntax error. */
export class SyntaxErrorExit extends ExitShell {}

/** `break n` and `continue n`, on the way to their loop. */
export class LoopJump extends OrdinaryError {
  constructor(
    readonly how: 'break' | 'continue',
    public levels: number,
    /** The status of the loop that it ends. */
    readonly status = 0,
  ) {
    super(how);
  }
}

/** `return`, on the way to its function or sourced file. */
export class ReturnJump extends OrdinaryError {
  constructor(readonly code: number) {
    super(`return ${code}`);
  }
}

/** An assignment to a read-only variable. */
export class ReadonlyVariable extends OrdinaryError {
  constructor(readonly variable: string) {
    super(`${variable} is read-only`);
  }
}

/** An expansion or builtin that failed in a way that ends a non-interactive shell, with what it prints. */
export class ShellError extends OrdinaryError {
  constructor(
    message: string,
    readonly code = 2,
    /** The builtin whose error it is. */
    readonly command?: string,
  ) {
    super(message);
  }
}

/** `${x?}`, or `set -u`: it ends bash too, which other expansions that fail do not. */
export class UnsetParameter extends ShellError {}
