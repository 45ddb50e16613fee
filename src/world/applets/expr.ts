import type { Applet } from './call';

/** expr(1): arithmetic, comparison, `:` and the string functions. */
export const expr: Applet = function* (call) {
  const words = [...call.args];
  const result = orExpression(words);
  if (words.length > 0) return call.complain('syntax error', 2);
  call.out(`${result}\n`);
  return result === '' || result === '0' ? 1 : 0;
};

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
    const numeric = /^-?\d+$/.test(left) && /^-?\d+$/.test(right);
    const order = numeric ? Number(left) - Number(right) : left < right ? -1 : left > right ? 1 : 0;
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
    left = String(operator === '+' ? Number(left) + Number(right) : Number(left) - Number(right));
  }
  return left;
}

function product(words: string[]): string {
  let left = match(words);
  while (words[0] === '*' || words[0] === '/' || words[0] === '%') {
    const operator = words.shift();
    const right = Number(match(words));
    left = String(
      operator === '*'
        ? Number(left) * right
        : operator === '/'
          ? Math.trunc(Number(left) / right)
          : Number(left) % right,
    );
  }
  return left;
}

function match(words: string[]): string {
  let left = operand(words);
  while (words[0] === ':') {
    words.shift();
    const found = new RegExp(`^(?:${words.shift()?.replace(/\\\(/g, '(').replace(/\\\)/g, ')')})`).exec(left);
    left = found ? (found[1] ?? String(found[0].length)) : '0';
  }
  return left;
}

function operand(words: string[]): string {
  const word = words.shift() ?? '';
  if (word === '(') {
    const value = orExpression(words);
    words.shift();
    return value;
  }
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
