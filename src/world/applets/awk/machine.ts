import { sleep, type Task } from '../../../kernel';
import type { Call } from '../call';
import { PosixRegExp } from '../regex';
import type { AwkArray } from './array';
import { Cell } from './cell';
import { AwkError } from './error';
import { Input } from './input';
import { FieldRecord } from './record';
import { Streams } from './streams';
import type { Program } from './syntax';
import { InputText, toNumber, toText, type Value } from './value';

/** Steps of a program between two moments where others may run. */
const STEPS = 1000;

/** The state of a running program: variables, the record, open files. */
export class Machine {
  readonly streams: Streams;
  readonly input: Input;
  readonly record: FieldRecord;
  /** The numbers of `srand` and `rand`. */
  seed = 1;
  exitCode = 0;
  /** How many functions are running inside each other. */
  depth = 0;
  private readonly globals = new Map<string, Cell>();
  private locals: ReadonlyMap<string, Cell> = new Map();
  private steps = 0;

  constructor(
    readonly call: Call,
    readonly program: Program,
    operands: readonly string[],
  ) {
    this.streams = new Streams(call, (source) => this.expression(source));
    this.record = new FieldRecord(
      (line) => this.splitFields(line, this.text('FS')),
      (fields) => fields.map((field) => toText(field, this.convfmt)).join(this.text('OFS')),
    );
    this.initialize(operands);
    this.input = new Input(this);
  }

  private initialize(operands: readonly string[]): void {
    const initial = { FS: ' ', OFS: ' ', ORS: '\n', RS: '\n', SUBSEP: '\x1c', CONVFMT: '%.6g', OFMT: '%.6g' };
    for (const [name, value] of Object.entries(initial)) this.globals.set(name, new Cell(value));
    for (const name of ['NR', 'FNR', 'RSTART']) this.globals.set(name, new Cell(0));
    this.globals.set('RLENGTH', new Cell(-1));
    const words = [this.call.name, ...operands];
    this.globals.set('ARGC', new Cell(words.length));
    words.forEach((word, i) => {
      this.cell('ARGV').array.set(String(i), new InputText(word));
    });
    for (const [name, value] of Object.entries(this.call.proc.env)) {
      this.cell('ENVIRON').array.set(name, new InputText(value));
    }
  }

  /** The cell of a name: that of the running function, or the program's. */
  cell(name: string): Cell {
    const local = this.locals.get(name) ?? this.globals.get(name);
    if (local) return local;
    const cell = new Cell();
    this.globals.set(name, cell);
    return cell;
  }

  array(name: string): AwkArray {
    return this.cell(name).array;
  }

  get(name: string): Value {
    if (name === 'NF') return this.record.count;
    const cell = this.cell(name);
    if (cell.isArray) throw new AwkError('Not a scalar');
    return cell.value;
  }

  set(name: string, value: Value): void {
    if (name === 'NF') this.record.count = Math.trunc(toNumber(value));
    else this.cell(name).value = value;
  }

  text(name: string): string {
    return toText(this.get(name), '%.6g');
  }

  number(name: string): number {
    return toNumber(this.get(name));
  }

  get convfmt(): string {
    return this.text('CONVFMT');
  }

  textOf(value: Value): string {
    return typeof value === 'string' ? value : toText(value, this.convfmt);
  }

  /** Runs `body` with the parameters and local variables of a function. */
  *inFunction<T>(locals: ReadonlyMap<string, Cell>, body: () => Task<T>): Task<T> {
    const before = this.locals;
    this.locals = locals;
    try {
      return yield* body();
    } finally {
      this.locals = before;
    }
  }

  /** `name=value` of -v and of the operands. */
  assign(word: string): void {
    const at = word.indexOf('=');
    this.set(word.slice(0, at), new InputText(withEscapes(word.slice(at + 1))));
  }

  expression(source: string): RegExp {
    return PosixRegExp.compile(source, 'extended', 'g');
  }

  splitFields(text: string, separator: string): string[] {
    if (text === '') return [];
    if (separator === ' ') return text.split(/[ \t\n]+/).filter((field) => field !== '');
    const lines = this.text('RS') === '' && separator !== '\n' ? text.split('\n') : [text];
    return lines.flatMap((line) => this.splitAt(line, separator));
  }

  splitAt(text: string, separator: string): string[] {
    if (separator === '') return [...text];
    if (separator.length === 1 && separator !== '\\') return text.split(separator);
    const fields: string[] = [];
    let start = 0;
    for (const match of text.matchAll(this.expression(separator))) {
      if (match[0] === '') continue;
      fields.push(text.slice(start, match.index));
      start = match.index + match[0].length;
    }
    return [...fields, text.slice(start)];
  }

  /** Counts a step: a loop that computes for ever must let others run, and be found out. */
  *step(): Task {
    this.call.proc.charge();
    if (++this.steps % STEPS === 0) yield* sleep(0);
  }
}

/** Escapes in a value of the command line mean what they mean in a string (POSIX awk, OPERANDS). */
function withEscapes(text: string): string {
  return text.replace(/\\([\s\S])/g, (whole, letter: string) => ESCAPES[letter] ?? whole);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', '/': '/' };
