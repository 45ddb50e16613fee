import { type Kernel, OrdinaryError, Signal, type Task, until, type Wait } from '../kernel';

/** Where a program writes. `open` and `close` come in pairs, one for each process that holds it. */
export interface Output {
  /** @throws BrokenPipe when nobody will ever read it */
  write(data: string): void;
  /** What a writer has to wait for before it writes more: a full pipe. Undefined when there is room. */
  full?(): Wait<void> | undefined;
  open?(): void;
  close?(): void;
}

/** Where a program reads. It is read by `readSome`, `readLine` and `readAll`, or piecewise by hand. */
export interface Input {
  /**
   * Takes what is there: all of it, or, with `line`, not more than up to the first newline.
   * @returns `''` when nothing is there yet, undefined at the end.
   */
  take(line?: boolean): string | undefined;
  /** Wakes when there is something to take, the end included. */
  arrival(): Wait<void>;
  open?(): void;
  close?(): void;
}

/** Thrown by `write` when all readers have gone: the writer gets SIGPIPE. */
export class BrokenPipe extends OrdinaryError {
  constructor() {
    super('Broken pipe');
    this.name = 'BrokenPipe';
  }
}

/** The next piece, at least one character; undefined at the end. */
export function* readSome(input: Input): Task<string | undefined> {
  for (;;) {
    const data = input.take();
    if (data !== '') return data;
    yield* until(input.arrival());
  }
}

/** The next line with its newline; the last one may lack it; undefined at the end. */
export function* readLine(input: Input): Task<string | undefined> {
  let line = '';
  for (;;) {
    const data = input.take(true);
    if (data === undefined) return line === '' ? undefined : line;
    line += data;
    if (line.endsWith('\n')) return line;
    if (data === '') yield* until(input.arrival());
  }
}

/** Everything up to the end. */
export function* readAll(input: Input): Task<string> {
  const pieces: string[] = [];
  for (;;) {
    const data = yield* readSome(input);
    if (data === undefined) return pieces.join('');
    pieces.push(data);
  }
}

/** Waits until there is room. Returns false, at once, where there always is. */
export function* roomIn(output: Output): Task<boolean> {
  const wait = output.full?.();
  if (!wait) return false;
  yield* until(wait);
  return true;
}

/** Text that waits to be taken, and how to cut lines from it. */
class Buffer {
  private text = '';
  append(data: string): void {
    this.text += data;
  }
  get isEmpty(): boolean {
    return this.text === '';
  }
  get length(): number {
    return this.text.length;
  }
  take(line: boolean): string {
    const end = line ? this.text.indexOf('\n') + 1 : 0;
    const data = end > 0 ? this.text.slice(0, end) : this.text;
    this.text = end > 0 ? this.text.slice(end) : '';
    return data;
  }
}

/** An input that holds this text and then ends. */
export function textInput(text: string): Input {
  const buffer = new Buffer();
  buffer.append(text);
  return {
    take: (line = false) => (buffer.isEmpty ? undefined : buffer.take(line)),
    arrival() {
      throw new Error('a text is there at once: nobody waits for it');
    },
  };
}

/** What a program reads that got no stdin. */
export function emptyInput(): Input {
  return textInput('');
}

/** An output that keeps what is written. */
export class TextOutput implements Output {
  text = '';
  write(data: string): void {
    this.text += data;
  }
}

/** An output that forgets what is written. */
export const NOWHERE: Output = { write: () => {} };

/** Whether another program reads what is written: only pipes can be full. */
export function isPipe(output: Output): boolean {
  return output.full !== undefined;
}

/** Characters that a pipe holds before it is full; real ones hold 64 KiB, which would take a loop of echo too long to reach. */
const PIPE_CAPACITY = 4096;

/**
 * A pipe. Writing never fails for want of room, but who writes without end should wait while it is `full`. It ends for
 * the reader when the last writer has closed it, and breaks for writers when the last reader has.
 */
export class Pipe {
  readonly input: Input;
  readonly output: Output;
  private readonly buffer = new Buffer();
  private readonly changed: Signal;
  private readonly drained: Signal;
  private readers = 0;
  private writers = 0;
  private finished = false;
  private broken = false;

  constructor(kernel: Kernel) {
    this.changed = new Signal(kernel);
    this.drained = new Signal(kernel);
    this.input = this.makeInput();
    this.output = this.makeOutput();
  }

  /** Ends it for the reader, whoever still holds the other end. */
  end(): void {
    this.finished = true;
    this.changed.fire();
  }

  private get isFull(): boolean {
    return this.buffer.length >= PIPE_CAPACITY;
  }

  private makeInput(): Input {
    return {
      take: (line = false) => {
        if (this.buffer.isEmpty) return this.finished ? undefined : '';
        const wasFull = this.isFull;
        const data = this.buffer.take(line);
        if (wasFull && !this.isFull) this.drained.fire();
        return data;
      },
      arrival: () => this.changed.wait(),
      open: () => {
        this.readers++;
      },
      close: () => {
        if (--this.readers > 0) return;
        this.broken = true;
        this.drained.fire();
      },
    };
  }

  private makeOutput(): Output {
    return {
      write: (data) => {
        if (this.broken) throw new BrokenPipe();
        if (data === '' || this.finished) return;
        this.buffer.append(data);
        this.changed.fire();
      },
      full: () => (this.isFull && !this.broken ? this.drained.wait() : undefined),
      open: () => {
        this.writers++;
      },
      close: () => {
        if (--this.writers === 0) this.end();
      },
    };
  }
}
