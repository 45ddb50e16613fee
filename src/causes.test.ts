import { expect } from 'chai';
import { causesOf } from './causes';

describe('causes of an error', () => {
  const root = new TypeError('root');
  const middle = new Error('middle', { cause: root });
  const chains: readonly (readonly [what: string, error: unknown, messages: readonly string[]])[] = [
    ['itself first', new Error('top', { cause: middle }), ['top', 'middle', 'root']],
    ['itself alone', root, ['root']],
    ['no cause that is no error', new Error('top', { cause: 'a word' }), ['top']],
    ['none of what is no error', 'a word', []],
  ];
  for (const [what, error, messages] of chains)
    it(what, () => expect([...causesOf(error)].map(({ message }) => message)).to.deep.equal(messages));
});
