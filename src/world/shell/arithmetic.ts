import type { Task } from '../../kernel';
import { ShellError } from './control';
import { expandParts } from './expand';
import { parameterValue } from './parameter';
import type { Shell } from './shell';
import { substitute } from './substitution';
import { type ArithmeticExpansionPart, type ArithmeticExpression, type ArithmeticWord, parse } from './syntax';

/** Variables that name variables that name … before it counts as a loop. */
const MAX_DEPTH = 32;

/** `$((…))`. Numbers are 64 bits wide in the shells and 53 here; what needs more is an error. */
export function* expandArithmetic(shell: Shell, part: ArithmeticExpansionPart): Task<number> {
  if (part.expression) return yield* evaluate(shell, part.expression);
  const body = part.text.replace(/^\$\(\(|\)\)$/g, '').trim();
  if (body === '') return 0;
  // An operator may come out of a variable: the text is expanded first, and read then (XCU 2.6.4).
  if (!hasExpansion(body)) throw syntaxError(shell, body);
  return yield* evaluateText(shell, yield* expanded(shell, body));
}

const hasExpansion = (text: string): boolean => /[$`]/.test(text);

/** A text as if it stood between double quotes. */
function* expanded(shell: Shell, text: string): Task<string> {
  const command = parse(`: "${text.replaceAll('"', '')}"`).commands[0]?.command;
  const word = command?.type === 'Command' ? command.suffix[0] : undefined;
  return word?.type === 'Word' && word.parts ? yield* expandParts(shell, word.parts) : text;
}

/** An expression in a text: `${x:1:2}`, `[ -eq ]` of bash, the value of a variable. */
export function* evaluateText(shell: Shell, text: string, depth = 0): Task<number> {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  const literal = integerOf(trimmed);
  if (literal !== undefined) return literal;
  if (depth > MAX_DEPTH) throw new ShellError(`${trimmed}: expression recursion level exceeded`);
  const script = parse(`((${trimmed}))`);
  const command = script.commands[0]?.command;
  if (script.errors || command?.type !== 'ArithmeticCommand' || !command.expression) {
    throw syntaxError(shell, trimmed);
  }
  return yield* evaluate(shell, command.expression, depth);
}

export function* evaluate(shell: Shell, node: ArithmeticExpression, depth = 0): Task<number> {
  switch (node.type) {
    case 'ArithmeticWord':
      return yield* wordValue(shell, node, depth);
    case 'ArithmeticGroup':
      return yield* evaluate(shell, node.expression, depth);
    case 'ArithmeticTernary':
      return (yield* evaluate(shell, node.test, depth)) !== 0
        ? yield* evaluate(shell, node.consequent, depth)
        : yield* evaluate(shell, node.alternate, depth);
    case 'ArithmeticUnary':
      return yield* unary(shell, node, depth);
    case 'ArithmeticCommandExpansion':
      return yield* evaluateText(shell, yield* substitute(shell, node), depth + 1);
    case 'ArithmeticBinary':
      if (node.operator === '&&' || node.operator === '||') return yield* logical(shell, node, depth);
      if (/^([-+*/%&|^]|<<|>>)?=$/.test(node.operator)) return yield* assign(shell, node, depth);
      return binary(
        shell,
        node.operator,
        yield* evaluate(shell, node.left, depth),
        yield* evaluate(shell, node.right, depth),
      );
  }
}

/** A number in decimal, octal, hexadecimal or `base#digits`. */
export function integerOf(text: string): number | undefined {
  const based = /^(\d+)#([0-9A-Za-z]+)$/.exec(text);
  if (based) return Number.parseInt(based[2]!, Number(based[1]));
  if (/^[-+]?0[0-7]+$/.test(text))
    return (text.startsWith('-') ? -1 : 1) * Number.parseInt(text.replace(/^[-+]/, ''), 8);
  if (/^[-+]?(\d+|0[xX][0-9a-fA-F]+)$/.test(text)) {
    const magnitude = Number(text.replace(/^[-+]/, ''));
    return text.startsWith('-') && magnitude !== 0 ? -magnitude : magnitude;
  }
  return undefined;
}

function* wordValue(shell: Shell, node: ArithmeticWord, depth: number): Task<number> {
  if (node.value === '') throw syntaxError(shell, '');
  const text = yield* wordText(shell, node);
  const literal = integerOf(text.trim());
  if (literal !== undefined) return literal;
  const element = /^([A-Za-z_]\w*)\[(.+)\]$/.exec(text);
  if (element) {
    const index = yield* evaluateText(shell, element[2]!, depth + 1);
    return yield* evaluateText(shell, shell.variables.element(element[1]!, index) ?? '', depth + 1);
  }
  if (!/^[A-Za-z_]\w*$/.test(text)) return yield* evaluateText(shell, text, depth + 1);
  if (depth > MAX_DEPTH) throw new ShellError(`${text}: expression recursion level exceeded`);
  return yield* evaluateText(shell, parameterValue(shell, text) ?? '', depth + 1);
}

