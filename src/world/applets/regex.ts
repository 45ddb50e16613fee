import { OrdinaryError } from '../../kernel';
import { posixClass } from '../posixClasses';

export type RegexKind = 'basic' | 'extended' | 'fixed';

/** A regular expression that makes no sense; `reason` is what regcomp(3) of glibc says. */
export class RegexError extends OrdinaryError {
  constructor(
    readonly pattern: string,
    readonly reason: string,
  ) {
    super(`bad regex '${pattern}': ${reason}`);
  }
}

const cache = new Map<string, RegExp>();

export const PosixRegExp = {
  /**
   * The regular expression of JavaScript that matches as the one of POSIX does.
   * @throws RegexError
   */
  compile(pattern: string, kind: RegexKind, flags = ''): RegExp {
    const key = `${kind} ${flags} ${pattern}`;
    let expression = cache.get(key);
    if (!expression) {
      expression = compile(pattern, kind, flags);
      if (cache.size > 1000) cache.clear();
      cache.set(key, expression);
    }
    return expression;
  },
};

function compile(pattern: string, kind: RegexKind, flags: string): RegExp {
  const source = posixSource(pattern, kind);
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const descending = error instanceof SyntaxError && error.message.includes('out of order');
    throw new RegexError(pattern, descending ? 'Invalid range end' : 'Invalid preceding regular expression');
  }
}

/**
 * A POSIX expression (basic or extended) as the source of one of JavaScript (regex(7)).
 * @throws RegexError
 */
export function posixSource(text: string, kind: RegexKind): string {
  if (kind === 'fixed') return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new Translator(text, kind === 'extended').source();
}

/** What stands before the next character: a repetition needs something to repeat. */
type Before = 'start' | 'item' | 'repetition';

class Translator {
  private at = 0;
  private out = '';
  private before: Before = 'start';
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly extended: boolean,
  ) {}

  source(): string {
    while (this.at < this.text.length) this.next();
    if (this.depth > 0) this.fail('Unmatched ( or \\(');
    return this.out;
  }

  private fail(reason: string): never {
    throw new RegexError(this.text, reason);
  }

  private next(): void {
    const c = this.text[this.at++]!;
    if (c === '[') this.bracket();
    else if (c === '\\') this.escape();
    else if (this.extended && '(){}|+?*'.includes(c)) this.operator(c);
    else if (c === '*') this.operator(c);
    else if (c === '^' || c === '$') this.anchor(c);
    else this.item(/[(){}|+?/]/.test(c) ? `\\${c}` : c === '.' ? '[\\s\\S]' : c);
  }

  private item(source: string): void {
    this.out += source;
    this.before = 'item';
  }

  private escape(): void {
    const c = this.text[this.at++];
    if (c === undefined) this.fail('Trailing backslash');
    if (!this.extended && '(){}|+?'.includes(c)) this.operator(c);
    else if (c === '<') this.item('\\b(?=\\w)');
    else if (c === '>') this.item('\\b(?<=\\w)');
    else if (/[wWsSbB1-9]/.test(c) || c === 'n' || c === 't') this.item(`\\${c}`);
    else this.item(/\w/.test(c) ? c : `\\${c}`);
  }

  private operator(c: string): void {
    if (c === '(') {
      this.out += '(';
      this.depth++;
      this.before = 'start';
    } else if (c === ')') this.close();
    else if (c === '|') {
      this.out += '|';
      this.before = 'start';
    } else if (c === '{') this.interval();
    else if (c === '}') this.item('\\}');
    else this.repeat(c);
  }

  private close(): void {
    if (this.depth === 0) {
      if (!this.extended) this.fail('Unmatched ) or \\)');
      this.item('\\)');
      return;
    }
    this.depth--;
    this.item(')');
  }

  /** At the start there is nothing to repeat: a star is itself in a basic expression and nothing in an extended one. */
  private repeat(c: string): void {
    if (this.before === 'start') {
      if (!this.extended) this.item(`\\${c}`);
    } else if (this.before === 'item') {
      this.out += c;
      this.before = 'repetition';
    }
  }

  private interval(): void {
    const match = (this.extended ? /^(\d*)(,?)(\d*)\}/ : /^(\d*)(,?)(\d*)\\\}/).exec(this.text.slice(this.at));
    if (!match || match[0].length <= (this.extended ? 1 : 2)) {
      if (!this.extended) this.fail('Unmatched \\{');
      this.item('\\{');
      return;
    }
    this.at += match[0].length;
    if (this.before === 'start') return;
    const [, from, comma, to] = match;
    this.out += `{${from || '0'}${comma}${to}}`;
    this.before = 'repetition';
  }

  /** In a basic expression an anchor is one only at the ends of the expression or of a group. */
  private anchor(c: string): void {
    const rest = this.text.slice(this.at);
    const anchors = this.extended || (c === '^' ? this.before === 'start' : /^(?:$|\\\)|\\\|)/.test(rest));
    if (!anchors) this.item(`\\${c}`);
    else {
      this.out += c;
      if (c === '$') this.before = 'item';
    }
  }

  private bracket(): void {
    let body = '';
    const negated = this.text[this.at] === '^';
    if (negated) this.at++;
    for (let first = true; ; first = false) {
      const c = this.text[this.at];
      if (c === undefined) this.fail('Unmatched [, [^, [:, [., or [=');
      if (c === ']' && !first) break;
      const named = /^\[([:.=])(.*?)\1\]/.exec(this.text.slice(this.at));
      if (named) {
        this.at += named[0].length;
        body += named[1] === ':' ? this.className(named[2]!) : named[2]!.replace(/[\]\\^]/g, '\\$&');
        continue;
      }
      this.at++;
      body += this.member(c);
    }
    this.at++;
    this.item(`[${negated ? '^' : ''}${body}]`);
  }

  private className(name: string): string {
    return posixClass(name) || this.fail('Invalid character class name');
  }

  /** A backslash is an ordinary member, but the tools that read expressions take `\n` and `\t` for what they mean. */
  private member(c: string): string {
    if (c === '\\' && /[nt\]\\]/.test(this.text[this.at] ?? '')) {
      const next = this.text[this.at]!;
      if (next === ']') return '\\\\';
      this.at++;
      return next === '\\' ? '\\\\' : `\\${next}`;
    }
    return /[\\\][^]/.test(c) ? `\\${c}` : c;
  }
}
