/**
 * An error that is part of the story, such as a refused connection, a missing file or a process that exits: somebody in the
 * simulation always expects it. It carries no stack, which costs as much as all the rest of a failed request and which
 * nobody would read.
 */
export class OrdinaryError extends Error {
  constructor(message?: string) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }
}
