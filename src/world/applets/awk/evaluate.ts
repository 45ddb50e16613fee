import type { Task } from '../../../kernel';
import { callBuiltin } from './builtins';
import { Cell } from './cell';
import { Jump } from './control';
import { AwkError } from './error';
import { runStatement } from './execute';
import type { Machine } from './machine';
import type { Expression, Getline, Target } from './syntax';
import { compareValues, InputText, isTrue, toNumber, type Value } from './value';

/** How deep functions may call each other: a recursion without end would end in a crash. */
const MAX_CALLS = 200;

/** The value of an expression, with all that its evaluation does. */
export function* evaluate(machine: Machine, node: Expression): Task<Value> {
  switch (node.type) {
    case 'number':
    case 'string':
      return node.value;
    case 'regex':
      return Number(test(machine, node.source, machine.record.text));
    case 'group':
      return yield* evaluate(machine, node.expression);
    case 'list':
      return yield* subscript(machine, node.items);
    case 'variable':
      return machine.get(node.name);
    case 'element':
      return machine.array(node.name).get(yield* subscript(machine, node.index));
    case 'field':
      return machine.record.get(yield* fieldNumber(machine, node.index));
    case 'assign':
      return yield* assign(machine, node);
    case 'ternary':
      return yield* evaluate(machine, isTrue(yield* evaluate(machine, node.test)) ? node.yes : node.no);
    case 'logical':
      return yield* logical(machine, node);
    case 'in':
      return Number(machine.array(node.name).has(yield* subscript(machine, node.index)));
    case 'match': {
      const text = machine.textOf(yield* evaluate(machine, node.left));
      return Number(test(machine, yield* regexSource(machine, node.right), text) !== node.negated);
    }
    case 'compare':
      return yield* compare(machine, node);
    case 'concat': {
      const left = machine.textOf(yield* evaluate(machine, node.left));
      return left + machine.textOf(yield* evaluate(machine, node.right));
    }
    case 'arithmetic': {
      const left = toNumber(yield* evaluate(machine, node.left));
      return arithmetic(node.operator, left, toNumber(yield* evaluate(machine, node.right)));
    }
    case 'unary':
      return unary(node.operator, yield* evaluate(machine, node.operand));
    case 'step':
      return yield* step(machine, node);
    case 'getline':
      return yield* getline(machine, node);
    case 'builtin':
      return yield* callBuiltin(machine, node.name, node.args);
    case 'call':
      return yield* callFunction(machine, node.name, node.args);
  }
}

/** The text of an expression where a regular expression is expected: a literal, or what a value says. */
export function* regexSource(machine: Machine, node: Expression): Task<string> {
  if (node.type === 'regex') return node.source;
  return machine.textOf(yield* evaluate(machine, node));
}

/** Several indexes are one text with SUBSEP between. */
export function* subscript(machine: Machine, index: readonly Expression[]): Task<string> {
  const parts: string[] = [];
  for (const part of index) parts.push(machine.textOf(yield* evaluate(machine, part)));
  return parts.length === 1 ? parts[0]! : parts.join(machine.text('SUBSEP'));
}

/** Assigns to a variable, an element of an array or a field. */
export function* store(machine: Machine, target: Target, value: Value): Task {
  switch (target.type) {
    case 'variable':
      machine.set(target.name, value);
      return;
    case 'element':
      machine.array(target.name).set(yield* subscript(machine, target.index), value);
      return;
    case 'field':
      machine.record.set(yield* fieldNumber(machine, target.index), value, machine.textOf(value));
  }
}

function test(machine: Machine, source: string, text: string): boolean {
  const expression = machine.expression(source);
  expression.lastIndex = 0;
  return expression.test(text);
}

function* fieldNumber(machine: Machine, index: Expression): Task<number> {
  const number = Math.trunc(toNumber(yield* evaluate(machine, index)));
  if (number < 0) throw new AwkError('Access to negative field');
  return number;
}

