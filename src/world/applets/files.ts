import type { Task } from '../../kernel';
import { baseName, Directory, dirName, FsError, joinPath } from '../files';
import { openForReading, openForWriting } from '../process';
import { readSome, roomIn } from '../stream';
import { type Applet, type Call, UsageError } from './call';
import { parseMode } from './mode';

const OPEN = { busybox: "can't open '%s'", gnu: '%s' };

/** The pieces of a file, or of stdin for `-`. */
export function* readPieces(call: Call, path: string, each: (data: string) => void): Task {
  const input = path === '-' ? call.proc.stdin : openForReading(call.proc, path).input;
  if (!input) return;
  for (let data = yield* readSome(input); data !== undefined; data = yield* readSome(input)) {
    each(data);
    yield* roomIn(call.proc.stdout);
  }
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
  const each = has('n')
    ? (data: string) => {
        text += data;
      }
    : (data: string) => call.out(data);
  const status = yield* call.eachPath(paths, OPEN, (path) => readFile(call, path, each));
  if (has('n')) {
    const lines = text.replace(/\n$/, '').split('\n');
    call.out(lines.map((l) => `${String(++line).padStart(6)}\t${l}\n`).join(''));
  }
  return status;
};

function readFile(call: Call, path: string, each: (data: string) => void): Task {
  const node = call.proc.fs.find(call.proc.path(path));
  if (call.flavour === 'busybox' && node instanceof Directory) throw new ReadError(path);
  return readPieces(call, path, each);
}

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
