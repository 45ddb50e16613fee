import { ReadonlyVariable, ShellError } from './control';
import type { Shell } from './shell';

/** An error that somebody up the stack tells of: until then the shell stays where it was. */
export type ReportedError = ShellError | ReadonlyVariable;

export function isReportedLater(error: unknown): error is ReportedError {
  return error instanceof ShellError || error instanceof ReadonlyVariable;
}

/** Prints it. @returns the status that it leaves */
export function reportError(shell: Shell, error: ReportedError): number {
  if (error instanceof ShellError) {
    shell.report(error);
    return error.code;
  }
  const bash = shell.dialect.kind === 'bash';
  shell.complain(bash ? `${error.variable}: readonly variable` : `${error.variable}: is read only`);
  return bash ? 1 : 2;
}
