import { groupNameOf, userNameOf } from '../accounts';
import { BLOCK_BYTES, type FileStat, inBlocks } from '../files';
import type { Applet, Call } from './call';
import { formatTime } from './date';
import { modeText } from './listing';

/** stat(1) with a format: -c. */
export const stat: Applet = function* (call) {
  const { rest, value, has } = call.options('c:Ltf format=c dereference|L terse|t');
  if (rest.length === 0) call.usage();
  const format = value('c');
  if (format === undefined || has('t') || has('f')) return call.notImplemented('without -c FORMAT');
  return yield* call.eachPath(rest, { busybox: "can't stat '%s'", gnu: "cannot statx '%s'" }, function* (path) {
    const values = valuesOf(call, path, call.proc.fs.stat(call.proc.path(path), { follow: has('L') }));
    call.out(
      `${format.replace(/%(.)/g, (_, letter: string) => values[letter]?.() ?? call.notImplemented(`-c %${letter}`))}\n`,
    );
  });
};

const KINDS: Readonly<Record<FileStat['type'], string>> = {
  file: 'regular file',
  directory: 'directory',
  link: 'symbolic link',
  device: 'character special file',
};

/** Type bits of st_mode (inode(7)). */
const TYPE_BITS: Readonly<Record<FileStat['type'], number>> = {
  file: 0o100000,
  directory: 0o40000,
  link: 0o120000,
  device: 0o20000,
};

function valuesOf(call: Call, path: string, s: FileStat): Readonly<Record<string, () => string>> {
  const date = new Date(call.proc.machine.epochMs + s.mtimeMs);
  const { fs } = call.proc;
  const seconds = () => String(Math.floor(date.getTime() / 1000));
  const human = () => formatTime('%Y-%m-%d %H:%M:%S.%N +0000', date);
  return {
    '%': () => '%',
    n: () => path,
    N: () => quotedName(call, path, s),
    s: () => String(s.sizeBytes),
    a: () => (s.mode & 0o7777).toString(8),
    A: () => modeText(s),
    f: () => (TYPE_BITS[s.type] | (s.mode & 0o7777)).toString(16),
    U: () => userNameOf(fs, s.uid) ?? 'UNKNOWN',
    G: () => groupNameOf(fs, s.gid) ?? 'UNKNOWN',
    u: () => String(s.uid),
    g: () => String(s.gid),
    b: () => String(inBlocks(s.sizeBytes) / 512),
    B: () => '512',
    o: () => String(BLOCK_BYTES),
    X: seconds,
    Y: seconds,
    Z: seconds,
    x: human,
    y: human,
    z: human,
    F: () => (s.type === 'file' && s.sizeBytes === 0 ? 'regular empty file' : KINDS[s.type]),
  };
}

function quotedName(call: Call, path: string, s: FileStat): string {
  if (s.type !== 'link') return call.flavour === 'busybox' ? path : `'${path}'`;
  return `'${path}' -> '${call.proc.fs.readLink(call.proc.path(path))}'`;
}