/** The parser knows the parts of words that are more than one variable. */
function* wordText(shell: Shell, { parts, value }: ArithmeticWord): Task<string> {
  if (parts) return yield* expandParts(shell, parts);
  return hasExpansion(value) ? yield* expanded(shell, value) : value;
}

function nameOf(shell: Shell, node: ArithmeticExpression): string {
  if (node.type === 'ArithmeticWord' && /^[A-Za-z_]\w*$/.test(node.value)) return node.value;
  if (node.type === 'ArithmeticWord' && node.value.includes('['))
    shell.notImplemented('assignment to an array element in arithmetic');
  throw syntaxError(shell, 'assignment');
}

function* unary(
  shell: Shell,
  node: Extract<ArithmeticExpression, { type: 'ArithmeticUnary' }>,
  depth: number,
): Task<number> {
  if (node.operator === '++' || node.operator === '--') {
    if (shell.dialect.kind === 'dash') throw syntaxError(shell, node.operator);
    const name = nameOf(shell, node.operand);
    const before = yield* evaluate(shell, node.operand, depth);
    const after = node.operator === '++' ? before + 1 : before - 1;
    shell.variables.set(name, String(after));
    return node.prefix ? after : before;
  }
  const value = yield* evaluate(shell, node.operand, depth);
  switch (node.operator) {
    case '-':
      return value === 0 ? 0 : -value;
    case '!':
      return value === 0 ? 1 : 0;
    case '~':
      return -value - 1;
    default:
      return value;
  }
}

function* logical(
  shell: Shell,
  node: Extract<ArithmeticExpression, { type: 'ArithmeticBinary' }>,
  depth: number,
): Task<number> {
  const left = (yield* evaluate(shell, node.left, depth)) !== 0;
  if (node.operator === '&&' ? !left : left) return left ? 1 : 0;
  return (yield* evaluate(shell, node.right, depth)) !== 0 ? 1 : 0;
}

function* assign(
  shell: Shell,
  node: Extract<ArithmeticExpression, { type: 'ArithmeticBinary' }>,
  depth: number,
): Task<number> {
  const name = nameOf(shell, node.left);
  const right = yield* evaluate(shell, node.right, depth);
  const operator = node.operator.slice(0, -1);
  const value = operator === '' ? right : binary(shell, operator, yield* evaluate(shell, node.left, depth), right);
  shell.variables.set(name, String(value));
  return value;
}

function binary(shell: Shell, operator: string, left: number, right: number): number {
  if ((operator === '/' || operator === '%') && right === 0) throw failure(shell, divideByZero(shell));
  const result = OPERATORS[operator]?.(left, right);
  if (result === undefined) throw syntaxError(shell, operator);
  const value = typeof result === 'boolean' ? Number(result) : result;
  if (!Number.isSafeInteger(value)) shell.notImplemented(`arithmetic beyond 2^53 (${left} ${operator} ${right})`);
  return value === 0 ? 0 : value;
}

const big = (operation: (a: bigint, b: bigint) => bigint) => (a: number, b: number) =>
  Number(BigInt.asIntN(64, operation(BigInt(a), BigInt(b))));

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number | boolean>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => Math.trunc(a / b),
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
  '<<': big((a, b) => a << b),
  '>>': big((a, b) => a >> b),
  '&': big((a, b) => a & b),
  '|': big((a, b) => a | b),
  '^': big((a, b) => a ^ b),
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  ',': (_a, b) => b,
};

function divideByZero(shell: Shell): string {
  return shell.dialect.kind === 'bash'
    ? 'division by 0'
    : shell.dialect.kind === 'dash'
      ? 'arithmetic expression: division by zero'
      : 'divide by zero';
}

/** bash ends with 1, the others with 2. */
function failure(shell: Shell, message: string): ShellError {
  return new ShellError(message, shell.dialect.kind === 'bash' ? 1 : 2);
}

function syntaxError(shell: Shell, text: string): ShellError {
  return failure(shell, syntaxMessage(shell, text));
}

function syntaxMessage(shell: Shell, text: string): string {
  if (shell.dialect.kind === 'bash') return `${text}: syntax error: invalid arithmetic operator`;
  return shell.dialect.kind === 'dash'
    ? `arithmetic expression: expecting primary: "${text}"`
    : 'arithmetic syntax error';
}
