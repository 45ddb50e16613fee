import { type Call, UsageError } from '../call';
import { interpretEscapes } from '../printf';
import { PosixRegExp, RegexError } from '../regex';
import type { Address, Command, Substitution } from './syntax';

/** Commands that take nothing. */
const PLAIN = 'pPdDgGhHxnNl=}';

/**
 * Reads a sed script: commands with their addresses, divided by newlines and semicolons.
 * @throws UsageError
 */
export class ScriptReader {
  private at = 0;
  private readonly found: Command[] = [];
  private readonly open: Command[] = [];

  constructor(
    private readonly call: Call,
    private readonly script: string,
    private readonly extended: boolean,
  ) {}

  commands(): Command[] {
    try {
      for (this.skip(/[\s;]/); this.at < this.script.length; this.skip(/[\s;]/)) this.add(this.command());
    } catch (error) {
      if (!(error instanceof RegexError)) throw error;
      throw new UsageError(this.busybox ? error.message : this.place(error.reason));
    }
    if (this.open.length > 0 && !this.busybox) this.fail('', "unmatched `{'");
    for (const command of this.open) command.target = this.found.length;
    this.findLabels();
    return this.found;
  }

  private get busybox(): boolean {
    return this.call.flavour === 'busybox';
  }

  private place(message: string): string {
    return `-e expression #1, char ${this.at}: ${message}`;
  }

  private fail(busybox: string, gnu: string): never {
    throw new UsageError(this.busybox ? busybox : this.place(gnu));
  }

  private add(command: Command): void {
    this.found.push(command);
    if (command.name === '{') this.open.push(command);
    if (command.name !== '}') return;
    const group = this.open.pop();
    if (!group) this.fail('unmatched }', "unexpected `}'");
    group.target = this.found.length;
  }

  private findLabels(): void {
    for (const command of this.found) {
      if (!'btT'.includes(command.name)) continue;
      command.target = this.found.length;
      if (command.text === '') continue;
      const label = this.found.findIndex(({ name, text }) => name === ':' && text === command.text);
      if (label < 0) throw new UsageError(`can't find label for jump to ${this.quoted(command.text)}`);
      command.target = label;
    }
  }

  private quoted(text: string): string {
    return this.busybox ? `'${text}'` : `\`${text}'`;
  }

  private command(): Command {
    const from = this.address();
    const to =
      from && this.take(',')
        ? (this.secondAddress() ?? this.fail('no address after comma', "unexpected `,'"))
        : undefined;
    this.skip(/\s/);
    let negated = false;
    while (this.take('!')) {
      negated = true;
      this.skip(/ /);
    }
    const name = this.script[this.at++];
    if (name === undefined) this.fail('missing command', 'missing command');
    return { from, to, negated, name, text: '', target: 0, ...this.argument(name) };
  }

