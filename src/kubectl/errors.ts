import { isStatus, type StatusError } from '../api';
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

/** `error: …`, the form of everything that kubectl itself finds wrong. */
export function failure(message: string): KubectlError {
  return new KubectlError(`error: ${message}`);
}

/** A wrong command line: the text, and where to read how it should be. */
export function usageError(command: string, message: string): KubectlError {
  return failure(`${message}\nSee 'kubectl ${command} -h' for help and examples`);
}

/** What kubectl makes of an error that the API server answered. */
export function statusText(error: StatusError): string {
  const causes = error.details.causes ?? [];
  if (error.reason === 'Invalid' && causes.length > 0) {
    const lines = [
      ...new Set(causes.map((cause) => (cause.field ? `${cause.field}: ${cause.message}` : cause.message))),
    ];
    const head = `The ${error.details.kind} "${error.details.name}" is invalid: `;
    return lines.length === 1 ? head + lines[0] : head + lines.map((line) => `\n* ${line}`).join('');
  }
  if (error.reason === 'Invalid' && !error.details.kind) return `The request is invalid: ${error.message}`;
  if (error.reason === 'Unauthorized') return `error: You must be logged in to the server (${error.message})`;
  const reason = error.reason && ` (${error.reason})`;
  return `Error from server${reason}: ${error.message}`;
}

/** The same error when it came from an object of a file: kubectl says which verb and file. */
export function fileErrorText(error: StatusError, verb: string, file: string, isOnly: boolean): string {
  if (error.reason === 'Invalid' && isOnly) return statusText(error);
  return `Error from server (${error.reason}): error when ${verb} "${file}": ${error.message}`;
}

/** The stderr text of anything that ended a command. */
export function errorText(error: unknown): string {
  if (error instanceof KubectlError) return error.message;
  if (isStatus(error)) return statusText(error);
  if (error instanceof JsonPathError) return `error: ${error.message}`;
  throw error;
}
