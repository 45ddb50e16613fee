import { type Call, UsageError } from '../call';
import { posixSource } from '../regex';

export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'regex'; readonly expression: RegExp };

export interface Substitution {
  readonly expression: RegExp;
  readonly replacement: string;
  readonly print: boolean;
  /** Which match is replaced; 0 is all of them. */
  readonly nth: number;
}

export interface Command {
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  readonly name: string;
  /** The text of a, i and c; the two sets of y, with a NUL between. */
  readonly text: string;
  readonly substitution: Substitution | undefined;
  /** Inside its range of lines. */
  active: boolean;
}

/** Reads a sed script: commands with their addresses, divided by newlines and semicolons. */
export class ScriptReader {
  private at = 0;

  constructor(
    private readonly call: Call,
    private readonly script: string,
    private readonly extended: boolean,
  ) {}

  commands(): Command[] {
    const commands: Command[] = [];
    for (this.skip(/[\s;]/); this.at < this.script.length; this.skip(/[\s;]/)) commands.push(this.command());
    return commands;
  }

  private command(): Command {
    const from = this.address();
    const to = from && this.take(',') ? this.address() : undefined;
    this.skip(/ /);
    const negated = this.take('!');
    const name = this.script[this.at++] ?? '';
    return { from, to, negated, name, active: false, ...this.argument(name) };
  }

  private argument(name: string): Pick<Command, 'text' | 'substitution'> {
    if (name === 's') return { text: '', substitution: this.substitution() };
    if (name === 'y') {
      const delimiter = this.script[this.at++] ?? '/';
      return { text: `${this.delimited(delimiter)}\0${this.delimited(delimiter)}`, substitution: undefined };
    }
    if (name !== '' && 'aic'.includes(name)) return { text: this.restOfLine(), substitution: undefined };
    if (name === '' || !'pdqD='.includes(name)) this.call.notImplemented(`the command '${name}'`);
    return { text: '', substitution: undefined };
  }

  private substitution(): Substitution {
    const delimiter = this.script[this.at++] ?? '/';
    const pattern = this.delimited(delimiter);
    const replacement = this.delimited(delimiter);
    const flags = /^[gipI0-9]*/.exec(this.script.slice(this.at))![0];
    this.at += flags.length;
    const nth = flags.includes('g') ? 0 : Number(/\d+/.exec(flags)?.[0] ?? 1);
    const expression = this.regex(pattern, `${nth === 1 ? '' : 'g'}${/i/i.test(flags) ? 'i' : ''}`);
    return { expression, replacement, print: flags.includes('p'), nth };
  }

  private address(): Address | undefined {
    const number = /^\d+/.exec(this.script.slice(this.at));
    if (number) {
      this.at += number[0].length;
      return { kind: 'line', line: Number(number[0]) };
    }
    if (this.take('$')) return { kind: 'last' };
    return this.take('/') ? { kind: 'regex', expression: this.regex(this.delimited('/')) } : undefined;
  }

  private regex(text: string, flags = ''): RegExp {
    return new RegExp(posixSource(text, this.extended ? 'extended' : 'basic'), flags);
  }

  private delimited(delimiter: string): string {
    let text = '';
    for (; this.at < this.script.length && this.script[this.at] !== delimiter; this.at++) {
      if (this.script[this.at] === '\\') {
        if (this.script[this.at + 1] !== delimiter) text += '\\';
        this.at++;
      }
      text += this.script[this.at] ?? '';
    }
    if (this.at >= this.script.length) throw new UsageError(`unmatched '${delimiter}'`);
    this.at++;
    return text;
  }

  private restOfLine(): string {
    const end = this.script.indexOf('\n', this.at + (this.script[this.at] === '\\' ? 2 : 0));
    const text = this.script.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.script.length : end;
    // What stands before the text is skipped up to a backslash, which keeps the blanks after it.
    return text.replace(/^\s*(\\\n?)?/, '');
  }

  private take(character: string): boolean {
    if (this.script[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private skip(characters: RegExp): void {
    while (characters.test(this.script[this.at] ?? '')) this.at++;
  }
}
