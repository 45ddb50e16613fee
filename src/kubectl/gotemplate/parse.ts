import { remembered } from '../../kernel';
import { unquote } from '../jsonpath/path';
import { type Command, GoTemplateError, type Node, type Operand, type Pipeline } from './syntax';
import { type Piece, piecesOf, type Token } from './tokens';

/** Reads a template. @throws GoTemplateError */
export const parseGoTemplate = remembered((template: string): readonly Node[] => new Parser(template).all());

const NOT_HERE = ['define', 'block', 'template'];

class Parser {
  private readonly pieces: readonly Piece[];
  private at = 0;

  constructor(template: string) {
    this.pieces = piecesOf(template);
  }

  all(): readonly Node[] {
    const { nodes, end } = this.list();
    if (end) throw this.problem(end, `unexpected {{${end.first.text}}}`);
    return nodes;
  }

  /** Nodes up to `end`, `else` or the end of the template. */
  private list(): { nodes: Node[]; end?: End } {
    const nodes: Node[] = [];
    for (let piece = this.pieces[this.at++]; piece; piece = this.pieces[this.at++]) {
      if ('text' in piece) {
        nodes.push({ type: 'text', text: piece.text });
        continue;
      }
      const [first, ...rest] = piece.tokens;
      if (!first) throw new GoTemplateError(`template: output:${piece.place.line}: missing value for command`);
      const end = { first, rest };
      if (first.type !== 'word') nodes.push({ type: 'action', pipeline: pipelineOf(piece.tokens, first) });
      else if (first.text === 'end' || first.text === 'else') return { nodes, end };
      else if (first.text === 'if' || first.text === 'with' || first.text === 'range')
        nodes.push(this.control(first.text, end));
      else if (first.text === 'break' || first.text === 'continue') nodes.push({ type: first.text });
      else if (NOT_HERE.includes(first.text)) throw this.problem(end, `{{${first.text}}} is not supported here`);
      else nodes.push({ type: 'action', pipeline: pipelineOf(piece.tokens, first) });
    }
    return { nodes };
  }

  private control(type: 'if' | 'with' | 'range', start: End): Node {
    const pipeline = pipelineOf(start.rest, start.first);
    const { nodes: body, end } = this.list();
    if (!end) throw new GoTemplateError(`template: output:${this.lastLine()}: unexpected EOF`);
    if (end.first.text === 'end') return { type, pipeline, body, otherwise: [] };
    const [word] = end.rest;
    // {{else if …}} is an if inside the else, closed by the same {{end}}.
    if (word && (word.text === 'if' || word.text === 'with') && type === word.text)
      return {
        type,
        pipeline,
        body,
        otherwise: [this.control(word.text, { first: word, rest: end.rest.slice(1) })],
      };
    const { nodes: otherwise, end: last } = this.list();
    if (!last) throw new GoTemplateError(`template: output:${this.lastLine()}: unexpected EOF`);
    if (last.first.text !== 'end') throw this.problem(last, `expected end; found {{${last.first.text}}}`);
    return { type, pipeline, body, otherwise };
  }

  private lastLine(): number {
    const places = this.pieces.flatMap((piece) => ('tokens' in piece ? [piece.place.line] : []));
    return places[places.length - 1] ?? 1;
  }

  private problem({ first }: End, what: string): GoTemplateError {
    return new GoTemplateError(`template: output:${first.place.line}: ${what}`);
  }
}

/** An action that closes or divides another one. */
interface End {
  readonly first: Token;
  readonly rest: readonly Token[];
}

/** @param near for messages when there is nothing */
function pipelineOf(tokens: readonly Token[], near: Token): Pipeline {
  const declared = declarations(tokens);
  const rest = tokens.slice(declared.length);
  const commands = splitAtBars(rest).map((words) => commandOf(words, near));
  return { variables: declared.variables, assigns: declared.assigns, commands, source: sourceOf(tokens) };
}

/** `$x :=`, `$i, $x :=`, `$x =` before a pipeline. */
function declarations(tokens: readonly Token[]): { length: number; variables: string[]; assigns: boolean } {
  const mark = tokens.findIndex(({ text }) => text === ':=' || text === '=');
  const before = tokens.slice(0, Math.max(0, mark));
  const variables = before.filter(({ type }) => type === 'variable').map(({ text }) => text);
  const fits = mark > 0 && before.every(({ type, text }) => type === 'variable' || text === ',');
  return fits
    ? { length: mark + 1, variables, assigns: (tokens[mark] as Token).text === '=' }
    : { length: 0, variables: [], assigns: false };
}

