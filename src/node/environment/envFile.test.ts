import { expect } from 'chai';
import { valueInEnvFile } from './envFile';

describe('files of variables', () => {
  for (const [what, text, value] of [
    ['a line', "A='1'\nKEY='two words'\n", 'two words'],
    ['no newline at the end', "KEY='1'", '1'],
    ['comments, blank lines and leading blanks', "# first\n\n  KEY='1' # one\n", '1'],
    ['several lines in quotes', "KEY='a\nb'\nB='c'\n", 'a\nb'],
    ['a double quote and a backslash, which are no signs here', `KEY='"\\n'\n`, '"\\n'],
    ['a name that comes twice: the first', "KEY='1'\nKEY='2'\n", '1'],
    ['another name', "KEYS='1'\n", undefined],
    ['nothing', '', undefined],
  ] as const)
    it(`may hold ${what}`, () => expect(valueInEnvFile(text, 'KEY')).to.equal(value));

  for (const text of ["KEY = '1'\n", 'KEY=1\n', 'KEY="1"\n', "KEY='1\n", "KEY='1'x\n", 'words\nKEY=1\n'])
    it(`may not hold ${JSON.stringify(text)}`, () => expect(() => valueInEnvFile(text, 'KEY')).to.throw(SyntaxError));
});
