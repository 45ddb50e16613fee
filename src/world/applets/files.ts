import type { Task } from '../../kernel';
import { absolutePath, baseName, dirName, FsError, joinPath } from '../files';
import { openForReading, openForWriting, type Proc } from '../process';
import { readSome } from '../stream';
import { type Applet, type Call, UsageError } from './call';

const OPEN = { busybox: "can't open '%s'", gnu: '%s' };

/** The pieces of a file, or of stdin for `-`. */
export function* readPieces(call: Call, path: string, each: (data: string) => void): Task {
  const input = path === '-' ? call.proc.stdin : openForReading(call.proc, path).input;
  if (!input) return;
  for (let data = yield* readSome(input); data !== undefined; data = yield* readSome(input)) each(data);
}

/** The whole of a file, or of stdin for `-`. */
export function* readWhole(call: Call, path: string): Task<string> {
  const pieces: string[] = [];
  yield* readPieces(call, path, (data) => pieces.push(data));
  return pieces.join('');
}

export const cat: Applet = function* (call) {
  const { rest, has } = call.options('nuvetA');
  let line = 0;
  let text = '';
  const paths = rest.length > 0 ? rest : ['-'];
  const status = yield* call.eachPath(paths, OPEN, function* (path) {
    if (call.proc.fs.exists(call.proc.path(path)) && call.proc.fs.stat(call.proc.path(path)).type === 'directory') {
      if (call.flavour === 'busybox') throw new ReadError(path);
    }
    yield* readPieces(call, path, (data) => {
      if (has('n')) text += data;
      else call.out(data);
    });
  });
  if (has('n')) {
    const lines = text.replace(/\n$/, '').split('\n');
    call.out(lines.map((l) => `${String(++line).padStart(6)}\t${l}\n`).join(''));
  }
  return status;
};

/** busybox opens a directory and fails when it reads it. */
class ReadError extends FsError {
  constructor(path: string) {
    super('EISDIR', path);
  }
}

export const touch: Applet = function* (call) {
  const { rest, has } = call.options('cam no-create|c');
  if (rest.length === 0) throw new UsageError('missing file operand');
  return yield* call.eachPath(rest, { busybox: '%s', gnu: "cannot touch '%s'" }, function* (path) {
    const { fs } = call.proc;
    const absolute = call.proc.path(path);
    if (fs.exists(absolute)) fs.setTime(absolute);
    else if (!has('c')) fs.writeFile(absolute, '');
  });
};

export const rm: Applet = function* (call) {
  const { rest, has } = call.options('rRfiv recursive|r force|f');
  if (rest.length === 0 && !has('f')) throw new UsageError('missing operand');
  const recursive = has('r') || has('R');
  const { fs } = call.proc;
  return yield* call.eachPath(rest, { busybox: "can't remove '%s'", gnu: "cannot remove '%s'" }, function* (path) {
    const absolute = call.proc.path(path);
    let directory: boolean;
    try {
      directory = fs.stat(absolute, { follow: false }).type === 'directory';
    } catch (error) {
      if (has('f') && error instanceof FsError && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return;
      throw error;
    }
    if (directory && !recursive) throw new FsError('EISDIR', path);
    fs.remove(absolute, { recursive });
  });
};

export const rmdir: Applet = function* (call) {
  const { rest } = call.options('p');
  return yield* call.eachPath(rest, { busybox: "'%s'", gnu: "failed to remove '%s'" }, function* (path) {
    const absolute = call.proc.path(path);
    if (call.proc.fs.stat(absolute, { follow: false }).type !== 'directory') throw new FsError('ENOTDIR', path);
    call.proc.fs.remove(absolute);
  });
};

export const mkdir: Applet = function* (call) {
  const { rest, has, value } = call.options('pm:v parents|p mode=m');
  if (rest.length === 0) throw new UsageError('missing operand');
  const mode = value('m') === undefined ? undefined : Number.parseInt(value('m')!, 8);
  const words = { busybox: "can't create directory '%s'", gnu: "cannot create directory '%s'" };
  return yield* call.eachPath(rest, words, function* (path) {
    call.proc.fs.mkdir(call.proc.path(path), { recursive: has('p'), ...(mode === undefined ? {} : { mode }) });
  });
};

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

/** `755`, `u+x`, `a-w`, `+x`, `go=r`; undefined when it makes no sense. */
export function parseMode(text: string, before: number): number | undefined {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  let mode = before;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause);
    if (!match) return undefined;
    const who = match[1] === '' || match[1]!.includes('a') ? 'ugo' : match[1]!;
    let bits = 0;
    if (match[3]!.includes('r')) bits |= 4;
    if (match[3]!.includes('w')) bits |= 2;
    if (match[3]!.includes('x') || (match[3]!.includes('X') && (before & 0o111) !== 0)) bits |= 1;
    let mask = 0;
    let whole = 0;
    for (const letter of who) {
      const shift = letter === 'u' ? 6 : letter === 'g' ? 3 : 0;
      mask |= bits << shift;
      whole |= 7 << shift;
    }
    if (match[2] === '+') mode |= mask;
    else if (match[2] === '-') mode &= ~mask;
    else mode = (mode & ~whole) | mask;
  }
  return mode;
}

