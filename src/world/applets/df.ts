import { Directory, FsError, usedBytes } from '../files';
import type { Proc } from '../process';
import { type Applet, type Call, type Options, UsageError } from './call';
import { humanSize } from './free';

/** A file system and where it is mounted. */
interface Mounted {
  readonly source: string;
  readonly type: string;
  readonly target: string;
  readonly totalBytes: number;
  readonly usedBytes: number;
}

/**
 * df(1). The root, and volumes that are no tmpfs, lie on the disk of the machine: what is used of it is what this container sees
 * there.
 */
export const df: Applet = function* (call) {
  const options = call.options(
    call.flavour === 'busybox'
      ? 'PkmhTaiB:t:H'
      : 'PkmhTailB:t:x:H human-readable|h print-type|T portability|P block-size=B type=t output=output all|a inodes|i',
  );
  for (const letter of 'ailxH') if (options.has(letter)) call.notImplemented(`-${letter}`);
  const all = mountsOf(call.proc);
  const { shown, status } = chosen(call, all, options.rest);
  const type = options.value('t');
  const rows = type === undefined ? shown : shown.filter((each) => each.type === type);
  if (call.flavour === 'busybox') busyboxTable(call, options, rows);
  else gnuTable(call, columnsOf(call, options), rows);
  return status;
};

function mountsOf({ fs, machine }: Proc): Mounted[] {
  const points = ['/', ...fs.mountPoints()];
  const onDisk = (path: string) => path !== '/dev' && !roomOf(fs, path);
  const used = points
    .filter(onDisk)
    .reduce((sum, path) => sum + (path === '/' ? usedBytes(fs.root) : sizeOf(fs, path)), 0);
  return points.map((target) => {
    const room = roomOf(fs, target);
    if (room) return { source: 'tmpfs', type: 'tmpfs', target, totalBytes: room.totalBytes, usedBytes: room.usedBytes };
    if (target === '/dev') return { source: 'tmpfs', type: 'tmpfs', target, totalBytes: 64 * 1024 ** 2, usedBytes: 0 };
    const disk = { target, totalBytes: machine.diskBytes, usedBytes: used };
    return target === '/'
      ? { source: 'overlay', type: 'overlay', ...disk }
      : { source: '/dev/vda1', type: 'ext4', ...disk };
  });
}

function roomOf(fs: Proc['fs'], path: string) {
  const node = fs.find(path);
  return node instanceof Directory ? node.room : undefined;
}

function sizeOf(fs: Proc['fs'], path: string): number {
  const node = fs.find(path);
  return node ? usedBytes(node) : 0;
}

/** Those of the paths that were given, or all; GNU shows each disk once. */
function chosen(call: Call, all: readonly Mounted[], paths: readonly string[]): { shown: Mounted[]; status: number } {
  if (paths.length === 0) {
    const seen = new Set<string>();
    const isNew = ({ source, type }: Mounted) => type === 'tmpfs' || (!seen.has(source) && seen.add(source));
    return { shown: call.flavour === 'gnu' ? all.filter(isNew) : [...all], status: 0 };
  }
  let status = 0;
  const shown = paths.flatMap((path) => {
    try {
      return mountOf(call, all, path);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      status = call.complain(call.flavour === 'gnu' ? `${path}: ${error.text}` : `${path}: can't find mount point`);
      return [];
    }
  });
  return { shown, status };
}

/** @throws FsError */
function mountOf(call: Call, all: readonly Mounted[], path: string): Mounted {
  const { fs } = call.proc;
  fs.stat(call.proc.path(path));
  const real = `${fs.realPath(call.proc.path(path))}/`;
  const above = all.filter(({ target }) => target === '/' || real.startsWith(`${target}/`));
  return above.reduce((deepest, each) => (each.target.length >= deepest.target.length ? each : deepest));
}

interface Column {
  readonly title: string;
  readonly left?: boolean;
  /** The least width. */
  readonly width: number;
  value(row: Mounted): string;
}

