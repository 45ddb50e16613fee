import type { Task } from '../../kernel';
import { ArithmeticFault } from './arithmeticFault';
import { expandParts } from './expand';
import { parseInteger, wrap } from './integer';
import { parameterValue } from './parameter';
import type { Shell } from './shell';
import { substitute } from './substitution';
import { type ArithmeticExpansionPart, type ArithmeticExpression, type ArithmeticWord, parse } from './syntax';

/** Variables that name variables that name … before it counts as a loop. */
const MAX_DEPTH = 32;

const NAME = /^[A-Za-z_]\w*$/;
const ELEMENT = /^([A-Za-z_]\w*)\[(.+)\]$/s;

/** `$((…))`. */
export function* expandArithmetic(shell: Shell, part: ArithmeticExpansionPart): Task<bigint> {
  const body = part.text.replace(/^\$\(\(|\)\)$/g, '').trim();
  if (part.expression) return yield* evaluateIn(shell, part.expression, body);
  if (body === '') return 0n;
  // An operator may come out of a variable: the text is expanded first, and read then (XCU 2.6.4).
  if (!hasExpansion(body)) throw new ArithmeticFault('operand').inText(shell.dialect.kind, body);
  return yield* evaluateText(shell, yield* expandPlain(shell, body));
}

const hasExpansion = (text: string): boolean => /[$`]/.test(text);

/** A text as if it stood between double quotes. */
export function* expandPlain(shell: Shell, text: string): Task<string> {
  const command = parse(`: "${text.replaceAll('"', '')}"`).commands[0]?.command;
  const word = command?.type === 'Command' ? command.suffix[0] : undefined;
  return word?.type === 'Word' && word.parts ? yield* expandParts(shell, word.parts) : text;
}

/**
 * An expression in a text: `${x:1:2}`, `[[ -eq ]]` of bash, the value of a variable.
 * @throws ShellError
 */
export function* evaluateText(shell: Shell, text: string, depth = 0): Task<bigint> {
  const trimmed = text.trim();
  if (trimmed === '') return 0n;
  const literal = parseInteger(trimmed, shell.dialect.kind);
  if (literal !== undefined) return literal;
  const script = parse(`((${trimmed}))`);
  const command = script.commands[0]?.command;
  if (script.errors || command?.type !== 'ArithmeticCommand' || !command.expression) {
    throw new ArithmeticFault('operand').inText(shell.dialect.kind, trimmed);
  }
  return yield* evaluateIn(shell, command.expression, trimmed, depth);
}

/**
 * The value of an expression.
 * @param text all of it, for messages
 * @throws ShellError
 */
export function* evaluateIn(shell: Shell, node: ArithmeticExpression, text: string, depth = 0): Task<bigint> {
  try {
    return yield* evaluate(shell, node, depth);
  } catch (error) {
    if (!(error instanceof ArithmeticFault)) throw error;
    throw error.inText(shell.dialect.kind, text);
  }
}

function* evaluate(shell: Shell, node: ArithmeticExpression, depth: number): Task<bigint> {
  switch (node.type) {
    case 'ArithmeticWord':
      return yield* wordValue(shell, node, depth);
    case 'ArithmeticGroup':
      return yield* evaluate(shell, node.expression, depth);
    case 'ArithmeticTernary':
      return (yield* evaluate(shell, node.test, depth)) !== 0n
        ? yield* evaluate(shell, node.consequent, depth)
        : yield* evaluate(shell, node.alternate, depth);
    case 'ArithmeticUnary':
      return yield* unary(shell, node, depth);
    case 'ArithmeticCommandExpansion':
      return yield* evaluateText(shell, yield* substitute(shell, node), depth + 1);
    case 'ArithmeticBinary':
      if (node.operator === '&&' || node.operator === '||') return yield* logical(shell, node, depth);
      if (/^([-+*/%&|^]|<<|>>)?=$/.test(node.operator)) return yield* assign(shell, node, depth);
      return yield* calculate(shell, node, node.operator, depth);
  }
}

