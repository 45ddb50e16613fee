import type { Task } from '../../kernel';
import { expandArithmetic } from './arithmetic';
import { expandBraces, hasBraces } from './braces';
import { expandPathname } from './glob';
import { expandParameter, expandSimple } from './parameter';
import { isPattern, quotePattern, quoteWildcards } from './pattern';
import type { Shell } from './shell';
import { substitute, substituteProcess } from './substitution';
import type { DoubleQuotedChild, Word, WordPart } from './syntax';

/**
 * A piece of a word after expansion. `plain` text was written as it is, `quoted` too but keeps an empty field alive, `glob`
 * holds wildcards of the script, `split` came out of an unquoted expansion, `break` ends a field inside "$@".
 */
export interface Piece {
  readonly kind: 'plain' | 'quoted' | 'glob' | 'split' | 'break';
  readonly text: string;
}

const BREAK: Piece = { kind: 'break', text: '' };

/** The fields of several words: expansion, splitting, pathnames (XCU 2.6). */
export function* expandWords(shell: Shell, words: readonly Word[]): Task<string[]> {
  const fields: string[] = [];
  for (const word of words) {
    if (!word.parts && !word.value.startsWith('~')) fields.push(word.value);
    else if (shell.dialect.braceExpansion && hasBraces(word)) {
      for (const alternative of expandBraces(word)) fields.push(...(yield* fieldsOf(shell, alternative)));
    } else fields.push(...(yield* fieldsOf(shell, word)));
  }
  return fields;
}

/** One word without splitting and pathnames: assignments, case words, redirection targets, here-documents. */
export function* expandText(shell: Shell, word: Word): Task<string> {
  if (!word.parts && !word.value.startsWith('~')) return word.value;
  return joinPieces(yield* piecesOf(shell, word), ' ');
}

/** One word as a pattern: what was quoted matches itself. */
export function* expandPattern(shell: Shell, word: Word): Task<string> {
  const quotePlain = shell.dialect.arrays ? quoteWildcards : quotePattern;
  // The parser takes a word of nothing but a group for plain text.
  if (!word.parts) return quotePlain === quoteWildcards && isGroup(word) ? word.value : quotePlain(word.value);
  let pattern = '';
  for (const { kind, text } of yield* piecesOf(shell, word)) {
    if (kind === 'glob' || kind === 'split') pattern += text;
    else pattern += kind === 'plain' ? quotePlain(text) : quotePattern(text);
  }
  return pattern;
}

