import { GoTemplateError, type Place } from './syntax';

/** A word of an action. */
export interface Token {
  readonly type: 'field' | 'dot' | 'variable' | 'word' | 'string' | 'char' | 'number' | 'mark';
  readonly text: string;
  /** Fields belong to what is before them only when nothing is between. */
  readonly spaced: boolean;
  readonly place: Place;
}

/** Text between actions, or the words of an action. */
export type Piece = { readonly text: string } | { readonly tokens: readonly Token[]; readonly place: Place };

const WORDS: readonly (readonly [Token['type'], RegExp])[] = [
  ['string', /^"(?:\\.|[^"\\\n])*"/],
  ['string', /^`[^`]*`/],
  ['char', /^'(?:\\.|[^'\\\n])+'/],
  ['number', /^[+-]?(?:0[xX][0-9a-fA-F_]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][+-]?\d+)?)/],
  ['field', /^\.[\p{L}_][\p{L}\p{N}_]*/u],
  ['dot', /^\./],
  ['variable', /^\$[\p{L}\p{N}_]*/u],
  ['word', /^[\p{L}_][\p{L}\p{N}_]*/u],
  ['mark', /^(?::=|[=|(),])/],
];

/** Cuts a template into text and actions; `{{-` and `-}}` take the white space on their side. @throws GoTemplateError */
export function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let trims = false;
  while (at < template.length) {
    const open = template.indexOf('{{', at);
    let text = template.slice(at, open < 0 ? undefined : open);
    if (trims) text = text.trimStart();
    if (open < 0) {
      pieces.push({ text });
      break;
    }
    const left = /^\{\{-\s/.test(template.slice(open, open + 4));
    if (left) text = text.trimEnd();
    if (text) pieces.push({ text });
    const from = open + (left ? 3 : 2);
    const comment = /^\s?\/\*.*?\*\/(\s-)?\}\}/s.exec(template.slice(from));
    if (comment) {
      trims = comment[1] !== undefined;
      at = from + comment[0].length;
      continue;
    }
    const { tokens, end, right } = tokensFrom(template, from);
    pieces.push({ tokens, place: placeAt(template, open + 2) });
    trims = right;
    at = end;
  }
  return pieces;
}

function tokensFrom(template: string, from: number): { tokens: Token[]; end: number; right: boolean } {
  const tokens: Token[] = [];
  let at = from;
  let spaced = true;
  for (;;) {
    const rest = template.slice(at);
    const close = /^(?:\s*|\s+(-))\}\}/.exec(rest);
    if (close) return { tokens, end: at + close[0].length, right: close[1] !== undefined };
    const space = /^\s+/.exec(rest);
    if (space) {
      at += space[0].length;
      spaced = true;
      continue;
    }
    if (rest === '') throw new GoTemplateError(`template: output:${placeAt(template, at).line}: unclosed action`);
    const word = wordAt(rest);
    if (!word) throw unexpected(template, at);
    tokens.push({ ...word, spaced, place: placeAt(template, at) });
    at += word.text.length;
    spaced = false;
  }
}

function wordAt(rest: string): { type: Token['type']; text: string } | undefined {
  for (const [type, pattern] of WORDS) {
    const text = pattern.exec(rest)?.[0];
    if (text) return { type, text };
  }
  return undefined;
}

function unexpected(template: string, at: number): GoTemplateError {
  const { line } = placeAt(template, at);
  const char = template[at] as string;
  if (char === '"' || char === "'" || char === '`')
    return new GoTemplateError(
      `template: output:${line}: unterminated ${char === "'" ? 'character constant' : char === '`' ? 'raw quoted string' : 'quoted string'}`,
    );
  const code = char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return new GoTemplateError(`template: output:${line}: unrecognized character in action: U+${code} '${char}'`);
}

function placeAt(template: string, at: number): Place {
  const before = template.slice(0, at);
  const newline = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: at - newline - 1 };
}
