import { FsError } from '../files';
import { type Applet, UsageError } from './call';

/** link(1): a second name for a file. */
export const link: Applet = function* (call) {
  const [from, to, ...more] = call.args;
  if (from === undefined || to === undefined)
    return call.usage(from === undefined ? 'missing operand' : `missing operand after '${from}'`);
  if (more.length > 0) call.usage(`extra operand '${more[0]}'`);
  try {
    call.proc.fs.link(call.proc.path(from), call.proc.path(to));
    return 0;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(
      `${call.flavour === 'busybox' ? "can't create hardlink" : 'cannot create link'} '${to}' to '${from}': ${error.text}`,
    );
  }
};

/** unlink(1): takes a name away. */
export const unlink: Applet = function* (call) {
  const [path, ...more] = call.args;
  if (path === undefined) return call.usage();
  if (more.length > 0) call.usage(`extra operand '${more[0]}'`);
  try {
    if (call.proc.fs.stat(call.proc.path(path), { follow: false }).type === 'directory')
      throw new FsError('EISDIR', path);
    call.proc.fs.remove(call.proc.path(path));
    return 0;
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(
      `${call.flavour === 'busybox' ? "can't remove file" : 'cannot unlink'} '${path}': ${error.text}`,
    );
  }
};
