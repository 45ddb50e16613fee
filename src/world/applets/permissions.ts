import type { Task } from '../../kernel';
import { accountOf, accountOfUser, groupIdOf } from '../accounts';
import { FsError, joinPath } from '../files';
import { type Applet, type Call, UsageError } from './call';
import { parseMode } from './mode';

/** Changes files one by one, with `recursive` what is in them too: what is refused is told, and the rest goes on. */
function* changeEach(
  call: Call,
  paths: readonly string[],
  { recursive, what }: { recursive: boolean; what: string },
  change: (file: string, path: string) => void,
): Task<number> {
  const { fs } = call.proc;
  let refused = 0;
  const visit = function* (path: string): Task {
    const file = call.proc.path(path);
    try {
      change(file, path);
    } catch (error) {
      if (!(error instanceof FsError) || error.code !== 'EPERM') throw error;
      const about = call.flavour === 'gnu' ? `changing ${what} of '${path}'` : path;
      refused = call.complain(`${about}: ${error.text}`);
    }
    if (!recursive || fs.stat(file).type !== 'directory') return;
    for (const name of fs.list(file)) yield* visit(joinPath(path, name));
  };
  const status = yield* call.eachPath(paths, { busybox: '%s', gnu: "cannot access '%s'" }, visit);
  return status || refused;
}

export const chmod: Applet = function* (call) {
  // `-x` and its like are modes, not options.
  const options = call.args.filter((arg) => /^-[Rcvf]+$/.test(arg) || arg === '--recursive').join('');
  const [mode, ...paths] = call.args.filter((arg) => !/^-[Rcvf]+$/.test(arg) && arg !== '--recursive' && arg !== '--');
  if (mode === undefined || paths.length === 0)
    return call.usage(mode === undefined ? undefined : `missing operand after '${mode}'`);
  const { fs, umask } = call.proc;
  if (parseMode(mode, 0, umask) === undefined)
    return call.complain(`invalid mode${call.flavour === 'gnu' ? ':' : ''} '${mode}'`);
  const recursive = options.includes('R') || options.includes('r');
  return yield* changeEach(call, paths, { recursive, what: 'permissions' }, (file, path) => {
    const changed = parseMode(mode, fs.stat(file).mode & 0o7777, umask)!;
    fs.chmod(file, changed);
    if (options.includes('v')) call.out(`mode of '${path}' changed to ${modeShown(changed)}\n`);
  });
};

function modeShown(mode: number): string {
  const letters = [...'rwxrwxrwx'].map((letter, i) => ((mode >> (8 - i)) & 1 ? letter : '-')).join('');
  return `${mode.toString(8).padStart(4, '0')} (${letters})`;
}

/** chown and chgrp: names that the images do not have are unknown. */
export const chown: Applet = function* (call) {
  const { rest, has } = call.options('RhvLPfcH recursive|R no-dereference|h');
  const [owner, ...paths] = rest;
  if (owner === undefined || paths.length === 0) return call.usage();
  const [user = '', group] = call.name === 'chgrp' ? ['', owner] : owner.split(/[:.]/);
  const { fs } = call.proc;
  const uid = user === '' ? undefined : (accountOfUser(fs, user)?.uid ?? unknownOwner(call, 'user', user));
  // `name:` means the group of that user; of a number that nobody has, BusyBox takes the same (recorded).
  const own = group === '' ? (accountOf(fs, user)?.gid ?? uid) : undefined;
  const gid = group ? (groupIdOf(fs, group) ?? unknownOwner(call, 'group', group)) : own;
  const what = call.name === 'chgrp' ? 'group' : 'ownership';
  return yield* changeEach(call, paths, { recursive: has('R'), what }, (file) => {
    const before = fs.stat(file);
    fs.chown(file, uid ?? before.uid, gid ?? before.gid);
  });
};

function unknownOwner(call: Call, what: 'user' | 'group', name: string): never {
  throw new UsageError(call.flavour === 'busybox' ? `unknown ${what} ${name}` : `invalid ${what}: '${name}'`);
}
