import { AwkError } from './error';
import { type Token, tokenize } from './lexer';
import type { Expression, Target } from './syntax';

const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '^=', '**=']);
const COMPARISONS = new Set(['<', '<=', '==', '!=', '>', '>=']);

/** The expressions of awk by precedence, from assignment down to `$` (POSIX awk, Expressions in Decreasing Precedence). */
export class ExpressionParser {
  protected position = 0;
  private readonly tokens: readonly Token[];
  /** In the arguments of print `>` is a redirection. */
  private greater = true;

  constructor(source: string) {
    this.tokens = tokenize(source);
  }

  /** Told of each function that is called. */
  protected onCall(_name: string, _line: number): void {}

  protected get token(): Token {
    return this.peek(0);
  }

  protected peek(ahead: number): Token {
    return this.tokens[Math.min(this.position + ahead, this.tokens.length - 1)]!;
  }

  protected advance(): Token {
    return this.tokens[this.position++] ?? this.tokens.at(-1)!;
  }

  protected isSign(text: string): boolean {
    return this.token.kind === 'sign' && this.token.text === text;
  }

  protected isKeyword(text: string): boolean {
    return this.token.kind === 'keyword' && this.token.text === text;
  }

  protected take(sign: string): boolean {
    if (!this.isSign(sign)) return false;
    this.position++;
    return true;
  }

  protected takeKeyword(text: string): boolean {
    if (!this.isKeyword(text)) return false;
    this.position++;
    return true;
  }

  protected expect(sign: string): void {
    if (!this.take(sign)) this.unexpected();
  }

  protected unexpected(): never {
    throw new AwkError('Unexpected token', this.token.line);
  }

  protected skipNewlines(): void {
    while (this.token.kind === 'newline') this.position++;
  }

  protected name(): string {
    if (this.token.kind !== 'name') this.unexpected();
    return this.advance().text;
  }

  protected withoutGreater<T>(body: () => T): T {
    const before = this.greater;
    this.greater = false;
    try {
      return body();
    } finally {
      this.greater = before;
    }
  }

  private withGreater<T>(body: () => T): T {
    const before = this.greater;
    this.greater = true;
    try {
      return body();
    } finally {
      this.greater = before;
    }
  }

  /** One or more expressions with commas between; none where `closing` comes at once. */
  protected expressions(closing?: string): Expression[] {
    const list: Expression[] = [];
    if (closing !== undefined && this.isSign(closing)) return list;
    do {
      this.skipNewlines();
      list.push(this.expression());
    } while (this.take(','));
    this.skipNewlines();
    if (closing === undefined) this.backOverNewlines();
    return list;
  }

  private backOverNewlines(): void {
    while (this.tokens[this.position - 1]?.kind === 'newline') this.position--;
  }

  expression(): Expression {
    const left = this.ternary();
    if (this.token.kind !== 'sign' || !ASSIGNMENTS.has(this.token.text) || !isTarget(left)) return left;
    const operator = this.advance().text;
    this.skipNewlines();
    return {
      type: 'assign',
      operator: operator.replace('**', '^').slice(0, -1),
      target: left,
      value: this.expression(),
    };
  }

  private ternary(): Expression {
    const test = this.or();
    if (!this.take('?')) return test;
    this.skipNewlines();
    const yes = this.expression();
    this.skipNewlines();
    this.expect(':');
    this.skipNewlines();
    return { type: 'ternary', test, yes, no: this.expression() };
  }

  private or(): Expression {
    let left = this.and();
    while (this.take('||')) {
      this.skipNewlines();
      left = { type: 'logical', operator: '||', left, right: this.and() };
    }
    return left;
  }

  private and(): Expression {
    let left = this.membership();
    while (this.take('&&')) {
      this.skipNewlines();
      left = { type: 'logical', operator: '&&', left, right: this.membership() };
    }
    return left;
  }

  private membership(): Expression {
    let left = this.matching();
    while (this.takeKeyword('in')) {
      left = { type: 'in', index: left.type === 'list' ? left.items : [left], name: this.name() };
    }
    return left;
  }

  private matching(): Expression {
    let left = this.comparison();
    while (this.isSign('~') || this.isSign('!~')) {
      const negated = this.advance().text === '!~';
      left = { type: 'match', negated, left, right: this.comparison() };
    }
    return left;
  }

  private comparison(): Expression {
    const left = this.concatenation();
    if (this.isSign('|') && this.peek(1).text === 'getline') return this.pipedGetline(left);
    if (this.token.kind !== 'sign' || !COMPARISONS.has(this.token.text)) return left;
    if (this.token.text === '>' && !this.greater) return left;
    const operator = this.advance().text;
    return { type: 'compare', operator, left, right: this.concatenation() };
  }

  /** `command | getline`, which may stand in a row. */
  private pipedGetline(command: Expression): Expression {
    let left = command;
    while (this.isSign('|') && this.peek(1).text === 'getline') {
      this.position += 2;
      left = { type: 'getline', from: 'command', source: left, target: this.optionalTarget() };
    }
    if (this.token.kind !== 'sign' || !COMPARISONS.has(this.token.text)) return left;
    if (this.token.text === '>' && !this.greater) return left;
    const operator = this.advance().text;
    return { type: 'compare', operator, left, right: this.concatenation() };
  }

