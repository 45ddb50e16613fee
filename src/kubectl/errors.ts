import { isStatus, type Release, type StatusError } from '../api';
import { JsonPathError } from './jsonpath/index';

/** Ends a command: what kubectl writes to stderr (without newline; may be empty) and its exit code. */
export class KubectlError extends Error {
  /** @param printed what went to stdout before */
  constructor(
    message: string,
    readonly exitCode = 1,
    readonly printed = '',
  ) {
    super(message);
    this.name = 'KubectlError';
  }
}

/** Something that kubectl itself finds wrong. Only when it is all that went wrong does it begin with `error: `. */
class Failure extends KubectlError {
  constructor(readonly plain: string) {
    super(`error: ${plain}`);
  }
}

/** `error: …`, the form of everything that kubectl itself finds wrong. */
export function failure(message: string): KubectlError {
  return new Failure(message);
}

/** The same from a command that writes `error: ` itself: it stands there among other errors, too. */
export function markedFailure(message: string): KubectlError {
  return new KubectlError(`error: ${message}`);
}

/** A type that the library knows to be missing: kubectl says so without `error: ` (pkg/cmd/util/helpers.go, NoResourceMatchError). */
export function noResourceType(word: string): KubectlError {
  return new KubectlError(`the server doesn't have a resource type "${word}"`);
}

/** What ends a command that met several errors: the one, or a line for each (pkg/cmd/util/helpers.go, MultipleErrors). */
export function severalErrors(errors: readonly unknown[], release: Release): unknown {
  return errors.length === 1 ? errors[0] : new KubectlError(errors.map((error) => lineOf(error, release)).join('\n'));
}

/** An error among others. That an object is invalid is no sentence of its own here. */
export function lineOf(error: unknown, release: Release): string {
  if (error instanceof Failure) return error.plain;
  if (isStatus(error, 'Invalid')) return `Error from server (Invalid): ${error.message}`;
  return errorText(error, release);
}

/** A wrong command line: the text, and where to read how it should be. */
export function usageError(command: string, message: string): KubectlError {
  return failure(`${message}\nSee 'kubectl ${command} -h' for help and examples`);
}

/** What kubectl makes of an error that the API server answered. */
export function statusText(error: StatusError, release: Release): string {
  if (error.reason === 'Invalid') return invalidText(error, release);
  if (error.reason === 'Unauthorized') return `error: You must be logged in to the server (${error.message})`;
  const reason = error.reason && ` (${error.reason})`;
  return `Error from server${reason}: ${error.message}`;
}

/** What is invalid is an object, or what was asked for (kubectl `pkg/cmd/util/helpers.go`). */
function invalidText({ message, details: { kind, name, causes = [] } }: StatusError, release: Release): string {
  const what = kind || name ? `The ${kind ?? ''} "${name ?? ''}" is invalid` : 'The request is invalid';
  if (causes.length === 0) return !kind && !name && release.has('invalidRequestsSayWhy') ? `${what}: ${message}` : what;
  const lines = [...new Set(causes.map((cause) => (cause.field ? `${cause.field}: ${cause.message}` : cause.message)))];
  return lines.length === 1 ? `${what}: ${lines[0]}` : `${what}: ${lines.map((line) => `\n* ${line}`).join('')}`;
}

/** The same error when it came from an object of a file: kubectl says which verb and file. */
export function fileErrorText(
  error: StatusError,
  verb: string,
  file: string,
  isOnly: boolean,
  release: Release,
): string {
  if (error.reason === 'Invalid' && isOnly) return statusText(error, release);
  return `Error from server (${error.reason}): error when ${verb} "${file}": ${error.message}`;
}

/** What the library finds before kubectl itself runs. */
function ofLibrary(message: string): string {
  return message.replace(
    /^error: (?=required flag\(s\)|unknown (?:shorthand )?flag|invalid argument "[^"]*" for ")/,
    'Error: ',
  );
}

/** The stderr text of anything that ended a command. */
export function errorText(error: unknown, release: Release): string {
  if (error instanceof KubectlError)
    return release.has('commandErrorsAreKubectls') ? error.message : ofLibrary(error.message);
  if (isStatus(error)) return statusText(error, release);
  if (error instanceof JsonPathError) return `error: ${error.message}`;
  throw error;
}