function* eachBelow(call: Call, path: string, recursive: boolean, visit: (path: string) => void): Task {
  visit(path);
  const { fs } = call.proc;
  if (!recursive || fs.stat(path).type !== 'directory') return;
  for (const name of fs.list(path)) yield* eachBelow(call, joinPath(path, name), true, visit);
}

export const chmod: Applet = function* (call) {
  const recursive = /^-\w*R/.test(call.args[0] ?? '');
  const [mode = '', ...paths] = recursive ? call.args.slice(1) : call.args;
  if (parseMode(mode, 0) === undefined) return call.complain(`invalid mode '${mode}'`);
  const words = { busybox: '%s', gnu: "cannot access '%s'" };
  return yield* call.eachPath(paths, words, function* (path) {
    yield* eachBelow(call, call.proc.path(path), recursive, (file) => {
      call.proc.fs.chmod(file, parseMode(mode, call.proc.fs.stat(file).mode)!);
    });
  });
};

export const chown: Applet = function* (call) {
  const { rest, has } = call.options('RhvLPf');
  const [owner = '', ...paths] = rest;
  const [user, group] = owner.split(/[:.]/);
  const number = (name: string | undefined) =>
    name === undefined || name === ''
      ? 0
      : /^\d+$/.test(name)
        ? Number(name)
        : name === 'root'
          ? 0
          : name === 'nobody'
            ? 65534
            : 101;
  return yield* call.eachPath(paths, { busybox: '%s', gnu: "cannot access '%s'" }, function* (path) {
    yield* eachBelow(call, call.proc.path(path), has('R'), (file) => {
      if (call.name === 'chgrp') call.proc.fs.chown(file, call.proc.fs.stat(file).uid, number(user));
      else call.proc.fs.chown(file, number(user), number(group ?? user));
    });
  });
};

/** `mktemp [-d] [template]`. */
export const mktemp: Applet = function* (call) {
  const { rest, has, value } = call.options('dqup: tmpdir=p');
  const directory = value('p') ?? call.proc.env['TMPDIR'] ?? '/tmp';
  const template = rest[0] ?? joinPath(directory, call.flavour === 'busybox' ? 'tmp.XXXXXX' : 'tmp.XXXXXXXXXX');
  const random = call.proc.kernel.random.stream(`mktemp/${call.proc.namespace.name}`);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const path = template.replace(/X{3,}/, (xs) => random.text(xs.length, alphabet));
  try {
    if (has('d')) call.proc.fs.mkdir(call.proc.path(path), { mode: 0o700 });
    else if (!has('u')) call.proc.fs.writeFile(call.proc.path(path), '', { mode: 0o600 });
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return call.complain(`${path}: ${error.text}`);
  }
  call.out(`${path}\n`);
  return 0;
};

export const basename: Applet = function* (call) {
  const [path = '', suffix = ''] = call.args;
  const name = baseName(path);
  call.out(`${suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`);
  return 0;
};

export const dirname: Applet = function* (call) {
  call.out(`${dirName(call.args[0] ?? '')}\n`);
  return 0;
};

export const readlink: Applet = function* (call) {
  const { rest, has } = call.options('fnev');
  const path = call.proc.path(rest[0] ?? '');
  try {
    const text = has('f') || has('e') ? call.proc.fs.realPath(path) : call.proc.fs.readLink(path);
    call.out(text + (has('n') ? '' : '\n'));
    return 0;
  } catch (error) {
    if (error instanceof FsError) return 1;
    throw error;
  }
};

export const realpath: Applet = function* (call) {
  const { rest } = call.options('se');
  return yield* call.eachPath(rest, { busybox: '%s', gnu: '%s' }, function* (path) {
    call.out(`${call.proc.fs.realPath(call.proc.path(path))}\n`);
  });
};

/** `truncate -s SIZE file`. */
export const truncate: Applet = function* (call) {
  const { rest, value } = call.options('s:c');
  const size = Number(value('s') ?? 'NaN');
  if (Number.isNaN(size)) call.notImplemented(`-s ${value('s')}`);
  return yield* call.eachPath(rest, { busybox: '%s', gnu: "cannot open '%s' for writing" }, function* (path) {
    const absolute = call.proc.path(path);
    const text = call.proc.fs.exists(absolute) ? call.proc.fs.readFile(absolute) : '';
    call.proc.fs.writeFile(absolute, text.slice(0, size).padEnd(size, '\0'));
  });
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

/** Copies stdin to stdout and to files. */
export const tee: Applet = function* (call) {
  const { rest, has } = call.options('ai');
  const outputs = rest.map((path) => openForWriting(call.proc, path, { append: has('a') }));
  yield* readPieces(call, '-', (data) => {
    call.out(data);
    for (const { output } of outputs) output?.write(data);
  });
  return 0;
};
