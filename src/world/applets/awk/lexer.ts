import { AwkError } from './error';

export interface Token {
  readonly kind:
    | 'number'
    | 'string'
    | 'regex'
    | 'name'
    | 'function'
    | 'builtin'
    | 'keyword'
    | 'sign'
    | 'newline'
    | 'end';
  readonly text: string;
  readonly line: number;
}

const KEYWORDS = new Set(
  'BEGIN END function func if else while for do break continue next nextfile exit return delete in getline print printf'.split(
    ' ',
  ),
);

const BUILTINS = new Set(
  (
    'length substr index split sub gsub match sprintf tolower toupper system close fflush int rand srand sin cos atan2 exp log sqrt ' +
    'systime strftime mktime and or xor compl lshift rshift gensub'
  ).split(' '),
);

const SIGN = /^(?:\*\*=|\*\*|\+\+|--|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|!=|!~|&&|\|\||>>|[-{}()[\];,+*/%^!<>|?:~$=])/;
const NUMBER = /^(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/;

/** Cuts the text of a program into tokens (POSIX awk, Lexical Conventions). */
export function tokenize(source: string): Token[] {
  return new Lexer(source).tokens();
}

class Lexer {
  private at = 0;
  private line = 1;
  private readonly found: Token[] = [];

  constructor(private readonly source: string) {}

  tokens(): Token[] {
    while (this.at < this.source.length) this.next();
    this.add('newline', '\n');
    this.add('end', '');
    return this.found;
  }

  private add(kind: Token['kind'], text: string): void {
    this.found.push({ kind, text, line: this.line });
  }

  private next(): void {
    const rest = this.source.slice(this.at);
    const blank = /^(?:[ \t\r]|\\\r?\n|#[^\n]*)+/.exec(rest)?.[0];
    if (blank !== undefined) {
      this.at += blank.length;
      this.line += blank.split('\n').length - 1;
      return;
    }
    const c = rest[0]!;
    if (c === '\n') {
      this.add('newline', '\n');
      this.line++;
      this.at++;
    } else if (c === '"') this.string();
    else if (c === '/' && this.regexMayStart()) this.regex();
    else if (!this.number(rest) && !this.word(rest)) this.sign(rest);
  }

  /** A slash divides after what has a value. */
  private regexMayStart(): boolean {
    const last = this.found.at(-1);
    if (!last) return true;
    if (last.kind === 'sign') return !/^(?:[)\]$]|\+\+|--)$/.test(last.text);
    return last.kind === 'newline' || last.kind === 'keyword';
  }

  private number(rest: string): boolean {
    const text = NUMBER.exec(rest)?.[0];
    if (text === undefined) return false;
    this.add('number', text);
    this.at += text.length;
    return true;
  }

  private word(rest: string): boolean {
    const text = /^[A-Za-z_]\w*/.exec(rest)?.[0];
    if (text === undefined) return false;
    this.at += text.length;
    if (KEYWORDS.has(text)) this.add('keyword', text);
    else if (BUILTINS.has(text)) this.add('builtin', text);
    else this.add(this.source[this.at] === '(' ? 'function' : 'name', text);
    return true;
  }

  private sign(rest: string): void {
    const text = SIGN.exec(rest)?.[0];
    if (text === undefined) throw new AwkError('Unexpected token', this.line);
    this.add('sign', text);
    this.at += text.length;
  }

  private string(): void {
    let text = '';
    for (this.at++; this.source[this.at] !== '"'; ) {
      const c = this.source[this.at];
      if (c === undefined || c === '\n') throw new AwkError('Unexpected end of string', this.line);
      text += c === '\\' ? this.escape() : c;
      if (c !== '\\') this.at++;
    }
    this.at++;
    this.add('string', text);
  }

  private escape(): string {
    const rest = this.source.slice(this.at + 1);
    const octal = /^[0-7]{1,3}/.exec(rest)?.[0];
    if (octal !== undefined) {
      this.at += 1 + octal.length;
      return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    }
    this.at += 2;
    const letter = rest[0] ?? '';
    if (letter === '\n') this.line++;
    return ESCAPES[letter] ?? `\\${letter}`;
  }

  private regex(): void {
    let text = '';
    let inBracket = false;
    for (this.at++; inBracket || this.source[this.at] !== '/'; this.at++) {
      const c = this.source[this.at];
      if (c === undefined || c === '\n') throw new AwkError('Unexpected end of regex', this.line);
      if (c === '\\') {
        const next = this.source[++this.at] ?? '';
        text += next === '/' ? '/' : `\\${next}`;
        continue;
      }
      if (c === '[' && !inBracket) {
        inBracket = true;
        text += c;
        // A bracket that comes first is a member of the set.
        const first = /^\^?\]?/.exec(this.source.slice(this.at + 1))![0];
        text += first;
        this.at += first.length;
        continue;
      }
      if (c === ']') inBracket = false;
      text += c;
    }
    this.at++;
    this.add('regex', text);
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  '"': '"',
  '/': '/',
  '\n': '',
};