function* assign(machine: Machine, node: Extract<Expression, { type: 'assign' }>): Task<Value> {
  const right = yield* evaluate(machine, node.value);
  const value =
    node.operator === ''
      ? right
      : arithmetic(node.operator, toNumber(yield* evaluate(machine, node.target)), toNumber(right));
  yield* store(machine, node.target, value);
  return value;
}

function* logical(machine: Machine, node: Extract<Expression, { type: 'logical' }>): Task<Value> {
  const left = isTrue(yield* evaluate(machine, node.left));
  if (left === (node.operator === '||')) return Number(left);
  return Number(isTrue(yield* evaluate(machine, node.right)));
}

function* compare(machine: Machine, node: Extract<Expression, { type: 'compare' }>): Task<Value> {
  const left = yield* evaluate(machine, node.left);
  const order = compareValues(left, yield* evaluate(machine, node.right), machine.convfmt);
  const holds: Readonly<Record<string, boolean>> = {
    '<': order < 0,
    '<=': order <= 0,
    '==': order === 0,
    '!=': order !== 0,
    '>': order > 0,
    '>=': order >= 0,
  };
  return Number(holds[node.operator]);
}

function arithmetic(operator: string, left: number, right: number): number {
  if ((operator === '/' || operator === '%') && right === 0) throw new AwkError('Division by zero');
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      return left ** right;
  }
}

function unary(operator: string, value: Value): Value {
  if (operator === '!') return Number(!isTrue(value));
  const number = toNumber(value);
  return operator === '-' && number !== 0 ? -number : number;
}

function* step(machine: Machine, node: Extract<Expression, { type: 'step' }>): Task<Value> {
  const before = toNumber(yield* evaluate(machine, node.target));
  yield* store(machine, node.target, before + node.by);
  return node.prefix ? before + node.by : before;
}

/** 1 with a record, 0 at the end, -1 where nothing can be opened. */
function* getline(machine: Machine, node: Getline): Task<Value> {
  if (node.from === 'main') {
    const record = yield* machine.input.record();
    return record === undefined ? 0 : yield* gotLine(machine, node, record, false);
  }
  const source = machine.textOf(yield* evaluate(machine, node.source!));
  const reader = machine.streams.reader(node.from, source);
  if (!reader) return -1;
  const record = yield* reader.next(machine.text('RS'));
  return record === undefined ? 0 : yield* gotLine(machine, node, record, node.from === 'command');
}

function* gotLine(machine: Machine, { target }: Getline, record: string, counts: boolean): Task<Value> {
  if (counts) machine.set('NR', machine.number('NR') + 1);
  if (target) yield* store(machine, target, new InputText(record));
  else machine.record.setLine(record);
  return 1;
}

function* callFunction(machine: Machine, name: string, args: readonly Expression[]): Task<Value> {
  const { parameters, body } = machine.program.functions.get(name)!;
  const locals = new Map<string, Cell>();
  for (const [i, parameter] of parameters.entries()) {
    locals.set(parameter, args[i] ? yield* argument(machine, args[i]) : new Cell());
  }
  if (++machine.depth > MAX_CALLS) machine.call.notImplemented(`functions that call each other ${MAX_CALLS} deep`);
  try {
    return yield* machine.inFunction(locals, () => runBody(machine, body));
  } finally {
    machine.depth--;
  }
}

function* runBody(machine: Machine, body: Parameters<typeof runStatement>[1]): Task<Value> {
  try {
    yield* runStatement(machine, body);
    return undefined;
  } catch (error) {
    if (error instanceof Jump && error.kind === 'return') return error.value;
    throw error;
  }
}

/** Arrays are passed as they are, and so is a name that may become one. */
function* argument(machine: Machine, node: Expression): Task<Cell> {
  if (node.type !== 'variable' || node.name === 'NF') return new Cell(yield* evaluate(machine, node));
  const cell = machine.cell(node.name);
  return cell.isArray || cell.value === undefined ? new Cell(undefined, cell) : new Cell(cell.value);
}