  protected concatenation(): Expression {
    let left = this.sum();
    while (this.startsOperand()) left = { type: 'concat', left, right: this.sum() };
    return left;
  }

  /** Two operands in a row are concatenated; a sign in front of the second one would be an operator. */
  private startsOperand(): boolean {
    const { kind, text } = this.token;
    if (kind === 'sign') return text === '$' || text === '(' || text === '!' || text === '++' || text === '--';
    if (kind === 'keyword') return false;
    return kind !== 'newline' && kind !== 'end';
  }

  private sum(): Expression {
    let left = this.product();
    while (this.isSign('+') || this.isSign('-')) {
      const operator = this.advance().text;
      left = { type: 'arithmetic', operator, left, right: this.product() };
    }
    return left;
  }

  private product(): Expression {
    let left = this.unary();
    while (this.isSign('*') || this.isSign('/') || this.isSign('%')) {
      const operator = this.advance().text;
      left = { type: 'arithmetic', operator, left, right: this.unary() };
    }
    return left;
  }

  private unary(): Expression {
    if (this.isSign('!') || this.isSign('-') || this.isSign('+')) {
      const operator = this.advance().text;
      return { type: 'unary', operator, operand: this.unary() };
    }
    return this.power();
  }

  private power(): Expression {
    const left = this.postfix();
    if (!this.isSign('^') && !this.isSign('**')) return left;
    this.advance();
    // It binds to the right, and a sign may stand in front of the exponent.
    return { type: 'arithmetic', operator: '^', left, right: this.unary() };
  }

  private postfix(): Expression {
    const operand = this.primary();
    if (!isTarget(operand) || !(this.isSign('++') || this.isSign('--'))) return operand;
    return { type: 'step', target: operand, by: this.advance().text === '++' ? 1 : -1, prefix: false };
  }

  private primary(): Expression {
    const token = this.advance();
    switch (token.kind) {
      case 'number':
        return { type: 'number', value: Number(token.text) };
      case 'string':
        return { type: 'string', value: token.text };
      case 'regex':
        return { type: 'regex', source: token.text };
      case 'name':
        return this.variable(token.text);
      case 'builtin':
        return this.builtin(token.text);
      case 'function':
        return this.call(token);
      case 'keyword':
        if (token.text === 'getline') return this.getline();
        break;
      case 'sign':
        return this.signed(token);
    }
    this.position--;
    return this.unexpected();
  }

  private signed(token: Token): Expression {
    if (token.text === '$') return { type: 'field', index: this.fieldIndex() };
    if (token.text === '(') return this.grouping();
    if (token.text === '++' || token.text === '--') {
      const target = this.primary();
      if (!isTarget(target)) this.unexpected();
      return { type: 'step', target, by: token.text === '++' ? 1 : -1, prefix: true };
    }
    this.position--;
    if (token.text === '-' || token.text === '+' || token.text === '!') return this.unary();
    return this.unexpected();
  }

  /** `$NF-1` is `($NF)-1`, `$i++` is `($i)++`, `$++i` and `$-1` take what follows. */
  private fieldIndex(): Expression {
    if (this.isSign('-') || this.isSign('+') || this.isSign('!')) {
      const operator = this.advance().text;
      return { type: 'unary', operator, operand: this.fieldIndex() };
    }
    return this.primary();
  }

  private variable(name: string): Target {
    if (!this.take('[')) return { type: 'variable', name };
    const index = this.withGreater(() => this.expressions(']'));
    this.expect(']');
    return { type: 'element', name, index };
  }

  private grouping(): Expression {
    const items = this.withGreater(() => this.expressions(')'));
    this.expect(')');
    if (items.length === 0) this.unexpected();
    return items.length === 1 ? { type: 'group', expression: items[0]! } : { type: 'list', items };
  }

  private builtin(name: string): Expression {
    if (!this.isSign('(')) {
      if (name !== 'length') this.unexpected();
      return { type: 'builtin', name, args: undefined };
    }
    return { type: 'builtin', name, args: this.argumentList() };
  }

  private call({ text: name, line }: Token): Expression {
    this.onCall(name, line);
    return { type: 'call', name, args: this.argumentList() };
  }

  private argumentList(): Expression[] {
    this.expect('(');
    const args = this.withGreater(() => this.expressions(')'));
    this.expect(')');
    return args;
  }

  private getline(): Expression {
    const target = this.optionalTarget();
    if (!this.take('<')) return { type: 'getline', from: 'main', source: undefined, target };
    return { type: 'getline', from: 'file', source: this.postfix(), target };
  }

  private optionalTarget(): Target | undefined {
    if (this.token.kind === 'name') return this.variable(this.advance().text);
    if (this.take('$')) return { type: 'field', index: this.fieldIndex() };
    return undefined;
  }
}

function isTarget(expression: Expression): expression is Target {
  return expression.type === 'variable' || expression.type === 'element' || expression.type === 'field';
}
