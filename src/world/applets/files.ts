import type { Task } from '../../kernel';
import { baseName, Directory, dirName, FsError, joinPath } from '../files';
import { openForReading, openForWriting } from '../process';
import { type Output, readSome, roomIn } from '../stream';

import { type Applet, type Call, UsageError } from './call';
import { parseTime } from './date';
import { userId } from './identity';
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
  const { rest, has } = call.options('nbuvetAsTE number|n');
  for (const letter of 'sTE') if (has(letter)) call.notImplemented(`-${letter}`);
  const paths = rest.length > 0 ? rest : ['-'];
  if (!['n', 'b', 'v', 'e', 't', 'A'].some(has)) {
    return yield* call.eachPath(paths, OPEN, (path) => readFile(call, path, (data) => call.out(data)));
  }
  let text = '';
  const status = yield* call.eachPath(paths, OPEN, (path) =>
    readFile(call, path, (data) => {
      text += data;
    }),
  );
  call.out(shownLines(text, has));
  return status;
};

/** Numbered by -n, or by -b without the empty lines; -v, -e, -t and -A make visible what is not. */
function shownLines(text: string, has: (letter: string) => boolean): string {
  let number = 0;
  return text.replace(/([^\n]*)(\n|$)/g, (whole, line: string, end: string) => {
    if (whole === '') return '';
    const numbered = has('b') ? line !== '' : has('n');
    const visible = has('A') || has('e') || has('t') || has('v') ? visibleText(line, has('A') || has('t')) : line;
    const mark = end !== '' && (has('A') || has('e')) ? '$' : '';
    return `${numbered ? `${String(++number).padStart(6)}\t` : ''}${visible}${mark}${end}`;
  });
}

function visibleText(line: string, tabs: boolean): string {
  return line.replace(/[\x00-\x1f\x7f]/g, (c) => {
    if (c === '\t' && !tabs) return c;
    return c === '\x7f' ? '^?' : `^${String.fromCharCode(c.charCodeAt(0) + 64)}`;
  });
}

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
  const { rest, has, value } = call.options('camhd:t:r: no-create|c date=d reference=r');
  if (rest.length === 0) call.usage('missing file operand');
  const timeMs = touchTime(call, value);
  return yield* call.eachPath(rest, { busybox: '%s', gnu: "cannot touch '%s'" }, function* (path) {
    const { fs } = call.proc;
    const absolute = call.proc.path(path);
    if (!fs.exists(absolute)) {
      if (has('c')) return;
      openForWriting(call.proc, path);
    }
    fs.setTime(absolute, timeMs);
  });
};

/** The time of -d, -t or -r; files count from the start of the machine's clock. */
function touchTime(call: Call, value: (letter: string) => string | undefined): number | undefined {
  const reference = value('r');
  if (reference !== undefined) return call.proc.fs.stat(call.proc.path(reference)).mtimeMs;
  const text = value('d') ?? value('t');
  if (text === undefined) return undefined;
  const wallMs = parseTime(text, call.proc.wallMs());
  if (wallMs === undefined)
    throw new UsageError(`invalid date ${call.flavour === 'busybox' ? `'${text}'` : `format '${text}'`}`);
  return wallMs - call.proc.machine.epochMs;
}

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

/** `a/b/c`, `a/b`, `a`. */
function withParents(path: string): string[] {
  const parts = path.replace(/\/+$/, '').split('/');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('/')).filter((part) => part !== '');
}

export const mkdir: Applet = function* (call) {
  const { rest, has, value } = call.options('pm:v parents|p mode=m verbose|v');
  if (rest.length === 0) call.usage();
  const { umask } = call.proc;
  const wanted = value('m');
  const mode = wanted === undefined ? 0o777 & ~umask : parseMode(wanted, 0o777, umask);
  if (mode === undefined) throw new UsageError(`invalid mode '${wanted}'`);
  const words = { busybox: "can't create directory '%s'", gnu: "cannot create directory '%s'" };
  return yield* call.eachPath(rest, words, function* (path) {
    makeDirectory(call, path, has('p'), mode, has('v'));
  });
};

