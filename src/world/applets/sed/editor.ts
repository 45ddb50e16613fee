import type { Task } from '../../../kernel';
import { FsError } from '../../files';
import { openForWriting } from '../../process';
import { type Output, roomIn } from '../../stream';
import { type Call, UsageError } from '../call';
import type { Lines } from './lines';
import { substitute } from './substitute';
import type { Address, Command } from './syntax';

/** How a command ends the cycle. */
type End = 'done' | 'delete' | 'restart' | 'quit';

/** Where the files of `w` are written; each is made at the start. */
export class WriteFiles {
  private readonly outputs = new Map<string, Output>();

  constructor(call: Call, commands: readonly Command[]) {
    for (const { name, text, substitution } of commands) {
      const path = name === 'w' ? text : substitution?.file;
      if (path === undefined || this.outputs.has(path)) continue;
      this.outputs.set(path, openForWriting(call.proc, path).output ?? call.proc.stdout);
    }
  }

  write(path: string, text: string): void {
    this.outputs.get(path)!.write(text);
  }
}

export interface EditorOptions {
  readonly quiet: boolean;
  readonly files: WriteFiles;
}

/** Runs a script over lines: the pattern space, the hold space and the cycles (POSIX sed). */
export class Editor {
  /** What `q` gave as exit code. */
  exitCode: number | undefined;
  private pattern = '';
  private hold = '';
  private line = 0;
  private newline = true;
  private substituted = false;
  private appended: { readonly text?: string; readonly path?: string }[] = [];
  /** In which line the range of a command has begun. */
  private readonly ranges = new Map<Command, number>();
  private lastExpression: RegExp | undefined;
  /** The range of the command that runs goes on after this line. */
  private isInRange = false;
  /** The last line that was written had no newline. */
  private owesNewline = false;

  constructor(
    private readonly call: Call,
    private readonly commands: readonly Command[],
    private readonly lines: Lines,
    private readonly write: (text: string) => void,
    private readonly options: EditorOptions,
  ) {}

  *run(): Task {
    let end: End = 'done';
    while (end !== 'quit' && (end === 'restart' || (yield* this.advance()))) {
      this.substituted = false;
      end = yield* this.cycle();
      if (end !== 'delete' && end !== 'restart' && !this.options.quiet) this.print(this.pattern);
      this.flushAppended();
      yield* roomIn(this.call.proc.stdout);
    }
  }

  private *advance(): Task<boolean> {
    const line = yield* this.lines.next();
    if (line === undefined) return false;
    this.newline = line.endsWith('\n');
    this.pattern = this.newline ? line.slice(0, -1) : line;
    this.line++;
    return true;
  }

  /** The last line has a newline only if it had one. */
  private print(text: string, newline = this.newline): void {
    this.write(`${this.owesNewline ? '\n' : ''}${text}${newline ? '\n' : ''}`);
    this.owesNewline = !newline;
  }

  private flushAppended(): void {
    for (const { text, path } of this.appended) {
      if (text !== undefined) this.print(text, true);
      else this.appendFile(path!);
    }
    this.appended = [];
  }

  /** A file of `r` that is not there counts as empty. */
  private appendFile(path: string): void {
    const { proc } = this.call;
    try {
      const content = proc.fs.readFile(proc.path(path));
      if (content !== '') this.write(`${this.owesNewline ? '\n' : ''}${content}`);
      this.owesNewline = false;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
    }
  }

  private *cycle(): Task<End> {
    for (let at = 0; at < this.commands.length; ) {
      this.call.proc.charge();
      const command = this.commands[at++]!;
      const selected = (yield* this.selects(command)) !== command.negated;
      if (command.name === '{') {
        if (!selected) at = command.target;
        continue;
      }
      if (!selected) continue;
      const next = yield* this.execute(command);
      if (typeof next === 'string') return next;
      if (next !== undefined) at = next;
    }
    return 'done';
  }

  /** @returns how the cycle ends, or the number of the command to go on with */
  private *execute(command: Command): Task<End | number | undefined> {
    const { name, text } = command;
    switch (name) {
      case 's':
        this.replace(command);
        return undefined;
      case 'y':
        this.pattern = [...this.pattern].map((c) => command.map!.get(c) ?? c).join('');
        return undefined;
      case 'b':
        return command.target;
      case 't':
      case 'T': {
        const jumps = this.substituted === (name === 't');
        this.substituted = false;
        return jumps ? command.target : undefined;
      }
      case 'n':
      case 'N':
        return yield* this.readNext(name === 'N');
      case 'q':
        this.exitCode = Number(text || 0);
        return 'quit';
      case 'c':
        return yield* this.change(command);
      case 'd':
        return 'delete';
      case 'D':
        return this.deleteFirstLine();
    }
    this.simple(name, text);
    return undefined;
  }

