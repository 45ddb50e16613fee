import { FsError } from '../files';
import type { Applet } from './call';

/** util-linux has a code of its own for "no". */
const NO = { busybox: 1, gnu: 32 };

/** mountpoint(1): whether something is mounted there. */
export const mountpoint: Applet = function* (call) {
  const { rest, has } = call.options('qdnx: quiet|q fs-devno|d devno=x nofollow');
  for (const letter of ['d', 'n', 'x', 'nofollow']) if (has(letter)) call.notImplemented(`-${letter}`);
  const [path] = rest;
  if (path === undefined || rest.length > 1) return call.usage('bad usage');
  const { fs } = call.proc;
  try {
    fs.stat(call.proc.path(path));
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return has('q') ? 1 : call.complain(`${path}: ${error.text}`);
  }
  const real = fs.realPath(call.proc.path(path));
  const yes = ['/', '/proc', ...fs.mountPoints()].includes(real);
  if (!has('q')) call.out(`${path} is ${yes ? 'a' : 'not a'} mountpoint\n`);
  return yes ? 0 : NO[call.flavour];
};
