import { expect } from 'chai';
import { ProcessFailed } from '../kernel';
import { complaintOf } from './complaint';
import { UsageError } from './usageError';

function slip(): Error {
  try {
    return (undefined as unknown as { has(): Error }).has();
  } catch (error) {
    return error as Error;
  }
}

const COMMAND = ['play', 'my pod.yaml', '--for', '90s'];

describe('what a user is told of an error that ends a command', () => {
  const rows: [what: string, error: unknown, says: RegExp][] = [
    ['input that cannot be used', new UsageError('x.yaml is empty.'), /^x\.yaml is empty\.\n$/],
    ['an error with a sentence of its own', new Error('nothing listens there'), /^podwright: nothing listens there\n$/],
    ['something that is no error', 'ended', /^podwright: ended\n$/],
    [
      'a slip of the program',
      slip(),
      /^podwright: a fault of Podwright itself, and not of its input: Cannot read properties of undefined \(reading 'has'\) \(cli\/complaint\.test, line 8\)\.\nPlease report it, .*\n {2}PODWRIGHT_DEBUG=1 podwright play 'my pod\.yaml' --for 90s\n$/,
    ],
    [
      'a slip in a process of the simulation',
      new ProcessFailed('kubelet', 2000, slip()),
      /itself, and not of its input: kubelet failed at 2s: Cannot read .*complaint\.test, line 8/,
    ],
    [
      'a sentence in a process of the simulation',
      new ProcessFailed('sh', 2000, new Error('sed w is not implemented')),
      /^podwright: sh failed at 2s: sed w is not implemented\n$/,
    ],
  ];
  for (const [what, error, says] of rows)
    it(what, () => expect(complaintOf(error, { command: COMMAND })).to.match(says));

  it('the stack is for those who ask for it', () => {
    expect(complaintOf(slip(), { command: COMMAND })).not.to.match(/\n\s+at /);
    expect(complaintOf(slip(), { withStack: true })).to.match(/\n\s+at /);
    expect(complaintOf(new Error('a sentence'), { withStack: true })).to.match(/\n\s+at /);
  });
});
