import type { Task } from '../../kernel';
import { TestError, type TestWorld, testBinary, testUnary } from '../applets/test';
import { evaluateText } from './arithmetic';
import { ShellError } from './control';
import { expandPattern, expandText } from './expand';
import { matchesPattern, quotePattern } from './pattern';
import type { Shell } from './shell';
import type { TestCommand, TestExpression, Word } from './syntax';

/** `[[ … ]]`: no splitting, patterns on the right of == and regular expressions on the right of =~ (bash). */
export function* runDoubleBracket(shell: Shell, node: TestCommand): Task<number> {
  if (shell.dialect.doubleBracket === 'none') {
    shell.complain('[[: not found');
    return 127;
  }
  try {
    return (yield* evaluate(shell, node.expression)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TestError || error instanceof ShellError)) throw error;
    shell.complain(`[[: ${error.message}: syntax error`);
    return 2;
  }
}

export function testWorld(shell: Shell): TestWorld {
  return {
    proc: shell.proc,
    missingIsOld: shell.dialect.kind === 'bash',
    isVariableSet: (name) => shell.variables.isSet(name),
    isOptionSet: (name) => shell.options.has(name as 'e'),
  };
}

function* evaluate(shell: Shell, node: TestExpression): Task<boolean> {
  switch (node.type) {
    case 'TestGroup':
      return yield* evaluate(shell, node.expression);
    case 'TestNot':
      return (yield* evaluate(shell, node.operand)) !== (node.negations.length % 2 === 1);
    case 'TestLogical':
      for (const operand of node.operands) {
        if ((yield* evaluate(shell, operand)) !== (node.operator === '&&')) return node.operator === '||';
      }
      return node.operator === '&&';
    case 'TestUnary':
      return testUnary(node.operator, yield* expandText(shell, node.operand), testWorld(shell));
    case 'TestBinary':
      return yield* compare(shell, node.operator, yield* expandText(shell, node.left), node.right);
  }
}

function* compare(shell: Shell, operator: string, left: string, right: Word): Task<boolean> {
  const full = shell.dialect.doubleBracket === 'full';
  if (operator === '=~') return yield* matchRegex(shell, left, right);
  if (/^(=|==|!=)$/.test(operator)) {
    const pattern = full ? yield* expandPattern(shell, right) : quotePattern(yield* expandText(shell, right));
    return matchesPattern(pattern, left) !== (operator === '!=');
  }
  const text = yield* expandText(shell, right);
  if (full && /^-(eq|ne|lt|le|gt|ge)$/.test(operator)) {
    const a = yield* evaluateText(shell, left);
    return testBinary(operator, String(a), String(yield* evaluateText(shell, text)), testWorld(shell));
  }
  return testBinary(operator, left, text, testWorld(shell));
}

function* matchRegex(shell: Shell, left: string, right: Word): Task<boolean> {
  if (shell.dialect.kind !== 'bash') shell.notImplemented('`=~`');
  const source =
    right.text.startsWith('"') || right.text.startsWith("'")
      ? quoteRegex(yield* expandText(shell, right))
      : yield* expandText(shell, right);
  const match = new RegExp(
    source.replace(/\[:(\w+):\]/g, (_, name: string) => POSIX[name] ?? ''),
    'u',
  ).exec(left);
  shell.variables.setElements('BASH_REMATCH', match ? [...match].map((group) => group ?? '') : []);
  return match !== null;
}

const POSIX: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  space: '\\s',
  upper: 'A-Z',
  lower: 'a-z',
};

function quoteRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
