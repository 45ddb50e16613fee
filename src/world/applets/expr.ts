import { OrdinaryError } from '../../kernel';
import type { Applet } from './call';
import { PosixRegExp } from './regex';

/** expr(1): arithmetic, comparison, `:` and the string functions. */
export const expr: Applet = function* (call) {
  const words = call.args[0] === '--' ? call.args.slice(1) : [...call.args];
  if (words.length === 0) {
    if (call.flavour === 'gnu') call.usage();
    return call.complain('too few arguments', 2);
  }
  try {
    const result = orExpression(words);
    if (words.length > 0) throw new ExprError('syntax error', `syntax error: unexpected argument '${words[0]}'`);
    call.out(`${result}\n`);
    return result === '' || result === '0' ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ExprError)) throw error;
    return call.complain(call.flavour === 'busybox' ? error.message : error.gnu, 2);
  }
};

class ExprError extends OrdinaryError {
  constructor(
    busybox: string,
    readonly gnu: string,
  ) {
    super(busybox);
  }
}

const INTEGER = /^-?\d+$/;

function integer(text: string): bigint {
  if (!INTEGER.test(text)) throw new ExprError('non-numeric argument', 'non-integer argument');
  return BigInt(text);
}

/** 64 bits, and what does not fit wraps around. */
function whole(value: bigint): string {
  return String(BigInt.asIntN(64, value));
}

function orExpression(words: string[]): string {
  let left = andExpression(words);
  while (words[0] === '|') {
    words.shift();
    const right = andExpression(words);
    left = left !== '' && left !== '0' ? left : right;
  }
  return left;
}

function andExpression(words: string[]): string {
  let left = comparison(words);
  while (words[0] === '&') {
    words.shift();
    const right = comparison(words);
    left = left !== '' && left !== '0' && right !== '' && right !== '0' ? left : '0';
  }
  return left;
}

function comparison(words: string[]): string {
  let left = sum(words);
  while (/^(=|==|!=|<|<=|>|>=)$/.test(words[0] ?? '')) {
    const operator = words.shift()!;
    const right = sum(words);
    const numeric = INTEGER.test(left) && INTEGER.test(right);
    const [a, b] = numeric ? [BigInt(left), BigInt(right)] : [left, right];
    const order = a < b ? -1 : a > b ? 1 : 0;
    const holds = {
      '=': order === 0,
      '==': order === 0,
      '!=': order !== 0,
      '<': order < 0,
      '<=': order <= 0,
      '>': order > 0,
      '>=': order >= 0,
    }[operator];
    left = holds ? '1' : '0';
  }
  return left;
}

function sum(words: string[]): string {
  let left = product(words);
  while (words[0] === '+' || words[0] === '-') {
    const operator = words.shift();
    const right = product(words);
    left = whole(operator === '+' ? integer(left) + integer(right) : integer(left) - integer(right));
  }
  return left;
}

function product(words: string[]): string {
  let left = match(words);
  while (words[0] === '*' || words[0] === '/' || words[0] === '%') {
    const operator = words.shift();
    const [a, b] = [integer(left), integer(match(words))];
    if (operator !== '*' && b === 0n) throw new ExprError('division by zero', 'division by zero');
    left = whole(operator === '*' ? a * b : operator === '/' ? a / b : a % b);
  }
  return left;
}

function match(words: string[]): string {
  let left = operand(words);
  while (words[0] === ':') {
    words.shift();
    left = matchStart(left, words.shift() ?? '');
  }
  return left;
}

/** What the group matched, or how much the whole; the pattern begins where the text does. */
function matchStart(text: string, pattern: string): string {
  const grouped = pattern.includes('\\(');
  const found = PosixRegExp.compile(`^${pattern.replace(/^\^/, '')}`, 'basic').exec(text);
  if (grouped) return found?.[1] ?? '';
  return String(found?.[0].length ?? 0);
}

function operand(words: string[]): string {
  const word = words.shift();
  if (word === undefined) throw new ExprError('syntax error', 'syntax error: missing argument');
  if (word === '(') {
    const value = orExpression(words);
    words.shift();
    return value;
  }
  if (word === 'match') return matchStart(words.shift() ?? '', words.shift() ?? '');
  if (word === 'length') return String((words.shift() ?? '').length);
  if (word === 'substr') {
    const [text = '', start = '1', length = '0'] = words.splice(0, 3);
    return text.substr(Number(start) - 1, Number(length));
  }
  if (word === 'index') {
    const [text = '', characters = ''] = words.splice(0, 2);
    return String([...text].findIndex((c) => characters.includes(c)) + 1);
  }
  return word;
}