function makeDirectory(call: Call, path: string, parents: boolean, mode: number, verbose: boolean): void {
  const { fs } = call.proc;
  const made = parents
    ? withParents(path)
        .reverse()
        .filter((part) => !fs.exists(call.proc.path(part)))
    : [path];
  fs.mkdir(call.proc.path(path), { recursive: parents });
  for (const part of made) {
    const last = part === made.at(-1);
    const absolute = call.proc.path(part);
    const inherited = fs.stat(absolute).mode & 0o2000;
    fs.chmod(absolute, inherited | (last ? mode : 0o777 & ~call.proc.umask));
    if (!verbose) continue;
    if (call.flavour === 'gnu') call.out(`mkdir: created directory '${part}'\n`);
    else call.out(`created directory: '${part}${last ? '' : '/'}'\n`);
  }
}

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
  const uid = user === '' ? undefined : (userId(user) ?? unknownOwner(call, 'user', user));
  // `name:` means the group of that user, which has the same number in images.
  const gid =
    group === undefined ? undefined : group === '' ? uid : (userId(group) ?? unknownOwner(call, 'group', group));
  const { fs } = call.proc;
  const what = call.name === 'chgrp' ? 'group' : 'ownership';
  return yield* changeEach(call, paths, { recursive: has('R'), what }, (file) => {
    const before = fs.stat(file);
    fs.chown(file, uid ?? before.uid, gid ?? before.gid);
  });
};

function unknownOwner(call: Call, what: 'user' | 'group', name: string): never {
  throw new UsageError(call.flavour === 'busybox' ? `unknown ${what} ${name}` : `invalid ${what}: '${name}'`);
}

/** `mktemp [-d] [template]`. */
export const mktemp: Applet = function* (call) {
  const { rest, has, value } = call.options('dqutp: directory|d quiet|q dry-run|u tmpdir=p');
  const busybox = call.flavour === 'busybox';
  const directory = value('p') ?? call.proc.env['TMPDIR'] ?? '/tmp';
  const name = rest[0] ?? (busybox ? 'tmp.XXXXXX' : 'tmp.XXXXXXXXXX');
  const template = rest[0] === undefined || has('t') || has('p') ? joinPath(directory, name) : name;
  const random = call.proc.kernel.random.stream(`mktemp/${call.proc.namespace.name}`);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const least = busybox ? 6 : 3;
  if (!template.endsWith('X'.repeat(least))) {
    if (has('q')) return 1;
    return call.complain(busybox ? '(null): Invalid argument' : `too few X's in template '${name}'`);
  }
  const path = template.replace(/X+$/, (xs) => random.text(xs.length, alphabet));
  try {
    if (has('d')) call.proc.fs.mkdir(call.proc.path(path), { mode: 0o700 });
    else if (!has('u')) call.proc.fs.writeFile(call.proc.path(path), '', { mode: 0o600 });
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (has('q')) return 1;
    const kind = has('d') ? 'directory' : 'file';
    return call.complain(
      busybox ? `(null): ${error.text}` : `failed to create ${kind} via template '${template}': ${error.text}`,
    );
  }
  call.out(`${path}\n`);
  return 0;
};

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

/** `truncate -s SIZE file`. */
export const truncate: Applet = function* (call) {
  const { rest, value } = call.options('s:c size=s no-create|c');
  if (rest.length === 0 || value('s') === undefined) call.usage("you must specify either '--size' or '--reference'");
  const match = /^(\d+)([KMG]?)$/.exec(value('s')!);
  if (!match) return call.notImplemented(`-s ${value('s')}`);
  const size = Number(match[1]) * 1024 ** ' KMG'.indexOf(match[2] || ' ');
  return yield* call.eachPath(rest, { busybox: '%s', gnu: "cannot open '%s' for writing" }, function* (path) {
    const absolute = call.proc.path(path);
    const text = call.proc.fs.exists(absolute) ? call.proc.fs.readFile(absolute) : '';
    call.proc.fs.writeFile(absolute, text.slice(0, size).padEnd(size, '\0'));
  });
};

/** Copies stdin to stdout and to files. */
export const tee: Applet = function* (call) {
  const { rest, has } = call.options('ai append|a ignore-interrupts|i');
  const outputs: (Output | undefined)[] = [];
  const status = yield* call.eachPath(rest, { busybox: '%s', gnu: '%s' }, function* (path) {
    outputs.push(openForWriting(call.proc, path, { append: has('a') }).output);
  });
  const full = new Set<Output>();
  yield* readPieces(call, '-', (data) => {
    call.out(data);
    for (const output of outputs) {
      if (!output || full.has(output)) continue;
      try {
        output.write(data);
      } catch (error) {
        if (!(error instanceof FsError) || error.code !== 'ENOSPC') throw error;
        full.add(output);
        call.complain(`${error.path}: ${call.flavour === 'busybox' ? 'I/O error' : error.text}`);
      }
    }
  });
  return full.size > 0 ? 1 : status;
};
