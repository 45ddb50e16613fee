import { remembered } from '../../../kernel';

/** A directive of nginx.conf with its arguments and its block. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly block?: readonly Directive[];
  readonly file: string;
  readonly line: number;
}

/** What `nginx: [emerg] …` says about a configuration. */
export class NginxConfigError extends Error {
  constructor(
    readonly what: string,
    readonly file?: string,
    readonly line?: number,
  ) {
    super(file === undefined ? what : `${what} in ${file}:${line}`);
    this.name = 'NginxConfigError';
  }
}

interface Token {
  readonly text: string;
  readonly quoted: boolean;
  readonly line: number;
}

const parsers = remembered((file) => remembered((text) => parse(text, file), 100), 20);

/**
 * Reads a configuration file (nginx.org/en/docs/beginners_guide.html, structure). Every nginx of a campaign has that of its
 * image.
 * @throws NginxConfigError
 */
export function parseNginxConfig(text: string, file: string): readonly Directive[] {
  return parsers(file)(text);
}

function parse(text: string, file: string): readonly Directive[] {
  const tokens = tokenize(text);
  let position = 0;
  const block = (inner: boolean): Directive[] => {
    const directives: Directive[] = [];
    for (;;) {
      const token = tokens[position];
      if (!token) {
        if (!inner) return directives;
        throw new NginxConfigError('unexpected end of file, expecting "}"', file, lastLine(text));
      }
      position++;
      if (isMark(token, '}')) {
        if (inner) return directives;
        throw new NginxConfigError('unexpected "}"', file, token.line);
      }
      if (isMark(token, ';') || isMark(token, '{'))
        throw new NginxConfigError(`unexpected "${token.text}"`, file, token.line);
      directives.push(directive(token));
    }
  };
  const directive = (head: Token): Directive => {
    const args: string[] = [];
    for (;;) {
      const token = tokens[position++];
      if (!token) throw new NginxConfigError('unexpected end of file, expecting ";" or "}"', file, lastLine(text));
      const base = { name: head.text, args, file, line: head.line };
      if (isMark(token, ';')) return base;
      if (isMark(token, '{')) return { ...base, block: block(true) };
      if (isMark(token, '}')) throw new NginxConfigError('unexpected "}"', file, token.line);
      args.push(token.text);
    }
  };
  return block(false);
}

const TOKEN =
  /#[^\n]*|[;{}]|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(?:\\.|\$\{[^}]*\}|[^\s;{}"'#\\]|(?<=\S)[#"'])+|\n/gs;

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (const match of text.matchAll(TOKEN)) {
    const [all, double, single] = match;
    const quoted = double ?? single;
    if (all === '\n') line++;
    else if (!all.startsWith('#')) {
      tokens.push({ text: (quoted ?? all).replace(/\\(["'\\;{}])/g, '$1'), quoted: quoted !== undefined, line });
      line += all.split('\n').length - 1;
    }
  }
  return tokens;
}

function isMark(token: Token, mark: string): boolean {
  return !token.quoted && token.text === mark;
}

function lastLine(text: string): number {
  return text.split('\n').length;
}