function splitAtBars(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(' && token.type === 'mark') depth++;
    if (token.text === ')' && token.type === 'mark') depth--;
    if (token.text === '|' && token.type === 'mark' && depth === 0) parts.push([]);
    else (parts[parts.length - 1] as Token[]).push(token);
  }
  return parts;
}

function commandOf(tokens: readonly Token[], near: Token): Command {
  const operands: Operand[] = [];
  let at = 0;
  while (at < tokens.length) {
    const { operand, next } = operandAt(tokens, at);
    operands.push(operand);
    at = next;
  }
  const [first] = tokens;
  if (!first) throw new GoTemplateError(`template: output:${near.place.line}: missing value for ${near.text}`);
  return { place: first.place, source: sourceOf(tokens), operands };
}

/** Fields that stand directly behind a token. */
function fieldsAfter(tokens: readonly Token[], from: number): string[] {
  const fields: string[] = [];
  for (let token = tokens[from]; token?.type === 'field' && !token.spaced; token = tokens[from + fields.length])
    fields.push(token.text.slice(1));
  return fields;
}

function operandAt(tokens: readonly Token[], at: number): { operand: Operand; next: number } {
  const token = tokens[at] as Token;
  const fields = fieldsAfter(tokens, at + 1);
  const next = at + 1 + fields.length;
  const source = sourceOf(tokens.slice(at, next));
  const { place } = (fields.length > 0 ? tokens[at + 1] : token) as Token;
  switch (token.type) {
    case 'dot':
      return { operand: { type: 'dot', source, place }, next: at + 1 };
    case 'field':
      return { operand: { type: 'field', fields: [token.text.slice(1), ...fields], source, place }, next };
    case 'variable':
      return { operand: { type: 'variable', name: token.text, fields, source, place }, next };
    case 'string':
    case 'char':
    case 'number':
      return { operand: { type: 'literal', value: literal(token), source, place }, next: at + 1 };
    case 'word':
      return { operand: wordOperand(token), next: at + 1 };
    default:
      return parenthesised(tokens, at);
  }
}

function wordOperand({ text, place }: Token): Operand {
  if (text === 'nil') return { type: 'nil', source: text, place };
  if (text === 'true' || text === 'false') return { type: 'literal', value: text === 'true', source: text, place };
  return { type: 'function', name: text, source: text, place };
}

function parenthesised(tokens: readonly Token[], at: number): { operand: Operand; next: number } {
  const token = tokens[at] as Token;
  if (token.text !== '(')
    throw new GoTemplateError(`template: output:${token.place.line}: unexpected "${token.text}" in operand`);
  let depth = 0;
  const close = tokens.findIndex(({ type, text }, i) => {
    if (i < at || type !== 'mark') return false;
    if (text === '(') depth++;
    return text === ')' && --depth === 0;
  });
  if (close < 0) throw new GoTemplateError(`template: output:${token.place.line}: unclosed left paren`);
  const fields = fieldsAfter(tokens, close + 1);
  const next = close + 1 + fields.length;
  const pipeline = pipelineOf(tokens.slice(at + 1, close), token);
  const { place } = (fields.length > 0 ? tokens[close + 1] : token) as Token;
  return { operand: { type: 'pipeline', pipeline, fields, source: sourceOf(tokens.slice(at, next)), place }, next };
}

/** Numbers without point or exponent are ints (bigint here), as in Go. */
function literal({ type, text }: Token): string | number | bigint {
  if (type === 'number')
    return /^[+-]?(\d[\d_]*|0[xX].*)$/.test(text) ? BigInt(text.replace(/[_+]/g, '')) : Number(text);
  if (type === 'char') return BigInt(unquote(text).codePointAt(0) ?? 0);
  return text.startsWith('`') ? text.slice(1, -1) : unquote(text);
}

function sourceOf(tokens: readonly Token[]): string {
  return tokens.map(({ text, spaced }, i) => (i > 0 && spaced ? ' ' : '') + text).join('');
}
