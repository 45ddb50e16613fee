import { AwkError } from './error';
import { ExpressionParser } from './expressions';
import type { Expression, FunctionDefinition, Pattern, Program, Redirection, Rule, Statement } from './syntax';

/**
 * Reads an awk program (POSIX awk, Grammar).
 * @throws AwkError
 */
export function parseProgram(source: string): Program {
  return new Parser(source).program();
}

class Parser extends ExpressionParser {
  private readonly functions = new Map<string, FunctionDefinition>();
  private readonly called: { name: string; line: number }[] = [];

  program(): Program {
    const rules: Rule[] = [];
    for (this.skipTerminators(); this.token.kind !== 'end'; this.skipTerminators()) {
      if (this.isKeyword('function') || this.isKeyword('func')) this.definition();
      else rules.push(this.rule());
    }
    for (const { name, line } of this.called) {
      if (!this.functions.has(name)) throw new AwkError('Call to undefined function', line);
    }
    return { rules, functions: this.functions };
  }

  protected override onCall(name: string, line: number): void {
    this.called.push({ name, line });
  }

  private definition(): void {
    this.advance();
    const { text: name } = this.advance();
    this.expect('(');
    const parameters: string[] = [];
    while (!this.take(')')) {
      parameters.push(this.name());
      if (!this.isSign(')')) this.expect(',');
      this.skipNewlines();
    }
    this.skipNewlines();
    this.functions.set(name, { parameters, body: this.block() });
  }

  private rule(): Rule {
    const pattern = this.pattern();
    const action = this.isSign('{') ? this.block() : undefined;
    if (!action && (pattern.type === 'begin' || pattern.type === 'end')) this.unexpected();
    return { pattern, action };
  }

  private pattern(): Pattern {
    if (this.takeKeyword('BEGIN')) return { type: 'begin' };
    if (this.takeKeyword('END')) return { type: 'end' };
    if (this.isSign('{')) return { type: 'always' };
    const test = this.expression();
    if (!this.take(',')) return { type: 'when', test };
    this.skipNewlines();
    return { type: 'range', from: test, to: this.expression() };
  }

  private block(): Statement {
    this.expect('{');
    const body: Statement[] = [];
    for (this.skipTerminators(); !this.take('}'); this.skipTerminators()) body.push(this.statement());
    return { type: 'block', body };
  }

  private statement(): Statement {
    if (this.isSign('{')) return this.block();
    if (this.token.kind === 'keyword') {
      const compound = this.compound();
      if (compound) return compound;
    }
    const simple = this.simple();
    this.terminator();
    return simple;
  }

  private compound(): Statement | undefined {
    if (this.takeKeyword('if')) return this.ifStatement();
    if (this.takeKeyword('while')) {
      const test = this.condition();
      return { type: 'while', test, body: this.body() };
    }
    if (this.takeKeyword('do')) return this.doStatement();
    return this.takeKeyword('for') ? this.forStatement() : undefined;
  }

  private condition(): Expression {
    this.expect('(');
    const test = this.expression();
    this.expect(')');
    return test;
  }

  /** What a loop or a condition rules: a lone semicolon is an empty statement. */
  private body(): Statement {
    if (this.take(';')) return { type: 'block', body: [] };
    this.skipNewlines();
    return this.statement();
  }

  private ifStatement(): Statement {
    const test = this.condition();
    const yes = this.body();
    const mark = this.position;
    this.skipTerminators();
    if (this.takeKeyword('else')) return { type: 'if', test, yes, no: this.body() };
    this.position = mark;
    return { type: 'if', test, yes, no: undefined };
  }

  private doStatement(): Statement {
    const body = this.body();
    this.skipTerminators();
    if (!this.takeKeyword('while')) this.unexpected();
    const test = this.condition();
    this.terminator();
    return { type: 'do', test, body };
  }

  private forStatement(): Statement {
    this.expect('(');
    const [variable, keyword, array, closing] = [0, 1, 2, 3].map((ahead) => this.peek(ahead));
    if (variable!.kind === 'name' && keyword!.text === 'in' && array!.kind === 'name' && closing!.text === ')') {
      this.position += 4;
      return { type: 'forIn', variable: variable!.text, array: array!.text, body: this.body() };
    }
    const initialize = this.isSign(';') ? undefined : this.simple();
    this.expect(';');
    this.skipNewlines();
    const test = this.isSign(';') ? undefined : this.expression();
    this.expect(';');
    this.skipNewlines();
    const update = this.isSign(')') ? undefined : this.simple();
    this.expect(')');
    return { type: 'for', initialize, test, update, body: this.body() };
  }

  private simple(): Statement {
    if (this.token.kind !== 'keyword' || this.isKeyword('getline')) {
      return { type: 'expression', expression: this.expression() };
    }
    if (this.takeKeyword('print')) return { type: 'print', ...this.output() };
    if (this.takeKeyword('printf')) return { type: 'printf', ...this.output() };
    if (this.takeKeyword('delete')) return this.deletion();
    const { text } = this.advance();
    switch (text) {
      case 'next':
      case 'nextfile':
      case 'break':
      case 'continue':
        return { type: text };
      case 'exit':
      case 'return':
        return { type: text, value: this.atEnd() ? undefined : this.expression() };
      default:
        this.position--;
        return this.unexpected();
    }
  }

  private deletion(): Statement {
    const name = this.name();
    if (!this.take('[')) return { type: 'delete', name, index: undefined };
    const index = this.expressions(']');
    this.expect(']');
    return { type: 'delete', name, index };
  }

  /** The arguments of print, where `>` redirects, and where to. */
  private output(): { args: readonly Expression[]; to: Redirection | undefined } {
    const args = this.atEnd() || this.isRedirection() ? [] : this.printArguments();
    if (!this.isRedirection()) return { args, to: undefined };
    const operator = this.advance().text as Redirection['operator'];
    return { args, to: { operator, target: this.concatenation() } };
  }

  private isRedirection(): boolean {
    return this.isSign('>') || this.isSign('>>') || this.isSign('|');
  }

  private printArguments(): readonly Expression[] {
    const args = this.withoutGreater(() => this.expressions());
    const [only] = args;
    return args.length === 1 && only!.type === 'list' ? only!.items : args;
  }

  private atEnd(): boolean {
    return this.token.kind === 'newline' || this.token.kind === 'end' || this.isSign(';') || this.isSign('}');
  }

  private terminator(): void {
    if (this.token.kind === 'newline' || this.isSign(';')) this.advance();
    else if (!this.isSign('}') && this.token.kind !== 'end') this.unexpected();
  }

  private skipTerminators(): void {
    while (this.token.kind === 'newline' || this.isSign(';')) this.advance();
  }
}