/** `${x#*(a)}`: with no quotes in it. */
function isGroup({ text, value }: Word): boolean {
  return text.includes('(') && text === value && /[?*+@!]\(/.test(text);
}

/** The parts of a here-document, a double-quoted string or an arithmetic word as one text. */
export function* expandParts(shell: Shell, parts: readonly WordPart[]): Task<string> {
  return joinPieces(yield* expandAll(shell, parts, true), ' ');
}

export function* piecesOf(shell: Shell, word: Word, quoted = false): Task<Piece[]> {
  const parts = word.parts ?? [{ type: 'Literal', pos: 0, end: 0, text: word.text, value: word.value } as const];
  const pieces = yield* expandAll(shell, parts, quoted);
  return quoted ? pieces : withTilde(shell, word, pieces);
}

function joinPieces(pieces: readonly Piece[], separator: string): string {
  return pieces.map((piece) => (piece.kind === 'break' ? separator : piece.text)).join('');
}

function* fieldsOf(shell: Shell, word: Word): Task<string[]> {
  const fields = splitFields(yield* piecesOf(shell, word), shell.variables.get('IFS') ?? ' \t\n');
  if (shell.options.has('f')) return fields.map((field) => field.text);
  return fields.flatMap((field) => {
    if (!field.hasGlob || !isPattern(field.pattern)) return [field.text];
    const paths = expandPathname(field.pattern, shell.proc);
    return paths.length > 0 ? paths : [field.text];
  });
}

function* expandAll(shell: Shell, parts: readonly WordPart[], quoted: boolean): Task<Piece[]> {
  const pieces: Piece[] = [];
  for (const part of parts) pieces.push(...(yield* expandPart(shell, part, quoted)));
  return pieces;
}

function* expandPart(shell: Shell, part: WordPart | DoubleQuotedChild, quoted: boolean): Task<Piece[]> {
  const result = quoted ? 'quoted' : 'split';
  switch (part.type) {
    case 'Literal':
      return [{ kind: quoted ? 'quoted' : 'plain', text: part.value }];
    case 'Glob':
      if (part.kind === 'bracket' && part.parts.some((inner) => inner.type !== 'Literal')) {
        return [
          { kind: 'glob', text: '[' },
          ...(yield* expandAll(shell, part.parts, quoted)),
          { kind: 'glob', text: ']' },
        ];
      }
      return [{ kind: 'glob', text: part.text }];
    case 'SingleQuoted':
      return [{ kind: 'quoted', text: part.value }];
    case 'AnsiCQuoted':
      if (!shell.dialect.ansiQuotes)
        return [
          { kind: 'plain', text: '$' },
          { kind: 'quoted', text: part.text.slice(2, -1) },
        ];
      return [{ kind: 'quoted', text: part.value }];
    case 'DoubleQuoted':
    case 'LocaleString': {
      const inner = yield* expandAll(shell, part.parts, true);
      return isEmptyList(part.parts, inner) ? inner : [{ kind: 'quoted', text: '' }, ...inner];
    }
    case 'SimpleExpansion':
      return expandSimple(shell, part.text.slice(1), quoted);
    case 'ParameterExpansion':
      return yield* expandParameter(shell, part, quoted);
    case 'CommandExpansion':
      return [{ kind: result, text: yield* substitute(shell, part) }];
    case 'ArithmeticExpansion':
      return [{ kind: result, text: String(yield* expandArithmetic(shell, part)) }];
    case 'ProcessSubstitution':
      return [{ kind: 'quoted', text: substituteProcess(shell, part) }];
    case 'BraceExpansion':
      return [{ kind: 'plain', text: part.text }];
    case 'ExtendedGlob':
      if (!shell.dialect.arrays) return shell.notImplemented(`the extended pattern ${part.text}`);
      return [
        { kind: 'glob', text: `${part.operator}(` },
        ...(part.parts ? yield* groupPieces(shell, part.parts) : [{ kind: 'glob', text: part.pattern } as const]),
        { kind: 'glob', text: ')' },
      ];
  }
}

/** What is written between the parentheses of a pattern is pattern, unless it is quoted. */
function* groupPieces(shell: Shell, parts: readonly WordPart[]): Task<Piece[]> {
  return (yield* expandAll(shell, parts, false)).map((piece) =>
    piece.kind === 'plain' ? { kind: 'glob', text: piece.text } : piece,
  );
}

/** `"$@"` without parameters is no field at all, unlike `""`. */
function isEmptyList(parts: readonly DoubleQuotedChild[], pieces: readonly Piece[]): boolean {
  return parts.length === 1 && pieces.length === 0;
}

/** `~`, `~/x` and `~user` at the start of a word. */
function withTilde(shell: Shell, word: Word, pieces: Piece[]): Piece[] {
  const first = pieces[0];
  if (!word.text.startsWith('~') || first?.kind !== 'plain') return pieces;
  const prefix = /^~[\w-]*(?=\/|$)/.exec(first.text)?.[0];
  const home = prefix === undefined ? undefined : homeOf(shell, prefix.slice(1));
  if (home === undefined) return pieces;
  return [
    { kind: 'quoted', text: home },
    { kind: 'plain', text: first.text.slice(prefix!.length) },
    ...pieces.slice(1),
  ];
}

function homeOf(shell: Shell, user: string): string | undefined {
  if (user === '') return shell.variables.get('HOME');
  return user === 'root' ? '/root' : undefined;
}

/** In the value of an assignment a tilde counts behind each colon too (XCU 2.6.1). */
export function* expandAssigned(shell: Shell, word: Word): Task<string> {
  if (!word.text.includes(':~')) return yield* expandText(shell, word);
  const pieces = yield* piecesOf(shell, word);
  const home = homeOf(shell, '');
  return pieces
    .map(({ kind, text }) =>
      kind === 'plain' && home !== undefined ? text.replace(/:~(?=\/|:|$)/g, () => `:${home}`) : text,
    )
    .join('');
}

/** The pieces of `$@`: a field for each. */
export function listPieces(values: readonly string[], quoted: boolean): Piece[] {
  return values.flatMap((text, i): Piece[] => {
    const piece: Piece = { kind: quoted ? 'quoted' : 'split', text };
    return i === 0 ? [piece] : [BREAK, piece];
  });
}

interface Field {
  text: string;
  pattern: string;
  hasGlob: boolean;
}

/** Fields under construction. */
class Fields {
  readonly done: Field[] = [];
  private open: Field | undefined;

  add(text: string, pattern: string, active: boolean): void {
    this.open ??= { text: '', pattern: '', hasGlob: false };
    this.open.text += text;
    this.open.pattern += pattern;
    this.open.hasGlob ||= active;
  }

  close(): void {
    if (this.open) this.done.push(this.open);
    this.open = undefined;
  }
}

/** Cuts pieces into fields at `break`s and, in `split` pieces, at the characters of IFS (XCU 2.6.5). */
function splitFields(pieces: readonly Piece[], ifs: string): Field[] {
  const fields = new Fields();
  for (const piece of pieces) {
    if (piece.kind === 'break') fields.close();
    else if (piece.kind === 'split') addSplit(fields, piece.text, ifs);
    else if (piece.kind === 'glob') fields.add(piece.text, piece.text, true);
    else if (piece.kind === 'quoted' || piece.text !== '') fields.add(piece.text, quotePattern(piece.text), false);
  }
  fields.close();
  return fields.done;
}

function addSplit(fields: Fields, text: string, ifs: string): void {
  for (const token of cutAt(text, ifs)) {
    if (token.text !== '' || token.delimited === 'hard') fields.add(token.text, token.text, isPattern(token.text));
    if (token.delimited !== 'no') fields.close();
  }
}

interface Token {
  readonly text: string;
  /** `soft`: by white space; `hard`: by another character of IFS, which makes empty fields. */
  readonly delimited: 'no' | 'soft' | 'hard';
}

function cutAt(text: string, ifs: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (!ifs.includes(text[i]!)) continue;
    const word = text.slice(start, i);
    let hard = !isSpace(text[i]!);
    while (i + 1 < text.length && ifs.includes(text[i + 1]!) && (isSpace(text[i + 1]!) || !hard)) {
      i++;
      if (!isSpace(text[i]!)) hard = true;
    }
    tokens.push({ text: word, delimited: hard ? 'hard' : 'soft' });
    start = i + 1;
  }
  if (start < text.length) tokens.push({ text: text.slice(start), delimited: 'no' });
  return tokens;
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n';
}
