import type { Task } from '../../kernel';
import { Directory, FsError, type LockKind, RegularFile } from '../files';
import { ExecError, OpenFile, openForWriting } from '../process';
import type { Applet, Call, Options } from './call';

/** Exit codes of sysexits.h, which util-linux uses: wrong usage, a bad descriptor, a file that cannot be opened. */
const CODES = { usage: 64, descriptor: 65, file: 66 };

/** flock(1): holds a lock while a command runs, or locks a descriptor of the shell that has called it. */
export const flock: Applet = function* (call) {
  const busybox = call.flavour === 'busybox';
  const spec = busybox
    ? 'sxun shared|s exclusive|x unlock|u nonblock|n'
    : 'sxeunow:E:Fv shared|s exclusive|x unlock|u nonblock|n nb|n close|o wait=w timeout=w conflict-exit-code=E no-fork|F verbose|v';
  const options = call.options(spec, 'first');
  if (options.has('v')) call.notImplemented('--verbose');
  const [target, ...words] = options.rest;
  if (target === undefined) {
    if (busybox || call.args.length === 0) call.usage('not enough arguments');
    return call.complain('requires file descriptor, file or directory', CODES.usage);
  }
  if (words.length === 0) return yield* lockDescriptor(call, options, target);
  const command = commandOf(words);
  if (!command)
    return call.complain(
      `${busybox ? '-c takes only one argument' : '-c requires exactly one command argument'}`,
      busybox ? 1 : CODES.usage,
    );
  return yield* lockFile(call, options, target, command);
};

/** `flock 9`: the shell has opened it, and keeps the lock when this program has ended. */
function* lockDescriptor(call: Call, options: Options, target: string): Task<number> {
  const busybox = call.flavour === 'busybox';
  if (!/^\d+$/.test(target))
    return call.complain(
      busybox ? `invalid number '${target}'` : `bad file descriptor: '${target}'`,
      busybox ? 1 : CODES.usage,
    );
  const descriptor = call.proc.descriptors.get(Number(target));
  if (!descriptor)
    return call.complain(`${busybox ? '' : `${target}: `}Bad file descriptor`, busybox ? 1 : CODES.descriptor);
  if (!descriptor.file) call.notImplemented(`of descriptor ${target}, which is no file`);
  return yield* take(options, descriptor.file);
}

/** `flock FILE command`: the lock goes when the command has ended and nobody else has inherited the file. */
function* lockFile(call: Call, options: Options, path: string, command: readonly string[]): Task<number> {
  let file: OpenFile;
  try {
    file = openFile(call, path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (call.flavour === 'busybox') return call.complain(`can't open '${path}': ${error.text}`);
    return call.complain(`cannot open lock file ${path}: ${error.text}`, CODES.file);
  }
  const { descriptors } = call.proc;
  let number = 3;
  while (descriptors.get(number)) number++;
  descriptors.set(number, { file });
  const refused = yield* take(options, file);
  if (refused !== 0) return refused;
  const inherited = new Map(descriptors.table);
  if (options.has('o')) inherited.delete(number);
  try {
    return (yield* call.proc.start(command, { descriptors: inherited }).ended.join()).code;
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    if (call.flavour === 'busybox') return call.complain(`${command[0]}: ${error.text}`, 255);
    return call.complain(`failed to execute ${command[0]}: ${error.text}`, 69);
  }
}

/** @throws FsError */
function openFile(call: Call, path: string): OpenFile {
  const absolute = call.proc.path(path);
  if (!call.proc.fs.exists(absolute)) openForWriting(call.proc, path);
  const { fs, kernel } = call.proc;
  fs.stat(absolute);
  const node = fs.nodeAt(absolute);
  if (!(node instanceof RegularFile || node instanceof Directory)) call.notImplemented(`of ${path}, which is no file`);
  return new OpenFile(kernel, node, fs, absolute);
}

function* take({ has, value }: Options, file: OpenFile): Task<number> {
  if (has('u')) {
    file.unlock();
    return 0;
  }
  const kind: LockKind = has('s') ? 'shared' : 'exclusive';
  const waitMs = has('n') ? 0 : value('w') === undefined ? undefined : Number(value('w')) * 1000;
  return (yield* file.lock(kind, waitMs)) ? 0 : Number(value('E') ?? 1);
}

/** `-c 'script'` runs in a shell. */
function commandOf(words: readonly string[]): readonly string[] | undefined {
  if (words[0] !== '-c' && words[0] !== '--command') return words;
  return words.length === 2 ? ['/bin/sh', '-c', words[1]!] : undefined;
}
