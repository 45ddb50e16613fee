import { findExecutable, isExecutable } from '../process';
import type { Applet } from './call';

export const which: Applet = function* (call) {
  const { rest } = call.options('as');
  if (rest.length === 0) call.usage();
  let status = 0;
  for (const name of rest) {
    const path = findExecutable(name, call.proc);
    if (path !== undefined && isExecutable(call.proc.fs.nodeAt(path), call.proc)) call.out(`${path}\n`);
    else status = 1;
  }
  return status;
};
