import type { Task } from '../../kernel';
import { PosixRegExp, RegexError } from '../applets/regex';
import { TestError, type TestWorld, testBinary, testUnary } from '../applets/test';
import { evaluateText } from './arithmetic';
import { ShellError } from './control';
import { expandPattern, expandText, expandWords, piecesOf } from './expand';
import { matchesPattern } from './pattern';
import type { Shell } from './shell';
import type { TestCommand, TestExpression, Word } from './syntax';
import { trace, tracesCompounds } from './trace';

type TestBinary = Extract<TestExpression, { type: 'TestBinary' }>;

/** `[[ … ]]`: no splitting, patterns on the right of == and regular expressions on the right of =~ (bash). */
export function* runDoubleBracket(shell: Shell, node: TestCommand): Task<number> {
  if (shell.dialect.doubleBracket === 'none') {
    shell.complain('[[: not found');
    return 127;
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

export function testWorld(shell: Shell): TestWorld {
  return {
    proc: shell.proc,
    missingIsOld: shell.dialect.kind === 'bash',
    isVariableSet: (name) => shell.variables.isSet(name),
    isOptionSet: (name) => shell.options.has(name as 'e'),
  };
}

function* evaluate(shell: Shell, node: TestExpression, negated = false): Task<boolean> {
  switch (node.type) {
    case 'TestGroup':
      return yield* evaluate(shell, node.expression);
    case 'TestNot':
      return (yield* evaluate(shell, node.operand, true)) !== (node.negations.length % 2 === 1);
    case 'TestLogical':
      for (const operand of node.operands) {
        if ((yield* evaluate(shell, operand)) !== (node.operator === '&&')) return node.operator === '||';
      }
      return node.operator === '&&';
    case 'TestUnary':
      if (tracesCompounds(shell)) traceTest(shell, negated, [node.operator, yield* tracedOperand(shell, node.operand)]);
      return testUnary(node.operator, yield* operand(shell, node.operand), testWorld(shell));
    case 'TestBinary':
      if (tracesCompounds(shell)) traceTest(shell, negated, yield* tracedComparison(shell, node));
      return yield* compare(shell, node.operator, node.left, node.right);
  }
}

/** `set -x` of bash shows each test that is made. */
function traceTest(shell: Shell, negated: boolean, words: readonly string[]): void {
  trace(shell, negated ? ['[[', '!', ...words, ']]'] : ['[[', ...words, ']]']);
}

function* tracedOperand(shell: Shell, word: Word): Task<string> {
  return (yield* expandText(shell, word)) || "''";
}

/** What was quoted in a pattern is shown to be no wildcard. */
function* tracedComparison(shell: Shell, { left, operator, right }: TestBinary): Task<string[]> {
  const value = /^(=|==|!=)$/.test(operator)
    ? (yield* piecesOf(shell, right))
        .map(({ kind, text }) => (kind === 'quoted' ? text.replace(/[\s\S]/g, '\\$&') : text))
        .join('')
    : yield* tracedOperand(shell, right);
  return [yield* tracedOperand(shell, left), operator, value];
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