function* wordValue(shell: Shell, node: ArithmeticWord, depth: number): Task<bigint> {
  if (node.value === '') throw new ArithmeticFault('operand');
  const text = (yield* wordText(shell, node)).trim();
  const literal = parseInteger(text, shell.dialect.kind);
  if (literal !== undefined) return literal;
  if (depth > MAX_DEPTH) throw new ArithmeticFault('recursion', text);
  const element = ELEMENT.exec(text);
  if (element)
    return yield* evaluateText(shell, yield* elementValue(shell, element[1]!, element[2]!, depth), depth + 1);
  if (NAME.test(text)) return yield* variableValue(shell, text, depth);
  if (/^\d\w*(?:#\w+)?$/.test(text)) throw new ArithmeticFault(shell.dialect.kind === 'dash' ? 'junk' : 'number', text);
  if (text === node.value.trim()) throw new ArithmeticFault('junk', text);
  return yield* evaluateText(shell, text, depth + 1);
}

function* elementValue(shell: Shell, name: string, subscript: string, depth: number): Task<string> {
  return shell.variables.element(name, yield* elementKey(shell, name, subscript, depth)) ?? '';
}

/** The key of an array: text where it is associative, or else a number. */
export function* elementKey(shell: Shell, name: string, subscript: string, depth = 0): Task<string | number> {
  if (shell.variables.isAssociative(name)) return subscript;
  return Number(yield* evaluateText(shell, subscript, depth + 1));
}

/** A variable holds a number; but for dash it may hold an expression too. */
function* variableValue(shell: Shell, name: string, depth: number): Task<bigint> {
  const value = parameterValue(shell, name) ?? '';
  if (shell.dialect.kind !== 'dash' || value.trim() === '') return yield* evaluateText(shell, value, depth + 1);
  const number = parseInteger(value.trim(), 'dash');
  if (number === undefined) throw new ArithmeticFault('value', value);
  return number;
}

/** The parser knows the parts of words that are more than one variable. */
function* wordText(shell: Shell, { parts, value }: ArithmeticWord): Task<string> {
  if (parts) return yield* expandParts(shell, parts);
  return hasExpansion(value) ? yield* expandPlain(shell, value) : value;
}

/** Puts a value into the variable or the element of an array that the node names. */
function* store(shell: Shell, node: ArithmeticExpression, value: bigint, depth: number): Task {
  const text = node.type === 'ArithmeticWord' ? node.value : '';
  const element = shell.dialect.arrays ? ELEMENT.exec(text) : null;
  if (element) {
    const key = yield* elementKey(shell, element[1]!, yield* expandPlain(shell, element[2]!), depth);
    shell.variables.setElement(element[1]!, key, String(value));
  } else if (NAME.test(text)) shell.variables.set(text, String(value));
  else throw new ArithmeticFault('assignment', text);
}

type Unary = Extract<ArithmeticExpression, { type: 'ArithmeticUnary' }>;
type Binary = Extract<ArithmeticExpression, { type: 'ArithmeticBinary' }>;

function* unary(shell: Shell, node: Unary, depth: number): Task<bigint> {
  const { operator, operand, prefix } = node;
  if (operator === '++' || operator === '--') {
    if (shell.dialect.kind === 'dash') throw new ArithmeticFault('operand');
    const before = yield* evaluate(shell, operand, depth);
    const after = wrap(operator === '++' ? before + 1n : before - 1n);
    yield* store(shell, operand, after, depth);
    return prefix ? after : before;
  }
  const value = yield* evaluate(shell, operand, depth);
  switch (operator) {
    case '-':
      return wrap(-value);
    case '!':
      return value === 0n ? 1n : 0n;
    case '~':
      return ~value;
    default:
      return value;
  }
}

function* logical(shell: Shell, node: Binary, depth: number): Task<bigint> {
  const left = (yield* evaluate(shell, node.left, depth)) !== 0n;
  if (left === (node.operator === '||')) return left ? 1n : 0n;
  return (yield* evaluate(shell, node.right, depth)) !== 0n ? 1n : 0n;
}

function* assign(shell: Shell, node: Binary, depth: number): Task<bigint> {
  const operator = node.operator.slice(0, -1);
  const value =
    operator === '' ? yield* evaluate(shell, node.right, depth) : yield* calculate(shell, node, operator, depth);
  yield* store(shell, node.left, value, depth);
  return value;
}

function* calculate(shell: Shell, node: Binary, operator: string, depth: number): Task<bigint> {
  const left = yield* evaluate(shell, node.left, depth);
  const right = yield* evaluate(shell, node.right, depth);
  if ((operator === '/' || operator === '%') && right === 0n)
    throw new ArithmeticFault('division', sourceOf(node.right));
  if (operator === '**' && right < 0n) throw new ArithmeticFault('exponent', sourceOf(node.right));
  const operation = OPERATIONS[operator];
  if (!operation || (shell.dialect.kind === 'dash' && (operator === '**' || operator === ','))) {
    throw new ArithmeticFault('junk', operator);
  }
  const result = operation(left, right);
  return typeof result === 'boolean' ? BigInt(result) : wrap(result);
}

function sourceOf(node: ArithmeticExpression): string {
  return node.type === 'ArithmeticWord' ? node.value : '';
}

const OPERATIONS: Readonly<Record<string, (a: bigint, b: bigint) => bigint | boolean>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '**': (a, b) => power(a, b),
  '<<': (a, b) => a << (b & 63n),
  '>>': (a, b) => a >> (b & 63n),
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  ',': (_a, b) => b,
};

/** By squaring, so that it stays 64 bits wide however large the exponent is. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = wrap(result * factor);
    factor = wrap(factor * factor);
  }
  return result;
}