  private argument(name: string): Partial<Command> {
    if (name === '{' || PLAIN.includes(name)) return {};
    switch (name) {
      case 's':
        return { substitution: this.substitution() };
      case 'y':
        return { map: this.characterMap() };
      case 'a':
      case 'i':
      case 'c':
        return { text: this.textArgument() };
      case ':':
        return { text: this.word(/[\s;]/) };
      case 'b':
      case 't':
      case 'T':
        return { text: this.word(/[\s;}]/) };
      case 'r':
      case 'w':
        return { text: this.word(/\n/) };
      case 'q':
        return { text: this.exitCode() };
    }
    // What GNU has beyond POSIX and is not here must not pass for a mistake of the script.
    if (!this.busybox && 'QeFzWRvIlL'.includes(name)) this.call.notImplemented(`the command '${name}'`);
    return this.fail(`unsupported command ${name}`, `unknown command: \`${name}'`);
  }

  /** `q5` is GNU's: to busybox a number begins another command. */
  private exitCode(): string {
    if (this.busybox) return '';
    this.skip(/ /);
    const digits = /^\d*/.exec(this.script.slice(this.at))![0];
    this.at += digits.length;
    return digits;
  }

  private word(end: RegExp): string {
    this.skip(/[ \t]/);
    let text = '';
    while (this.at < this.script.length && !end.test(this.script[this.at]!)) text += this.script[this.at++];
    return text;
  }

  private substitution(): Substitution {
    const delimiter = this.script[this.at++] ?? '';
    const pattern = this.delimited(delimiter, "unterminated `s' command");
    const replacement = this.delimited(delimiter, "unterminated `s' command", true);
    const flags = /^[gipI0-9]*/.exec(this.script.slice(this.at))![0];
    this.at += flags.length;
    const file = this.take('w') ? this.word(/\n/) : undefined;
    if (file === undefined && !/^(?:$|[\s;}#])/.test(this.script.slice(this.at))) this.wrongFlag();
    return {
      expression: pattern === '' ? undefined : this.regex(pattern, /i/i.test(flags)),
      replacement,
      print: flags.includes('p'),
      all: flags.includes('g'),
      // To busybox `g` is all of them, whatever number stands beside it.
      nth: this.busybox && flags.includes('g') ? 1 : Number(/\d+/.exec(flags)?.[0] ?? 1),
      file,
    };
  }

  private wrongFlag(): never {
    const flag = this.script[this.at]!;
    if (!this.busybox && 'eMm'.includes(flag)) this.call.notImplemented(`the flag '${flag}' of s`);
    return this.fail('bad option in substitution expression', "unknown option to `s'");
  }

  private characterMap(): Map<string, string> {
    const delimiter = this.script[this.at++] ?? '';
    const [from, to] = [0, 1].map(() => [
      ...interpretEscapes(this.delimited(delimiter, "unterminated `y' command"), 'any').text,
    ]);
    if (from!.length !== to!.length) {
      this.fail('strings for y command have different lengths', "strings for `y' command are different lengths");
    }
    return new Map(from!.map((character, i) => [character, to![i]!]));
  }

  private secondAddress(): Address | undefined {
    this.skip(/ /);
    if (!this.take('+')) return this.address();
    const digits = /^\d*/.exec(this.script.slice(this.at))![0];
    this.at += digits.length;
    return { kind: 'count', count: Number(digits) };
  }

  private address(): Address | undefined {
    const number = /^\d+/.exec(this.script.slice(this.at))?.[0];
    if (number !== undefined) {
      this.at += number.length;
      const step = this.busybox ? null : /^~(\d+)/.exec(this.script.slice(this.at));
      if (!step) return { kind: 'line', line: Number(number) };
      this.at += step[0].length;
      return { kind: 'step', first: Number(number), step: Number(step[1]) };
    }
    if (this.take('$')) return { kind: 'last' };
    const delimiter = this.take('\\') ? this.script[this.at++]! : this.take('/') ? '/' : undefined;
    if (delimiter === undefined) return undefined;
    const pattern = this.delimited(delimiter, 'unterminated address regex');
    const ignoreCase = this.take('I');
    return { kind: 'regex', expression: pattern === '' ? undefined : this.regex(pattern, ignoreCase) };
  }

  private regex(text: string, ignoreCase: boolean): RegExp {
    return PosixRegExp.compile(text, this.extended ? 'extended' : 'basic', ignoreCase ? 'gi' : 'g');
  }

  /** The text up to the delimiter, which a backslash makes an ordinary character; inside of brackets it is one anyway. */
  private delimited(delimiter: string, gnu: string, replacement = false): string {
    let text = '';
    let inBracket = false;
    for (; this.at < this.script.length; this.at++) {
      const c = this.script[this.at]!;
      if (c === delimiter && !inBracket) {
        this.at++;
        return text;
      }
      if (c === '\\') {
        const next = this.script[++this.at] ?? '';
        text += next === delimiter && !/[.*[\]^$&\d(){}|+?]/.test(next) ? next : `\\${next}`;
        continue;
      }
      if (!replacement && c === '[' && !inBracket) {
        const opening = /^\[\^?\]?/.exec(this.script.slice(this.at))![0];
        inBracket = this.script.indexOf(']', this.at + opening.length) > 0;
        text += opening;
        this.at += opening.length - 1;
        continue;
      }
      if (c === ']') inBracket = false;
      text += c;
    }
    return this.fail(`unmatched '${delimiter}'`, gnu);
  }

  /** `a\` and the lines after it, or, beyond POSIX, `a text` on the same line. */
  private textArgument(): string {
    this.skip(/[ \t]/);
    if (this.take('\\')) this.lineAfterBackslash();
    let text = '';
    for (; this.at < this.script.length && this.script[this.at] !== '\n'; this.at++) {
      if (this.script[this.at] === '\\' && this.at + 1 < this.script.length) text += this.script[this.at++];
      text += this.script[this.at];
    }
    if (text === '' && this.at >= this.script.length && !this.busybox)
      this.fail('', "expected \\ after `a', `c' or `i'");
    return interpretEscapes(text.replace(/\\\n/g, '\n'), 'any').text.replace(/\\(.)/g, '$1');
  }

  /** What follows a backslash keeps its blanks; usually it is the next line. */
  private lineAfterBackslash(): void {
    const line = /^[ \t]*\n/.exec(this.script.slice(this.at));
    if (line) this.at += line[0].length;
  }

  private take(character: string): boolean {
    if (this.script[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private skip(characters: RegExp): void {
    for (; this.at < this.script.length; this.at++) {
      if (this.script[this.at] === '#' && characters.test(';')) {
        const end = this.script.indexOf('\n', this.at);
        this.at = end < 0 ? this.script.length - 1 : end;
      } else if (!characters.test(this.script[this.at]!)) return;
    }
  }
}
