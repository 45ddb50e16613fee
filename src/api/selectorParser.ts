import { badRequest } from './errors';
import { Release } from './release/index';
import type { LabelRequirement } from './selectors';
import { labelValueFaults, qualifiedNameFaults } from './validation/names';

type Kind = 'word' | 'end' | 'error' | '(' | ')' | ',' | '!' | '=' | '==' | '!=' | '>' | '<' | 'in' | 'notin';

interface Token {
  readonly kind: Kind;
  readonly text: string;
}

const SYMBOLS: ReadonlySet<string> = new Set(['(', ')', ',', '!', '=', '==', '!=', '>', '<']);
const OPERATORS: Partial<Record<Kind, LabelRequirement['operator']>> = {
  in: 'in',
  notin: 'notin',
  '=': '=',
  '==': '=',
  '!=': '!=',
  '>': 'gt',
  '<': 'lt',
};

/** The longest operator at the beginning of a run of symbols. */
function symbolToken(run: string): Token {
  let last = '';
  let read = '';
  for (const symbol of run) {
    read += symbol;
    if (SYMBOLS.has(read)) last = read;
    else if (last) break;
  }
  return last ? { kind: last as Kind, text: last } : { kind: 'error', text: `error expected: keyword found '${read}'` };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const run = /^(?:[ \t\r\n]+|[()=!,<>]+|[^ \t\r\n()=!,<>]+)/.exec(text.slice(at))?.[0] as string;
    if (/^\s/.test(run)) {
      at += run.length;
    } else if (/^[()=!,<>]/.test(run)) {
      const token = symbolToken(run);
      tokens.push(token);
      at += token.kind === 'error' ? run.length : token.text.length;
    } else {
      tokens.push({ kind: run === 'in' || run === 'notin' ? run : 'word', text: run });
      at += run.length;
    }
  }
  return [...tokens, { kind: 'end', text: '' }];
}

/**
 * Reads a label selector as apimachinery does: `app=web,tier in (a,b),!canary`, `size>3`.
 * Source: pkg/labels/selector.go of apimachinery.
 * @throws StatusError 400 with its words
 */
export function parseRequirements(text: string, release?: Release): LabelRequirement[] {
  return new Parser(tokensOf(text), release ?? Release.of('latest')).all();
}

class Parser {
  private position = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly release: Release,
  ) {}

  all(): LabelRequirement[] {
    const requirements: LabelRequirement[] = [];
    for (;;) {
      const { kind, text } = this.next();
      if (kind === 'end') return requirements;
      if (kind !== 'word' && kind !== '!') throw expected(text, "!, identifier, or 'end of string'");
      requirements.push(this.requirement());
      const after = this.take();
      if (after.kind === 'end') return requirements;
      if (after.kind !== ',') throw expected(after.text, "',' or 'end of string'");
      const following = this.next();
      if (following.kind !== 'word' && following.kind !== '!') throw expected(following.text, "identifier after ','");
    }
  }

  /** `in` and `notin` are words like others where no operator can stand. */
  private next(): Token {
    const token = this.tokens[this.position] ?? { kind: 'end', text: '' };
    return token.kind === 'in' || token.kind === 'notin' ? { kind: 'word', text: token.text } : token;
  }

  private take(): Token {
    const token = this.next();
    this.position++;
    return token;
  }

  private requirement(): LabelRequirement {
    const isNegated = this.next().kind === '!';
    if (isNegated) this.position++;
    const { kind, text: key } = this.take();
    if (kind !== 'word') throw inRequirement(found(key, 'identifier'));
    this.checkKey(key);
    const isAlone = this.next().kind === 'end' || this.next().kind === ',';
    if (isNegated || isAlone) return { key, operator: isNegated ? '!' : 'exists', values: [] };
    const operator = this.operator();
    const isSet = operator === 'in' || operator === 'notin';
    const values = [...new Set(isSet ? this.list() : [this.value()])].sort();
    this.checkValues(key, operator, values);
    return { key, operator, values };
  }

  private operator(): LabelRequirement['operator'] {
    const { kind, text } = this.tokens[this.position++] as Token;
    const operator = OPERATORS[kind];
    if (!operator) throw inRequirement(found(text, this.release.text('selectorOperators')));
    return operator;
  }

  private value(): string {
    const { kind, text } = this.next();
    if (kind === 'end' || kind === ',') return '';
    this.position++;
    if (kind !== 'word') throw inRequirement(found(text, 'identifier'));
    return text;
  }

  private list(): string[] {
    const open = this.take();
    if (open.kind !== '(') throw inRequirement(`found '${open.text}' expected: '('`);
    const first = this.next();
    if (first.kind === ')') {
      this.position++;
      return [''];
    }
    if (first.kind !== 'word' && first.kind !== ',') throw inRequirement(found(first.text, "',', ')' or identifier"));
    const values = this.words();
    this.position++;
    return values;
  }

  /** Up to the closing parenthesis; a comma too many stands for an empty value. */
  private words(): string[] {
    const values: string[] = [];
    for (;;) {
      const { kind, text } = this.take();
      const { kind: following, text: followingText } = this.next();
      if (kind === 'word') {
        values.push(text);
        if (following === ')') return values;
        if (following !== ',') throw inRequirement(found(followingText, "',' or ')'"));
      } else if (kind === ',') {
        if (values.length === 0) values.push('');
        if (following === ')') return [...values, ''];
        if (following === ',') {
          this.position++;
          values.push('');
        }
      } else throw inRequirement(found(text, "',', or identifier"));
    }
  }

  private checkKey(key: string): void {
    const faults = qualifiedNameFaults(key, this.release);
    if (faults.length === 0) return;
    const why = faults.join('; ');
    throw inRequirement(
      this.release.has('selectorFaultsAreFields')
        ? `<nil>: Invalid value: ${JSON.stringify(key)}: ${why}`
        : `invalid label key ${JSON.stringify(key)}: ${why}`,
    );
  }

  private checkValues(key: string, operator: string, values: readonly string[]): void {
    const isField = this.release.has('selectorFaultsAreFields');
    const faults: string[] = [];
    if (operator === 'gt' || operator === 'lt') {
      const why = "for 'Gt', 'Lt' operators, the value must be an integer";
      for (const value of values.filter((each) => !/^[-+]?\d+$/.test(each)))
        faults.push(isField ? `values[0]: Invalid value: ${JSON.stringify(value)}: ${why}` : why);
    }
    values.forEach((value, i) => {
      const why = labelValueFaults(value, this.release).join('; ');
      if (why && isField) faults.push(`values[${i}][${key}]: Invalid value: ${JSON.stringify(value)}: ${why}`);
      else if (why)
        faults.push(`invalid label value: ${JSON.stringify(value)}: at key: ${JSON.stringify(key)}: ${why}`);
    });
    if (faults.length === 0) return;
    throw inRequirement(isField && faults.length > 1 ? `[${faults.join(', ')}]` : (faults[0] as string));
  }
}

const found = (text: string, wanted: string): string => `found '${text}', expected: ${wanted}`;
const expected = (text: string, wanted: string): Error => badRequest(found(text, wanted));
const inRequirement = (why: string): Error => badRequest(`unable to parse requirement: ${why}`);
