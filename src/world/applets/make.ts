import { FsError, joinPath } from '../files';
import { openForWriting } from '../process';
import { type Applet, type Call, UsageError } from './call';
import { parseTime } from './date';
import { parseMode } from './mode';
import { withParents } from './paths';

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
