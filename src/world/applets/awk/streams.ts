import type { Task } from '../../../kernel';
import { FsError } from '../../files';
import { type Descriptor, openForReading, openForWriting, type Proc } from '../../process';
import { emptyInput, type Output, Pipe, roomIn } from '../../stream';
import type { Call } from '../call';
import { AwkError } from './error';
import { RecordReader } from './reader';

interface Writer {
  readonly output: Output;
  /** The command at the other end of a pipe. */
  readonly command: Proc | undefined;
}

interface Reader {
  readonly records: RecordReader;
  readonly command: Proc | undefined;
}

/** The files and commands that a program has opened; each stays open until `close` or the end. */
export class Streams {
  private readonly writers = new Map<string, Writer>();
  private readonly readers = new Map<string, Reader>();

  constructor(
    private readonly call: Call,
    private readonly expression: (source: string) => RegExp,
  ) {}

  *write(text: string, operator: '>' | '>>' | '|', target: string): Task {
    const { output } = this.writer(operator, target);
    output.write(text);
    yield* roomIn(output);
  }

  /** undefined where the file cannot be opened. */
  reader(from: 'file' | 'command', source: string): RecordReader | undefined {
    const open = this.readers.get(source);
    if (open) return open.records;
    const made = from === 'command' ? this.commandReader(source) : this.fileReader(source);
    if (made) this.readers.set(source, made);
    return made?.records;
  }

  /** Closes what was opened under this name and waits for a command; -1 if nothing was. */
  *close(name: string): Task<number> {
    const writer = this.writers.get(name);
    const reader = this.readers.get(name);
    this.writers.delete(name);
    this.readers.delete(name);
    writer?.output.close?.();
    reader?.records.input.close?.();
    const command = writer?.command ?? reader?.command;
    if (command) return (yield* command.ended.join()).code;
    return writer || reader ? 0 : -1;
  }

  *closeAll(): Task {
    for (const name of [...this.writers.keys(), ...this.readers.keys()]) yield* this.close(name);
  }

  private writer(operator: '>' | '>>' | '|', target: string): Writer {
    let writer = this.writers.get(target);
    if (!writer) {
      writer = operator === '|' ? this.commandWriter(target) : this.fileWriter(target, operator === '>>');
      this.writers.set(target, writer);
    }
    return writer;
  }

  private commandWriter(command: string): Writer {
    const pipe = new Pipe(this.call.proc.kernel);
    const child = this.call.proc.start(['sh', '-c', command], { stdin: pipe.input });
    pipe.output.open?.();
    return { output: pipe.output, command: child };
  }

  private fileWriter(path: string, append: boolean): Writer {
    const { proc } = this.call;
    const descriptor = this.opened(path, () => openForWriting(proc, path, { append }));
    descriptor.output?.open?.();
    return { output: descriptor.output ?? proc.stdout, command: undefined };
  }

  private opened(path: string, open: () => Descriptor): Descriptor {
    try {
      return open();
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      throw new AwkError(`can't open '${path}': ${error.text}`, 0);
    }
  }

  private commandReader(command: string): Reader {
    const pipe = new Pipe(this.call.proc.kernel);
    const child = this.call.proc.start(['sh', '-c', command], { stdout: pipe.output });
    pipe.input.open?.();
    return { records: new RecordReader(pipe.input, this.expression), command: child };
  }

  private fileReader(path: string): Reader | undefined {
    const { proc } = this.call;
    try {
      const input = path === '-' ? proc.stdin : (openForReading(proc, path).input ?? emptyInput());
      input.open?.();
      return { records: new RecordReader(input, this.expression), command: undefined };
    } catch (error) {
      if (error instanceof FsError) return undefined;
      throw error;
    }
  }
}
