import { absolutePath, baseName, dirName, FsError, joinPath } from '../files';
import type { Proc } from '../process';
import { type Applet, type Call, UsageError } from './call';

/** Copies a file or, with `recursive`, a directory with what is in it. */
function copy(proc: Proc, from: string, to: string, recursive: boolean): void {
  const { fs } = proc;
  const stat = fs.stat(from);
  if (stat.type === 'directory') {
    if (!recursive) throw new FsError('EISDIR', from);
    fs.mkdir(to, { recursive: true });
    for (const name of fs.list(from)) copy(proc, joinPath(from, name), joinPath(to, name), true);
    return;
  }
  const node = fs.nodeAt(from);
  const data = fs.readFile(from);
  if (node?.kind === 'file' && node.program !== undefined) fs.addProgram(to, node.program);
  else fs.writeFile(to, data);
  fs.chmod(to, stat.mode);
}

/** Source and target pairs of cp, mv and ln: into a directory, or onto a name. */
function pairs(call: Call, words: readonly string[], directory?: string): [from: string, to: string][] {
  const sources = directory === undefined ? words.slice(0, -1) : words;
  const target = directory ?? words.at(-1);
  if (target === undefined) return call.usage('missing file operand');
  if (sources.length === 0) return call.usage(`missing destination file operand after '${target}'`);
  const { fs } = call.proc;
  const absolute = call.proc.path(target);
  const isDirectory = fs.exists(absolute) && fs.stat(absolute).type === 'directory';
  // busybox tries to make them inside of what is no directory, and fails at each.
  const several = sources.length > 1 && !isDirectory;
  if (several && call.flavour === 'gnu') throw new UsageError(`target '${target}' is not a directory`);
  return sources.map((source) => [
    source,
    isDirectory || several ? joinPath(target, baseName(absolutePath(source, call.proc.cwd))) : target,
  ]);
}

export const cp: Applet = function* (call) {
  const { rest, has, value } = call.options(
    'rRafpdLPHinvuTt: recursive|r archive|a force|f verbose|v no-clobber|n update|u',
  );
  if (has('T')) call.notImplemented('-T');
  const recursive = has('r') || has('R') || has('a');
  const { fs } = call.proc;
  let status = 0;
  for (const [from, to] of pairs(call, rest, value('t'))) {
    const [source, target] = [call.proc.path(from), call.proc.path(to)];
    if (fs.exists(target) && (has('n') || (has('u') && fs.exists(source) && !isNewer(call.proc, source, target))))
      continue;
    if (fs.exists(source) && fs.exists(target) && fs.realPath(source) === fs.realPath(target)) {
      if (fs.stat(source).type !== 'directory') status = call.complain(`'${from}' and '${to}' are the same file`);
      continue;
    }
    try {
      copy(call.proc, source, target, recursive);
      if (has('p') || has('a')) fs.setTime(target, fs.stat(source).mtimeMs);
      if (has('v')) call.out(`'${from}' -> '${to}'\n`);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      status = copyFailed(call, error, from, to);
    }
  }
  return status;
};

function isNewer({ fs }: Proc, path: string, than: string): boolean {
  return fs.stat(path).mtimeMs > fs.stat(than).mtimeMs;
}

function copyFailed(call: Call, error: FsError, from: string, to: string): number {
  if (error.code === 'ENOSPC') return call.complain(noRoom(call, error, to));
  const missing = error.path === call.proc.path(from);
  if (error.code === 'EISDIR' && missing) {
    return call.complain(
      call.flavour === 'busybox' ? `omitting directory '${from}'` : `-r not specified; omitting directory '${from}'`,
    );
  }
  const gnu = missing ? `cannot stat '${from}'` : `cannot create regular file '${to}'`;
  const busybox = missing ? `can't stat '${from}'` : `can't create '${to}'`;
  return call.complain(`${call.flavour === 'busybox' ? busybox : gnu}: ${error.text}`);
}

