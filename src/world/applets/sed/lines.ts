import type { Task } from '../../../kernel';
import { FsError } from '../../files';
import { openForReading } from '../../process';
import { emptyInput, type Input, readLine } from '../../stream';
import type { Call } from '../call';

/** The lines of several files one after the other, with their newlines; it looks ahead only when somebody asks for the last line. */
export class Lines {
  /** A file could not be read. */
  failed = false;
  private readonly waiting: string[];
  private input: Input | undefined;
  private ahead: { line: string | undefined } | undefined;

  constructor(
    private readonly call: Call,
    paths: readonly string[],
  ) {
    this.waiting = [...paths];
  }

  *next(): Task<string | undefined> {
    const { ahead } = this;
    this.ahead = undefined;
    return ahead ? ahead.line : yield* this.read();
  }

  *isLast(): Task<boolean> {
    this.ahead ??= { line: yield* this.read() };
    return this.ahead.line === undefined;
  }

  private *read(): Task<string | undefined> {
    for (;;) {
      this.input ??= this.open();
      if (!this.input) return undefined;
      const line = yield* readLine(this.input);
      if (line !== undefined) return line;
      this.input = undefined;
    }
  }

  private open(): Input | undefined {
    for (let path = this.waiting.shift(); path !== undefined; path = this.waiting.shift()) {
      try {
        return path === '-' ? this.call.proc.stdin : (openForReading(this.call.proc, path).input ?? emptyInput());
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        this.failed = true;
        this.call.complainAbout(
          error,
          path,
          '%s',
          error.code === 'EISDIR' ? "couldn't edit %s: not a regular file" : "can't read %s",
        );
      }
    }
    return undefined;
  }
}
