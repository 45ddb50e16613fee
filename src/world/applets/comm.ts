import type { Task } from '../../kernel';
import { FsError } from '../files';
import { type Applet, type Call, UsageError } from './call';
import { readWhole } from './read';
import { linesOf } from './text';

/** comm(1): the lines of two sorted files, by who has them. */
export const comm: Applet = function* (call) {
  const { rest, has } = call.options('123 nocheck-order check-order output-delimiter= total');
  for (const name of ['check-order', 'output-delimiter', 'total']) if (has(name)) call.notImplemented(`--${name}`);
  if (rest.length < 2) call.usage(rest[0] === undefined ? 'missing operand' : `missing operand after '${rest[0]}'`);
  if (rest.length > 2) call.usage(`extra operand '${rest[2]}'`);
  const [left, right] = [yield* linesIn(call, rest[0]!), yield* linesIn(call, rest[1]!)];
  const indent = (column: number) => '\t'.repeat([1, 2].filter((each) => each < column && !has(String(each))).length);
  const tell = (column: number, line: string) => {
    if (!has(String(column))) call.out(`${indent(column)}${line}\n`);
  };
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [a, b] = [left[i], right[j]];
    if (a !== undefined && (b === undefined || a < b)) tell(1, left[i++]!);
    else if (a === undefined || b! < a) tell(2, right[j++]!);
    else {
      tell(3, a);
      i++;
      j++;
    }
  }
  return 0;
};

function* linesIn(call: Call, path: string): Task<string[]> {
  try {
    return linesOf(yield* readWhole(call, path));
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(call.flavour === 'busybox' ? `can't open '${path}': ${error.text}` : `${path}: ${error.text}`);
  }
}
