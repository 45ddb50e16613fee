import { baseName, dirName, FsError, joinPath } from '../files';
import type { Applet, Call } from './call';

/** A path and the directories that it leads through: `a/b/c`, `a/b`, `a`. */
export function withParents(path: string): string[] {
  const parts = path.replace(/\/+$/, '').split('/');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('/')).filter((part) => part !== '');
}

export const basename: Applet = function* (call) {
  const { rest, has, value } = call.options('as: multiple|a suffix=s', 'first');
  const several = has('a') || has('s');
  if (rest.length === 0) call.usage();
  if (rest.length > 2 && !several) return call.usage(`extra operand '${rest[2]}'`);
  const suffix = several ? (value('s') ?? '') : (rest[1] ?? '');
  for (const path of several ? rest : rest.slice(0, 1)) {
    const name = path === '' ? '' : baseName(path) || '/';
    call.out(`${suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`);
  }
  return 0;
};

export const dirname: Applet = function* (call) {
  const paths = call.args.filter((arg) => arg !== '--');
  if (paths.length === 0 || (paths.length > 1 && call.flavour === 'busybox')) call.usage();
  for (const path of paths) call.out(`${dirName(path)}\n`);
  return 0;
};

export const readlink: Applet = function* (call) {
  const { rest, has } = call.options('fnevmsqz canonicalize|f');
  if (rest.length === 0) call.usage();
  const path = call.proc.path(rest[0]!);
  try {
    const text = has('f') || has('e') ? canonical(call, path, has('f')) : call.proc.fs.readLink(path);
    call.out(text + (has('n') ? '' : '\n'));
    return 0;
  } catch (error) {
    if (error instanceof FsError) return 1;
    throw error;
  }
};

/** With -f the last component may be missing; not for busybox, which asks realpath(3). */
function canonical(call: Call, path: string, lenient: boolean): string {
  const { fs } = call.proc;
  if (!lenient || call.flavour === 'busybox' || fs.exists(path)) return fs.realPath(path);
  return joinPath(fs.realPath(dirName(path)), baseName(path));
}

export const realpath: Applet = function* (call) {
  const { rest } = call.options('se');
  return yield* call.eachPath(rest, { busybox: '%s', gnu: '%s' }, function* (path) {
    call.out(`${call.proc.fs.realPath(call.proc.path(path))}\n`);
  });
};
