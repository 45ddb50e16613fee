import type { Task } from '../../kernel';
import { PosixRegExp, RegexError } from '../applets/regex';
import { TestError, type TestWorld, testBinary, testUnary } from '../applets/test';
import { evaluateText } from './arithmetic';
import { ShellError } from './control';
import { expandPattern, expandText, expandWords } from './expand';
import { matchesPattern } from './pattern';
import type { Shell } from './shell';
import type { TestCommand, TestExpression, Word } from './syntax';
import { trace } from './trace';

/** `[[ … ]]`: no splitting, patterns on the right of == and regular expressions on the right of =~ (bash). */
export function* runDoubleBracket(shell: Shell, node: TestCommand): Task<number> {
  if (shell.dialect.doubleBracket === 'none') {
    shell.complain('[[: not found');
    return 127;
  }
  if (shell.options.has('x') && shell.dialect.kind === 'bash') {
    trace(shell, ['[[', yield* traced(shell, node.expression), ']]']);
  }
  try {
    return (yield* evaluate(shell, node.expression)) ? 0 : 1;
  } catch (error) {
    // An expression that makes no sense to regcomp(3) is silently one that does not match, but for its status.
    if (error instanceof RegexError) return 2;
    if (shell.dialect.doubleBracket === 'plain' && error instanceof TestError) {
      shell.complain(`${error.word}: unknown operand`);
      return 2;
    }
    if (shell.dialect.doubleBracket !== 'full') throw error;
    if (!(error instanceof TestError || error instanceof ShellError)) throw error;
    shell.complain(`[[: ${error.message}: syntax error`);
    return 2;
  }
}

/** `set -x` of bash shows each comparison with its values. */
function* traced(shell: Shell, node: TestExpression): Task<string> {
  switch (node.type) {
    case 'TestUnary':
      return `${node.operator} ${yield* expandText(shell, node.operand)}`;
    case 'TestBinary':
      return `${yield* expandText(shell, node.left)} ${node.operator} ${yield* expandText(shell, node.right)}`;
    case 'TestNot':
      return `! ${yield* traced(shell, node.operand)}`;
    case 'TestGroup':
      return `( ${yield* traced(shell, node.expression)} )`;
    case 'TestLogical':
      return yield* traced(shell, node.operands[0]!);
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
      return testUnary(node.operator, yield* operand(shell, node.operand), testWorld(shell));
    case 'TestBinary':
      return yield* compare(shell, node.operator, node.left, node.right);
  }
}

function* compare(shell: Shell, operator: string, leftWord: Word, rightWord: Word): Task<boolean> {
  const full = shell.dialect.doubleBracket === 'full';
  const left = yield* operand(shell, leftWord);
  if (operator === '=~') return yield* matchRegex(shell, left, rightWord);
  if (/^(=|==|!=)$/.test(operator)) {
    // ash does not tell what was quoted: all of it is a pattern.
    const pattern = full ? yield* expandPattern(shell, rightWord) : yield* operand(shell, rightWord);
    return matchesPattern(pattern, left) !== (operator === '!=');
  }
  const text = yield* operand(shell, rightWord);
  if (full && /^-(eq|ne|lt|le|gt|ge)$/.test(operator)) {
    const a = yield* evaluateText(shell, left);
    return testBinary(operator, String(a), String(yield* evaluateText(shell, text)), testWorld(shell));
  }
  return testBinary(operator, left, text, testWorld(shell));
}

/** One operand. In ash it is split like any other word, and must be one word then. */
function* operand(shell: Shell, word: Word): Task<string> {
  if (shell.dialect.doubleBracket === 'full') return yield* expandText(shell, word);
  const words = yield* expandWords(shell, [word]);
  if (words.length > 1) throw new TestError('binary', words[1]!);
  return words[0] ?? '';
}

function* matchRegex(shell: Shell, left: string, right: Word): Task<boolean> {
  const quoted = /^(["']).*\1$/s.test(right.text);
  const text = yield* operand(shell, right);
  const kind = quoted && shell.dialect.kind === 'bash' ? 'fixed' : 'extended';
  const match = PosixRegExp.compile(text, kind).exec(left);
  if (shell.dialect.arrays) {
    shell.variables.setElements('BASH_REMATCH', match ? [...match].map((group) => group ?? '') : []);
  }
  return match !== null;
}
