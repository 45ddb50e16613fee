import { evaluateTest, isBinaryTest, isUnaryTest, TestError } from '../../applets/test';
import { testWorld } from '../doubleBracket';
import type { Shell } from '../shell';
import { fail, instant, type Words } from './builtin';

const MISSING_BRACKET: Words = { ash: 'missing ]', dash: '[: missing ]', bash: "[: missing `]'" };

/** `test` and `[`. */
export const test = (name: 'test' | '[') =>
  instant((shell, args) => {
    const { kind } = shell.dialect;
    if (name === '[' && args.at(-1) !== ']') return fail(shell, MISSING_BRACKET[kind], 2);
    const words = name === '[' ? args.slice(0, -1) : args;
    if (kind === 'dash' && words.length === 3 && words[1] === '==')
      return fail(shell, `${name}: ${words[0]}: unexpected operator`, 2);
    try {
      return evaluateTest(words, testWorld(shell)) ? 0 : 1;
    } catch (error) {
      if (!(error instanceof TestError)) throw error;
      const text = MESSAGES[kind](error, words);
      return fail(shell, kind === 'ash' ? text : `${name}: ${text}`, 2);
    }
  });

type Message = (error: TestError, words: readonly string[]) => string;

const MESSAGES: Readonly<Record<Shell['dialect']['kind'], Message>> = {
  ash: ({ kind, word }, words) => {
    if (kind === 'range') return `${word}: out of range`;
    if (kind === 'number') return word === '' ? 'bad number' : `${word}: bad number`;
    if (kind === 'argument') return 'argument expected';
    return words.length === 2 ? twoWords(words[1]!, words[1]!, 'unknown operand') : `${word}: unknown operand`;
  },
  dash: ({ kind, word }, words) => {
    if (kind === 'range' || kind === 'number') return `Illegal number: ${word}`;
    if (kind === 'argument') return `${word}: argument expected`;
    if (words.length === 2) return twoWords(words[1]!, words[0]!, 'unexpected operator');
    return `${isUnaryTest(words[0]!) ? words[1] : words[0]}: unexpected operator`;
  },
  bash: ({ kind, word }, words) => {
    if (kind === 'range' || kind === 'number') return `${word}: integer expression expected`;
    if (kind === 'argument') return `${word}: argument expected`;
    if (kind === 'unary') return `${word}: unary operator expected`;
    return words.length > 3 ? 'too many arguments' : `${words[1]}: binary operator expected`;
  },
};

/** Two words of which the second is an operator lack its right side. */
function twoWords(second: string, shown: string, text: string): string {
  return isBinaryTest(second) ? `${second}: argument expected` : `${shown}: ${text}`;
}
