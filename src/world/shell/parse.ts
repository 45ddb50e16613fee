import type { Dialect } from './dialect';
import { findForeignSyntax } from './foreignSyntax';
import { type ParsedScript, parse, type Statement } from './syntax';
import { describeFault, type SyntaxFault, unexpectedToken } from './syntaxFault';

export { lineAt, type SyntaxFault } from './syntaxFault';

/** A script that was parsed as far as it can be. */
export interface ParsedText {
  readonly source: string;
  /** The statements that run before the error, or all of them. */
  readonly statements: readonly Statement[];
  readonly error: SyntaxFault | undefined;
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

function understand(source: string, dialect: Dialect): ParsedText {
  const script = parse(source);
  const fault = script.errors?.[0];
  const foreign = findForeignSyntax(script, source, dialect.kind);
  if (foreign && (!fault || foreign.position < fault.pos)) {
    const { position, token } = foreign;
    return {
      source,
      statements: statementsBefore(script, source, position),
      error: unexpectedToken(token, position, dialect.kind, source),
    };
  }
  if (!fault) return { source, statements: script.commands, error: undefined };
  return {
    source,
    statements: statementsBefore(script, source, fault.pos),
    error: describeFault(script.errors ?? [], dialect.kind, source),
  };
}

/** A shell reads line by line: what stands on lines above the faulty command has run before the error is seen. */
function statementsBefore(script: ParsedScript, source: string, position: number): Statement[] {
  const faulty = [...script.commands].reverse().find((statement) => statement.pos <= position);
  // A statement that was complete on a line above has nothing to do with it.
  const complete = faulty !== undefined && faulty.end > faulty.pos && source.slice(faulty.end, position).includes('\n');
  const start = complete ? position : Math.min(faulty?.pos ?? position, position);
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  return script.commands.filter((statement) => statement.pos < lineStart);
}