function columnsOf(call: Call, options: Options): Column[] {
  const posix = options.has('P');
  const { title, show } = sizes(call, options);
  const columns: Readonly<Record<string, Column>> = {
    source: { title: 'Filesystem', left: true, width: 14, value: ({ source }) => source },
    fstype: { title: 'Type', left: true, width: 4, value: ({ type }) => type },
    size: { title, width: 5, value: ({ totalBytes }) => show(totalBytes) },
    used: { title: 'Used', width: 5, value: (row) => show(row.usedBytes) },
    avail: {
      title: options.has('h') ? 'Avail' : 'Available',
      width: 5,

      value: (row) => show(row.totalBytes - row.usedBytes),
    },
    pcent: { title: posix ? 'Capacity' : 'Use%', width: 4, value: percent },
    target: { title: 'Mounted on', left: true, width: 0, value: ({ target }) => target },
  };
  const output = options.value('output');
  const usual = `source${options.has('T') ? ',fstype' : ''},size,used,avail,pcent,target`;
  const names = (output === undefined ? usual : output).split(',');
  return names.map((name) => columns[name] ?? call.notImplemented(`--output=${name}`));
}

/** Percentages are rounded up. */
function percent({ totalBytes, usedBytes: used }: Mounted): string {
  return totalBytes === 0 ? '-' : `${Math.ceil((used * 100) / totalBytes)}%`;
}

const BLOCKS: Readonly<Record<string, number>> = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

function sizes(call: Call, { has, value }: Options): { title: string; show(bytes: number): string } {
  const busybox = call.flavour === 'busybox';
  if (has('h')) return { title: 'Size', show: busybox ? humanSize : ceiling };
  const text = has('m') ? 'M' : (value('B') ?? 'K');
  const match = /^(\d*)([KMG]?)i?B?$/i.exec(text);
  if (!match || text === '') throw new UsageError(`invalid ${busybox ? 'number' : '-B argument'} '${text}'`);
  const [, count = '', letter = ''] = match;
  const block = Number(count || 1) * (BLOCKS[letter.toUpperCase()] ?? 1);
  const name =
    block === 1024
      ? has('P')
        ? '1024'
        : '1K'
      : `${count || 1}${letter.toUpperCase()}${!letter && !busybox ? 'B' : ''}`;
  const suffix = !busybox && value('B') !== undefined && count === '' ? letter.toUpperCase() : '';
  const show = (bytes: number) => `${Math.ceil(bytes / block)}${suffix}`;
  return { title: `${name}-blocks`, show };
}

/** GNU rounds up: `252G`, `3.1G`. */
function ceiling(bytes: number): string {
  if (bytes < 1024) return bytes === 0 ? '0' : String(bytes);
  for (const [i, letter] of [...'KMGT'].entries()) {
    const tenths = Math.ceil((bytes / 1024 ** (i + 1)) * 10);
    if (tenths < 100) return `${(tenths / 10).toFixed(1)}${letter}`;
    const whole = Math.ceil(bytes / 1024 ** (i + 1));
    if (whole < 1024) return `${whole}${letter}`;
  }
  return String(bytes);
}

function gnuTable(call: Call, columns: readonly Column[], rows: readonly Mounted[]): void {
  const table = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ value }) => value(row)))];
  const widths = columns.map(({ width }, i) => Math.max(width, ...table.map((cells) => cells[i]!.length)));
  for (const cells of table) call.out(`${cells.map((cell, i) => aligned(cell, columns, widths, i)).join(' ')}\n`);
}

function aligned(cell: string, columns: readonly Column[], widths: readonly number[], i: number): string {
  if (!columns[i]!.left) return cell.padStart(widths[i]!);
  return i === columns.length - 1 ? cell : cell.padEnd(widths[i]!);
}

/** BusyBox has columns of fixed widths. */
function busyboxTable(call: Call, options: Options, rows: readonly Mounted[]): void {
  const { title, show } = sizes(call, options);
  const types = options.has('T');
  const size = title === 'Size' ? '     Size' : title;
  const share = options.has('P') ? 'Capacity' : 'Use%';
  call.out(`Filesystem           ${types ? 'Type       ' : ''}${size.padEnd(15)}Used Available ${share} Mounted on\n`);
  for (const { source, type, totalBytes, usedBytes: used, target } of rows) {
    const cells = [totalBytes, used, totalBytes - used].map((bytes) => show(bytes).padStart(9));
    const percents = totalBytes === 0 ? 0 : Math.round((used * 100) / totalBytes);
    const first = `${source.padEnd(20)}${types ? ` ${type.padEnd(10)}` : ''}`;
    call.out(`${first} ${cells.join(' ')} ${String(percents).padStart(3)}% ${target}\n`);
  }
}
