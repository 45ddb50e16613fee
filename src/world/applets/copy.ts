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
  if (node?.kind === 'file' && node.program !== undefined) fs.addProgram(to, node.program);
  else fs.writeFile(to, fs.readFile(from));
  fs.chmod(to, stat.mode);
}

/** Source and target pairs of cp, mv and ln: into a directory, or onto a name. */
function pairs(call: Call, words: readonly string[], directory?: string): [from: string, to: string][] {
  const sources = directory === undefined ? words.slice(0, -1) : words;
  const target = directory ?? words.at(-1);
  if (target === undefined || sources.length === 0) throw new UsageError('missing file operand');
  const { fs } = call.proc;
  const absolute = call.proc.path(target);
  const isDirectory = fs.exists(absolute) && fs.stat(absolute).type === 'directory';
  if (sources.length > 1 && !isDirectory) throw new UsageError(`target '${target}' is not a directory`);
  return sources.map((source) => [
    source,
    isDirectory ? joinPath(target, baseName(absolutePath(source, call.proc.cwd))) : target,
  ]);
}

export const cp: Applet = function* (call) {
  const { rest, has, value } = call.options('rRafpdLPinvut:');
  const recursive = has('r') || has('R') || has('a');
  let status = 0;
  for (const [from, to] of pairs(call, rest, value('t'))) {
    try {
      copy(call.proc, call.proc.path(from), call.proc.path(to), recursive);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      status = copyFailed(call, error, from, to);
    }
  }
  return status;
};

function copyFailed(call: Call, error: FsError, from: string, to: string): number {
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
  const { rest, value } = call.options('finvt:');
  let status = 0;
  for (const [from, to] of pairs(call, rest, value('t'))) {
    try {
      move(call.proc, call.proc.path(from), call.proc.path(to));
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      const words = call.flavour === 'busybox' ? `can't rename '${from}'` : `cannot stat '${from}'`;
      status = call.complain(`${words}: ${error.text}`);
    }
  }
  return status;
};

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
  const { rest, has } = call.options('sfnv');
  const targets = rest.length === 1 ? [[rest[0]!, baseName(rest[0]!)] as const] : pairs(call, rest);
  const { fs } = call.proc;
  let status = 0;
  for (const [from, to] of targets) {
    const path = call.proc.path(to);
    try {
      if (has('f') && fs.nodeAt(path, { follow: false })) fs.remove(path);
      if (has('s')) fs.symlink(from, path);
      else fs.link(call.proc.path(from), path);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      status = call.complain(
        call.flavour === 'busybox'
          ? `${to}: ${error.text}`
          : `failed to create ${has('s') ? 'symbolic' : 'hard'} link '${to}': ${error.text}`,
      );
    }
  }
  return status;
};

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