  /** What neither waits nor leads elsewhere. */
  private simple(name: string, text: string): void {
    switch (name) {
      case 'p':
        this.print(this.pattern, true);
        break;
      case 'P':
        this.print(this.pattern.split('\n')[0]!, true);
        break;
      case '=':
        this.print(String(this.line), true);
        break;
      case 'i':
        this.print(text, true);
        break;
      case 'a':
        this.appended.push({ text });
        break;
      case 'r':
        this.appended.push({ path: text });
        break;
      case 'w':
        this.options.files.write(text, `${this.pattern}\n`);
        break;
      case 'g':
        this.pattern = this.hold;
        break;
      case 'G':
        this.pattern += `\n${this.hold}`;
        break;
      case 'h':
        this.hold = this.pattern;
        break;
      case 'H':
        this.hold += `\n${this.pattern}`;
        break;
      case 'x':
        [this.pattern, this.hold] = [this.hold, this.pattern];
        break;
      case 'l':
        // busybox accepts it and does nothing.
        if (this.call.flavour === 'gnu') this.call.notImplemented("the command 'l'");
    }
  }

  /** `n` prints and reads the next line, `N` adds it; without a next line the script ends. */
  private *readNext(add: boolean): Task<End | undefined> {
    if (yield* this.lines.isLast()) return 'quit';
    const before = this.pattern;
    if (!add && !this.options.quiet) this.print(before);
    this.flushAppended();
    yield* this.advance();
    if (add) this.pattern = `${before}\n${this.pattern}`;
    return undefined;
  }

  /** A range is changed as a whole: at its end. */
  private *change({ to, negated, text }: Command): Task<End> {
    const inside = to && !negated && this.isInRange && !(yield* this.lines.isLast());
    if (!inside) this.print(text, true);
    return 'delete';
  }

  private deleteFirstLine(): End {
    const end = this.pattern.indexOf('\n');
    if (end < 0) return 'delete';
    this.pattern = this.pattern.slice(end + 1);
    return 'restart';
  }

  private replace({ substitution }: Command): void {
    const expression = this.remember(substitution!.expression);
    const result = substitute(this.pattern, expression, substitution!, this.call.flavour === 'gnu');
    if (result === undefined) return;
    this.pattern = result;
    this.substituted = true;
    if (substitution!.print) this.print(result, true);
    if (substitution!.file !== undefined) this.options.files.write(substitution!.file, `${result}\n`);
  }

  /** An empty expression is the one that was used last. */
  private remember(expression: RegExp | undefined): RegExp {
    this.lastExpression = expression ?? this.lastExpression;
    if (!this.lastExpression) throw new UsageError('no previous regexp');
    return this.lastExpression;
  }

  private *selects(command: Command): Task<boolean> {
    const { from, to } = command;
    if (!from) return true;
    if (!to) return yield* this.matches(from);
    const start = this.ranges.get(command);
    return start === undefined ? yield* this.begins(command, from, to) : yield* this.goesOn(command, from, to, start);
  }

  private *begins(command: Command, from: Address, to: Address): Task<boolean> {
    // `0,/re/` may end in the first line already (GNU).
    const zero = from.kind === 'line' && from.line === 0 && this.call.flavour === 'gnu';
    const early = zero && this.line === 1;
    if (!early && !(yield* this.matches(from))) return false;
    const single = to.kind === 'line' ? to.line <= this.line : early && (yield* this.matches(to));
    this.isInRange = !single && !(to.kind === 'count' && to.count === 0);
    if (this.isInRange) this.ranges.set(command, this.line);
    return true;
  }

  private *goesOn(command: Command, from: Address, to: Address, start: number): Task<boolean> {
    // A line that lies before the present one ends the range without selecting it.
    if (to.kind === 'line' && to.line < this.line) {
      this.ranges.delete(command);
      return yield* this.matches(from);
    }
    const ends = to.kind === 'count' ? this.line >= start + to.count : yield* this.matches(to);
    if (ends) this.ranges.delete(command);
    this.isInRange = !ends;
    return true;
  }

  private *matches(address: Address): Task<boolean> {
    switch (address.kind) {
      case 'line':
        return address.line === this.line;
      case 'last':
        return yield* this.lines.isLast();
      case 'step':
        if (address.step === 0) return this.line === address.first;
        return this.line >= address.first && (this.line - address.first) % address.step === 0;
      case 'regex': {
        const expression = this.remember(address.expression);
        expression.lastIndex = 0;
        return expression.test(this.pattern);
      }
      case 'count':
        return false;
    }
  }
}
