import { FsError } from '../files';
import type { Applet } from './call';
import { withParents } from './paths';

export const rm: Applet = function* (call) {
  const { rest, has } = call.options('rRfivd recursive|r force|f verbose|v');
  if (rest.length === 0 && !has('f')) call.usage();
  const recursive = has('r') || has('R');
  const busybox = call.flavour === 'busybox';
  const { fs } = call.proc;
  let refused = 0;
  const paths = rest.filter((path) => {
    if (!/(?:^|\/)\.\.?\/*$/.test(path)) return true;
    refused = call.complain(
      busybox ? "can't remove '.' or '..'" : `refusing to remove '.' or '..' directory: skipping '${path}'`,
    );
    return false;
  });
  const words = { busybox: "can't remove '%s'", gnu: "cannot remove '%s'" };
  const status = yield* call.eachPath(paths, words, function* (path) {
    const absolute = call.proc.path(path);
    let directory: boolean;
    try {
      directory = fs.stat(absolute, { follow: false }).type === 'directory';
    } catch (error) {
      if (has('f') && error instanceof FsError && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return;
      throw error;
    }
    if (directory && !recursive && busybox) {
      refused = call.complain(`'${path}' is a directory`);
      return;
    }
    if (directory && !recursive) throw new FsError('EISDIR', path);
    fs.remove(absolute, { recursive });
    if (has('v')) call.out(`removed ${directory && !busybox ? 'directory ' : ''}'${path}'\n`);
  });
  return status || refused;
};

export const rmdir: Applet = function* (call) {
  const { rest, has } = call.options('p parents|p');
  if (rest.length === 0) call.usage();
  const paths = has('p') ? rest.flatMap(withParents) : rest;
  return yield* call.eachPath(paths, { busybox: "'%s'", gnu: "failed to remove '%s'" }, function* (path) {
    const absolute = call.proc.path(path);
    if (call.proc.fs.stat(absolute, { follow: false }).type !== 'directory') throw new FsError('ENOTDIR', path);
    call.proc.fs.remove(absolute);
  });
};
