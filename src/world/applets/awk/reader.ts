import type { Task } from '../../../kernel';
import { type Input, readLine, readSome } from '../../stream';

/** Cuts an input into records: lines, paragraphs, or what stands between matches of RS. */
export class RecordReader {
  private rest = '';
  private ended = false;

  constructor(
    readonly input: Input,
    private readonly expression: (source: string) => RegExp,
  ) {}

  /** The next record, undefined at the end. */
  *next(separator: string): Task<string | undefined> {
    if (separator === '\n' && this.rest === '') return yield* this.line();
    const paragraphs = separator === '';
    const pattern = paragraphs ? /\n\n+/ : separator.length === 1 ? separator : this.expression(separator);
    for (;;) {
      if (paragraphs) this.rest = this.rest.replace(/^\n+/, '');
      const found = firstMatch(this.rest, pattern);
      const record = found && (this.ended || found.end < this.rest.length) ? this.cut(found) : undefined;
      if (record !== undefined) return record;
      if (this.ended) return this.remainder(paragraphs || separator === '\n');
      yield* this.readMore();
    }
  }

  private *line(): Task<string | undefined> {
    const line = this.ended ? undefined : yield* readLine(this.input);
    if (line === undefined) this.ended = true;
    return line?.endsWith('\n') ? line.slice(0, -1) : line;
  }

  private cut({ start, end }: { start: number; end: number }): string {
    const record = this.rest.slice(0, start);
    this.rest = this.rest.slice(end);
    return record;
  }

  private remainder(trim: boolean): string | undefined {
    if (this.rest === '') return undefined;
    const record = trim ? this.rest.replace(/\n$/, '') : this.rest;
    this.rest = '';
    return record;
  }

  private *readMore(): Task {
    const data = yield* readSome(this.input);
    if (data === undefined) this.ended = true;
    else this.rest += data;
  }
}

function firstMatch(text: string, pattern: RegExp | string): { start: number; end: number } | undefined {
  if (typeof pattern === 'string') {
    const start = text.indexOf(pattern);
    return start < 0 ? undefined : { start, end: start + pattern.length };
  }
  const match = new RegExp(pattern.source).exec(text);
  return match?.[0] ? { start: match.index, end: match.index + match[0].length } : undefined;
}
