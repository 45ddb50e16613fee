import type { Dialect } from './dialect';
import { type ParsedScript, type ParseError, parse, type Statement } from './syntax';

/** A script that was parsed as far as it can be. */
export interface ParsedText {
  readonly source: string;
  /** The statements that run before the error, or all of them. */
  readonly statements: readonly Statement[];
  readonly error: SyntaxFault | undefined;
}

export interface SyntaxFault {
  /** What the shell prints, without its own name in front. */
  readonly message: string;
  readonly line: number;
  /** More text could make it right. */
  readonly incomplete: boolean;
}

/** Scripts are few and run often: probes, loops, restarts. */
const CACHE_LIMIT = 2000;
const caches = new Map<string, Map<string, ParsedText>>();

/** Parses a script; the same text is parsed once. */
export function parseScript(source: string, dialect: Dialect): ParsedText {
  let cache = caches.get(dialect.kind);
  if (!cache) {
    cache = new Map();
    caches.set(dialect.kind, cache);
  }
  let parsed = cache.get(source);
  if (!parsed) {
    parsed = understand(source, dialect);
    if (cache.size >= CACHE_LIMIT) cache.clear();
    cache.set(source, parsed);
  }
  return parsed;
}

/** The line of a position, from 1. */
export function lineAt(source: string, position: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < position; at = source.indexOf('\n', at + 1)) line++;
  return line;
}

function understand(source: string, dialect: Dialect): ParsedText {
  const script = parse(source);
  const fault = script.errors?.[0];
  if (!fault) return { source, statements: script.commands, error: undefined };
  return {
    source,
    statements: statementsBefore(script, source, fault.pos),
    error: { line: lineAt(source, fault.pos), ...describe(script.errors ?? [], dialect, source) },
  };
}

/** A shell reads line by line: what stands on lines above the faulty command has run before the error is seen. */
function statementsBefore(script: ParsedScript, source: string, position: number): Statement[] {
  const faulty = [...script.commands].reverse().find((statement) => statement.pos <= position);
  const start = Math.min(faulty?.pos ?? position, position);
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  return script.commands.filter((statement) => statement.pos < lineStart);
}

function describe(errors: readonly ParseError[], dialect: Dialect, source: string): Omit<SyntaxFault, 'line'> {
  const message = errors[0]?.message ?? '';
  const token = /^unexpected token '(.*)'$/s.exec(message)?.[1];
  if (token !== undefined) return { message: unexpected(token, dialect, source), incomplete: false };
  const quote = /unterminated (double|single) quote/.exec(message)?.[1];
  if (quote) return { message: unterminated(quote === 'double' ? '"' : "'", dialect), incomplete: true };
  const closing = errors.map((error) => /expected '(\w+|[})])' to close/.exec(error.message)?.[1]).find(Boolean);
  return { message: endOfFile(closing, dialect), incomplete: true };
}

function unexpected(token: string, dialect: Dialect, source: string): string {
  const word = token === '\n' ? 'newline' : token;
  if (dialect.kind === 'ash') return `syntax error: unexpected ${word === 'newline' ? word : `"${word}"`}`;
  if (dialect.kind === 'dash') return `Syntax error: ${word === 'newline' ? word : `"${word}"`} unexpected`;
  const line = source.split('\n').find((text) => text.includes(token)) ?? source;
  return `syntax error near unexpected token \`${word}'\n\`${line}'`;
}

function unterminated(quote: string, dialect: Dialect): string {
  if (dialect.kind === 'ash') return 'syntax error: unterminated quoted string';
  if (dialect.kind === 'dash') return 'Syntax error: Unterminated quoted string';
  return `unexpected EOF while looking for matching \`${quote}'`;
}

function endOfFile(closing: string | undefined, dialect: Dialect): string {
  const expecting = closing ? ` (expecting "${closing}")` : '';
  if (dialect.kind === 'ash') return `syntax error: unexpected end of file${expecting}`;
  if (dialect.kind === 'dash') return `Syntax error: end of file unexpected${expecting}`;
  return 'syntax error: unexpected end of file';
}
