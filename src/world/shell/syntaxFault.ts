import type { ShellKind } from './dialect';
import type { ParseError } from './syntax';

/** A script that is no script. */
export interface SyntaxFault {
  /** What the shell prints, without its own name in front. */
  readonly message: string;
  readonly line: number;
  /** More text could make it right. */
  readonly incomplete: boolean;
}

/** What a shell stumbles over. */
type Stumble =
  | { readonly kind: 'token'; readonly token: string; readonly at: number; readonly expecting?: string | undefined }
  | { readonly kind: 'end'; readonly expecting?: string | undefined }
  /** A quote, a substitution or the like that never ends. */
  | { readonly kind: 'open'; readonly closing: string };

/** The line of a position, from 1. */
export function lineAt(source: string, position: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < position; at = source.indexOf('\n', at + 1)) line++;
  return line;
}

/** The message of a shell for what the parser has found. */
export function describeFault(errors: readonly ParseError[], kind: ShellKind, source: string): SyntaxFault {
  const stumble = stumbleOf(errors, source);
  const at = stumble.kind === 'token' ? stumble.at : (errors[0]?.pos ?? 0);
  const last = lineAt(source, source.length) + (source.endsWith('\n') ? 0 : 1);
  const line = kind === 'bash' && atEnd(stumble) ? last : lineAt(source, stumble.kind === 'end' ? source.length : at);
  return { message: WORDS[kind](stumble, source), line, incomplete: stumble.kind !== 'token' };
}

/** A token that stands where it must not. */
export function unexpectedToken(token: string, at: number, kind: ShellKind, source: string): SyntaxFault {
  return { message: WORDS[kind]({ kind: 'token', token, at }, source), line: lineAt(source, at), incomplete: false };
}

/** bash notices these behind the last line; an open quote or brace it tells of where it began. */
function atEnd(stumble: Stumble): boolean {
  return stumble.kind === 'end' || (stumble.kind === 'open' && stumble.closing === ')');
}

const OPEN: Readonly<Record<string, string>> = {
  'double quote': '"',
  'single quote': "'",
  'command substitution': ')',
  'arithmetic expansion': ')',
  'parameter expansion': '}',
  backtick: '`',
};

function stumbleOf(errors: readonly ParseError[], source: string): Stumble {
  const { message = '', pos = 0 } = errors[0] ?? {};
  const open = OPEN[/^unterminated (.*)$/.exec(message)?.[1] ?? ''];
  if (open !== undefined) return { kind: 'open', closing: open };
  const token = /^unexpected token '(.*)'$/s.exec(message)?.[1];
  if (token !== undefined) return { kind: 'token', token, at: pos };
  const closing = errors.map((error) => /expected '(\w+|[})])' to close/.exec(error.message)?.[1]).find(Boolean);
  const wanted = /^expected '(do|then)'$/.exec(message)?.[1];
  if (wanted !== undefined && closing === undefined) return wordInstead(source, pos, wanted);
  if (wanted !== undefined) return { kind: 'end', expecting: wanted };
  if (
    message.startsWith('expected command') ||
    message.startsWith('expected redirect') ||
    message.startsWith('expected word')
  ) {
    const token = tokenAt(source, pos, message.startsWith('expected command'));
    if (token) return token;
  }
  return { kind: 'end', expecting: closing === 'esac' && !/(?:;;|\bin)\s*$/.test(source) ? ';;' : closing };
}

/** The parser stops behind the word that stands where `do` or `then` should; a lone semicolon before that comes first. */
function wordInstead(source: string, end: number, expecting: string): Stumble {
  const before = source.slice(0, end);
  const lone = /(?:^|[\s;&|(])(?:if|elif|while|until)\s*;[^;]*$/.exec(before);
  if (lone) return { kind: 'token', token: ';', at: before.indexOf(';', lone.index + 1) };
  const word = /\S+$/.exec(before)?.[0] ?? '';
  return { kind: 'token', token: word, at: end - word.length, expecting };
}

function tokenAt(source: string, position: number, overNewlines: boolean): Stumble | undefined {
  const blank = (overNewlines ? /^\s*/ : /^[ \t]*/).exec(source.slice(position))![0].length;
  const at = position + blank;
  const token = /^(?:\n|&&|\|\||;;|>>|<<|[;&|()<>]|[^\s;&|()<>]+)/.exec(source.slice(at))?.[0];
  return token === undefined ? undefined : { kind: 'token', token, at };
}

const RESERVED = new Set('if then else elif fi for while until do done case esac in { } !'.split(' '));

/** ash and dash name operators and reserved words, and call others what they are. */
function named(token: string): string {
  if (token === '\n') return 'newline';
  if (/^[<>]/.test(token)) return 'redirection';
  return RESERVED.has(token) || /^\W/.test(token) ? `"${token}"` : 'word';
}

const WORDS: Readonly<Record<ShellKind, (stumble: Stumble, source: string) => string>> = {
  ash: (stumble) => {
    if (stumble.kind === 'open' && stumble.closing === ')')
      return 'syntax error: unexpected end of file (expecting ")")';
    if (stumble.kind === 'open')
      return `syntax error: ${openText(stumble.closing).replace(/^[MU]/, (c) => c.toLowerCase())}`;
    const what = stumble.kind === 'end' ? 'end of file' : named(stumble.token);
    return `syntax error: unexpected ${what}${expecting(stumble)}`;
  },
  dash: (stumble) => {
    if (stumble.kind === 'open') return `Syntax error: ${openText(stumble.closing)}`;
    const what = stumble.kind === 'end' ? 'end of file' : named(stumble.token);
    return `Syntax error: ${what} unexpected${expecting(stumble)}`;
  },
  bash: (stumble, source) => {
    if (stumble.kind === 'open') return `unexpected EOF while looking for matching \`${stumble.closing}'`;
    if (stumble.kind === 'end') return 'syntax error: unexpected end of file';
    const line = source.split('\n')[lineAt(source, stumble.at) - 1] ?? '';
    const token = stumble.token === '\n' ? 'newline' : stumble.token;
    return `syntax error near unexpected token \`${token}'\n\`${line}'`;
  },
};

function expecting({ expecting: wanted }: { expecting?: string | undefined }): string {
  return wanted === undefined ? '' : ` (expecting "${wanted}")`;
}

function openText(closing: string): string {
  if (closing === ')') return 'end of file unexpected (expecting ")")';
  if (closing === '}') return "Missing '}'";
  return closing === '`' ? 'EOF in backquote substitution' : 'Unterminated quoted string';
}
