import { BLOCK_BYTES, inBlocks, joinPath } from '../files';
import type { Applet, Call } from './call';

/** du(1): kibibytes of disk below each directory. */
export const du: Applet = function* (call) {
  const { rest, has, value } = call.options(
    'aHLd:clsxhmkb summarize|s human-readable|h all|a max-depth=d total|c bytes|b',
  );
  const depth = has('s') ? 0 : Number(value('d') ?? Number.POSITIVE_INFINITY);
  const show = (kib: number, path: string) => call.out(`${sizeText(kib, has)}\t${path}\n`);
  if (has('b')) call.notImplemented('-b');
  let total = 0;
  const words = { busybox: '%s', gnu: "cannot access '%s'" };
  const status = yield* call.eachPath(rest.length > 0 ? rest : ['.'], words, function* (path) {
    total += measure(call, path, 0, { depth, all: has('a'), show });
  });
  if (has('c')) show(total, 'total');
  return status;
};

interface Listing {
  readonly depth: number;
  readonly all: boolean;
  show(kib: number, path: string): void;
}

function measure(call: Call, path: string, level: number, listing: Listing): number {
  const { fs } = call.proc;
  const absolute = call.proc.path(path);
  const stat = fs.stat(absolute, { follow: false });
  const directory = stat.type === 'directory';
  let kib = (directory ? BLOCK_BYTES : stat.type === 'file' ? inBlocks(stat.sizeBytes) : 0) / 1024;
  if (directory) for (const name of fs.list(absolute)) kib += measure(call, joinPath(path, name), level + 1, listing);
  if (level <= listing.depth && (directory || listing.all || level === 0)) listing.show(kib, path);
  return kib;
}

function sizeText(kib: number, has: (letter: string) => boolean): string {
  if (has('m')) return String(Math.ceil(kib / 1024));
  if (!has('h')) return String(kib);
  const [value, unit] = kib < 1024 ? [kib, 'K'] : kib < 1024 ** 2 ? [kib / 1024, 'M'] : [kib / 1024 ** 2, 'G'];
  return `${kib === 0 ? '0' : `${value.toFixed(1)}${unit}`}`;
}