export const mv: Applet = function* (call) {
  const { rest, has, value } = call.options('finvuTt: force|f no-clobber|n verbose|v');
  if (has('T') || has('u')) call.notImplemented(has('T') ? '-T' : '-u');
  let status = 0;
  for (const [from, to] of pairs(call, rest, value('t'))) {
    const [source, target] = [call.proc.path(from), call.proc.path(to)];
    if (has('n') && call.proc.fs.exists(target)) continue;
    try {
      if (`${target}/`.startsWith(`${source}/`) && call.proc.fs.exists(source)) throw new FsError('EINVAL', from);
      move(call.proc, source, target);
      if (has('v')) call.out(call.flavour === 'busybox' ? `'${from}' -> '${to}'\n` : `renamed '${from}' -> '${to}'\n`);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      status = call.complain(moveFailed(call, error, from, to));
    }
  }
  return status;
};

/** Source: BusyBox 1.35 and coreutils 9.1, recorded. */
function noRoom(call: Call, { text }: FsError, to: string): string {
  return call.flavour === 'busybox' ? `write error: ${text}` : `error writing '${to}': ${text}`;
}

function moveFailed(call: Call, error: FsError, from: string, to: string): string {
  if (error.code === 'ENOSPC') return noRoom(call, error, to);
  if (call.flavour === 'busybox') return `can't rename '${from}': ${error.text}`;
  if (error.code === 'EINVAL') return `cannot move '${from}' to a subdirectory of itself, '${to}'`;
  const missing = !call.proc.fs.exists(call.proc.path(from));
  return missing ? `cannot stat '${from}': ${error.text}` : `cannot move '${from}' to '${to}': ${error.text}`;
}

/** Across a mount, mv copies and removes. */
function move(proc: Proc, from: string, to: string): void {
  try {
    proc.fs.rename(from, to);
  } catch (error) {
    if (!(error instanceof FsError) || error.code !== 'EXDEV') throw error;
    copy(proc, from, to, true);
    proc.fs.remove(from, { recursive: true });
  }
}

export const ln: Applet = function* (call) {
  const { rest, has } = call.options('sfnvbTr symbolic|s force|f no-dereference|n');
  for (const letter of 'bTr') if (has(letter)) call.notImplemented(`-${letter}`);
  if (rest.length === 0) call.usage('missing file operand');
  const { fs } = call.proc;
  const last = rest.at(-1)!;
  // With -n a link to a directory is replaced, not followed.
  const isLink = fs.nodeAt(call.proc.path(last), { follow: false })?.kind === 'link';
  const onto = has('n') && isLink && rest.length === 2;
  const targets =
    rest.length === 1
      ? [[rest[0]!, baseName(rest[0]!)] as const]
      : onto
        ? [[rest[0]!, last] as const]
        : pairs(call, rest);
  let status = 0;
  for (const [from, to] of targets) {
    const path = call.proc.path(to);
    try {
      if (!has('s')) fs.stat(call.proc.path(from), { follow: false });
      if (has('f') && fs.nodeAt(path, { follow: false })) fs.remove(path);
      if (has('s')) fs.symlink(from, path);
      else fs.link(call.proc.path(from), path);
      if (has('v')) call.out(`'${to}' -> '${from}'\n`);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      const missing = !has('s') && error.code === 'ENOENT' && error.path === call.proc.path(from);
      status = call.complain(linkFailed(call, error, from, to, { missing, kind: has('s') ? 'symbolic' : 'hard' }));
    }
  }
  return status;
};

function linkFailed(
  call: Call,
  error: FsError,
  from: string,
  to: string,
  { missing, kind }: { missing: boolean; kind: string },
): string {
  if (call.flavour === 'busybox') return `${missing ? from : to}: ${error.text}`;
  return missing ? `failed to access '${from}': ${error.text}` : `failed to create ${kind} link '${to}': ${error.text}`;
}

export const install: Applet = function* (call) {
  const { rest, has, value } = call.options('dDm:o:g:c');
  const mode = Number.parseInt(value('m') ?? '755', 8);
  if (has('d')) for (const path of rest) call.proc.fs.mkdir(call.proc.path(path), { recursive: true, mode });
  else {
    for (const [from, to] of pairs(call, rest)) {
      const target = call.proc.path(to);
      if (has('D')) call.proc.fs.mkdir(dirName(target), { recursive: true });
      copy(call.proc, call.proc.path(from), target, false);
      call.proc.fs.chmod(target, mode);
    }
  }
  return 0;
};
