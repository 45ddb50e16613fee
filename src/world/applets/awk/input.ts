import type { Task } from '../../../kernel';
import { FsError } from '../../files';
import { openForReading } from '../../process';
import { type Input as ByteInput, emptyInput } from '../../stream';
import { AwkError } from './error';
import type { Machine } from './machine';
import { RecordReader } from './reader';

/** The main input: the files among the operands one after the other, or stdin where there is none. */
export class Input {
  private next = 1;
  private reader: RecordReader | undefined;
  private sawFile = false;

  constructor(private readonly machine: Machine) {}

  /** The next record; NR and FNR count it. Undefined at the end. */
  *record(): Task<string | undefined> {
    const { machine } = this;
    for (;;) {
      this.reader ??= this.open();
      if (!this.reader) return undefined;
      const record = yield* this.reader.next(machine.text('RS'));
      if (record !== undefined) {
        machine.set('NR', machine.number('NR') + 1);
        machine.set('FNR', machine.number('FNR') + 1);
        return record;
      }
      this.close();
    }
  }

  /** Goes on with the next file. */
  skipFile(): void {
    this.close();
  }

  private close(): void {
    this.reader?.input.close?.();
    this.reader = undefined;
  }

  private open(): RecordReader | undefined {
    const { machine } = this;
    while (this.next < machine.number('ARGC')) {
      const operand = machine.textOf(machine.array('ARGV').get(String(this.next++)));
      if (operand === '') continue;
      if (/^[A-Za-z_]\w*=/.test(operand)) {
        machine.assign(operand);
        continue;
      }
      this.sawFile = true;
      const input = this.openFile(operand);
      if (input) return this.begin(input, operand);
    }
    if (this.sawFile) return undefined;
    this.sawFile = true;
    return this.begin(machine.call.proc.stdin, undefined);
  }

  private begin(input: ByteInput, name: string | undefined): RecordReader {
    const { machine } = this;
    if (name !== undefined) machine.set('FILENAME', name);
    machine.set('FNR', 0);
    input.open?.();
    return new RecordReader(input, (source) => machine.expression(source));
  }

  /** A file that cannot be opened: busybox ends, others say so and go on. */
  private openFile(path: string): ByteInput | undefined {
    const { call } = this.machine;
    if (path === '-') return call.proc.stdin;
    try {
      return openForReading(call.proc, path).input ?? emptyInput();
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      if (call.flavour === 'busybox') throw new AwkError(`${path}: ${error.text}`, 0);
      call.complain(`cannot open "${path}" (${error.text})`);
      this.machine.exitCode = 2;
      return undefined;
    }
  }
}
