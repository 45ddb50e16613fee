import type { Task } from '../../../kernel';
import { FsError } from '../../files';
import { type Applet, type Call, type Options, UsageError } from '../call';
import { compress, decompress } from '../gzip';
import { readWhole } from '../read';
import { packed, unpacked } from './archive';
import { collect } from './collect';
import { extract } from './extract';
import { list } from './list';

const LONGS =
  'create|c extract|x get|x list|t file=f directory=C gzip|z gunzip|z verbose|v to-stdout|O touch|m keep-old-files|k preserve-permissions|p same-permissions|p absolute-names|P dereference|h auto-compress|a exclude= strip-components= no-same-owner|o no-same-permissions overwrite no-recursion numeric-owner bzip2|j xz|J';

/** What is asked of tar, whichever way. */
export interface Job {
  readonly options: Options;
  /** The directory that -C says. */
  readonly directory: string;
  readonly verbose: boolean;
  /** Where names are told: stderr when the archive itself goes to stdout. */
  tell(text: string): void;
}

/** `tar c|x|t [-zvfC…]`: archives of text files, directories and links. */
export const tar: Applet = function* (call) {
  const [first = '', ...others] = call.args;
  const words = first.startsWith('-') || first === '' ? call.args : oldStyle(first, others);
  const options = call.withArgs(words).options(`cxtf:C:zvOmkpPhaojJ ${LONGS}`);
  for (const name of ['j', 'J', 'no-recursion']) if (options.has(name)) call.notImplemented(`-${name}`);
  if (options.has('C') && options.values('C').length > 1) call.notImplemented('-C more than once');
  const modes = ['c', 'x', 't'].filter(options.has);
  if (modes.length !== 1) return noMode(call, modes.length);
  try {
    return yield* (modes[0] === 'c' ? create : read)(call, options);
  } catch (error) {
    if (!(error instanceof UsageError) || call.flavour === 'busybox') throw error;
    return call.complain(error.message, 2);
  }
};

/** `xzf file` without a dash: the letters that want a value take the words that follow, in their order. */
function oldStyle(letters: string, words: readonly string[]): string[] {
  const rest = [...words];
  const options = [...letters].flatMap((letter) =>
    'fCX'.includes(letter) ? [`-${letter}`, rest.shift() ?? ''] : [`-${letter}`],
  );
  return [...options, ...rest];
}

function noMode(call: Call, count: number): number {
  if (call.flavour === 'busybox') call.usage();
  const message =
    count === 0
      ? "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options"
      : "You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option";
  call.complain(message);
  call.err("Try 'tar --help' or 'tar --usage' for more information.\n");
  return 2;
}

function jobOf(call: Call, options: Options, toStdout: boolean): Job {
  const directory = call.proc.path(options.value('C') ?? '.');
  const { fs } = call.proc;
  if (!fs.exists(directory)) {
    const path = options.value('C');
    throw new UsageError(
      call.flavour === 'busybox'
        ? `can't change directory to '${path}': No such file or directory`
        : `${path}: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now`,
    );
  }
  return {
    options,
    directory,
    verbose: options.has('v'),
    tell: (text) => (toStdout ? call.err(text) : call.out(text)),
  };
}

function* create(call: Call, options: Options): Task<number> {
  const { rest } = options;
  const file = options.value('f') ?? '-';
  const busybox = call.flavour === 'busybox';
  if (rest.length === 0) {
    if (busybox) return call.complain('empty archive');
    call.complain('Cowardly refusing to create an empty archive');
    call.err("Try 'tar --help' or 'tar --usage' for more information.\n");
    return 2;
  }
  const { members, status } = collect(call, rest, jobOf(call, options, file === '-'));
  const text = packed(members);
  const zipped = options.has('z') || (options.has('a') && /\.t?gz$/.test(file)) ? compress(text) : text;
  if (file === '-') call.out(zipped);
  else writeArchive(call, file, zipped);
  if (status === 0) return 0;
  return busybox
    ? call.complain('error exit delayed from previous errors')
    : call.complain('Exiting with failure status due to previous errors', 2);
}

function writeArchive(call: Call, file: string, text: string): void {
  try {
    call.proc.fs.writeFile(call.proc.path(file), text);
  } catch (error) {
    if (!(error instanceof FsError) || error.code === 'ENOSPC') throw error;
    throw cannotOpen(call, file, error);
  }
}

function cannotOpen(call: Call, file: string, { text }: FsError): UsageError {
  return new UsageError(
    call.flavour === 'busybox'
      ? `can't open '${file}': ${text}`
      : `${file}: Cannot open: ${text}\ntar: Error is not recoverable: exiting now`,
  );
}

function* read(call: Call, options: Options): Task<number> {
  const file = options.value('f') ?? '-';
  const text = yield* readArchive(call, file);
  const plain = decompress(text);
  if (plain === undefined && options.has('z')) return notZipped(call);
  const members = unpacked(plain ?? text);
  if (!members) return noArchive(call, text);
  const job = jobOf(call, options, options.has('O'));
  return options.has('t') ? list(call, members, job) : extract(call, members, job);
}

function* readArchive(call: Call, file: string): Task<string> {
  try {
    return yield* readWhole(call, file);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw cannotOpen(call, file, error);
  }
}

function notZipped(call: Call): number {
  if (call.flavour === 'busybox') {
    call.complain('invalid magic');
    return call.complain('short read');
  }
  call.err('\ngzip: stdin: not in gzip format\n');
  call.complain('Child returned status 1');
  return call.complain('Error is not recoverable: exiting now', 2);
}

function noArchive(call: Call, text: string): number {
  if (call.flavour === 'busybox') return call.complain(text.length < 512 ? 'short read' : 'invalid tar magic');
  call.complain('This does not look like a tar archive');
  return call.complain('Exiting with failure status due to previous errors', 2);
}
