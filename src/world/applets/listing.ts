import { type FileStat, FsError, inBlocks, joinPath } from '../files';
import type { Applet, Call } from './call';
import { formatTime } from './date';
import { groupName, userName } from './identity';

interface Entry {
  readonly name: string;
  readonly stat: FileStat;
  readonly link: string | undefined;
}

const TYPE_LETTERS = { file: '-', directory: 'd', link: 'l', device: 'c' };

/** `-rw-r--r--` */
export function modeText(stat: FileStat): string {
  const letters = 'rwxrwxrwx';
  let text = '';
  for (let i = 0; i < 9; i++) text += (stat.mode >> (8 - i)) & 1 ? letters[i] : '-';
  const special = (bit: number, at: number, letter: string) => {
    if (stat.mode & bit)
      text = text.slice(0, at) + (text[at] === 'x' ? letter : letter.toUpperCase()) + text.slice(at + 1);
  };
  special(0o4000, 2, 's');
  special(0o2000, 5, 's');
  special(0o1000, 8, 't');
  return TYPE_LETTERS[stat.type] + text;
}

export const ls: Applet = function* (call) {
  const { rest, has } = call.options(
    '1alAhdtrRFpinsSCogkLcuHXx color color= full-time all|a almost-all|A human-readable|h recursive|R reverse|r directory|d',
  );
  for (const letter of 'isXLHcu') if (has(letter)) call.notImplemented(`-${letter}`);
  const { fs } = call.proc;
  const files: Entry[] = [];
  const directories: string[] = [];
  let status = 0;
  for (const path of rest.length > 0 ? [...rest].sort() : ['.']) {
    try {
      const entry = entryOf(call, path, path, has('l') || has('d'));
      const isDirectory =
        entry.stat.type === 'directory' ||
        (entry.link !== undefined && !has('l') && fs.stat(call.proc.path(path)).type === 'directory');
      if (isDirectory && !has('d')) directories.push(path);
      else files.push(entry);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      call.complainAbout(error, path, '%s', "cannot access '%s'");
      status = call.flavour === 'busybox' ? 1 : 2;
    }
  }
  print(call, files, has);
  directories.forEach((path, i) => {
    if (directories.length + files.length > 1 || has('R'))
      call.out(`${i > 0 || files.length > 0 ? '\n' : ''}${path}:\n`);
    listDirectory(call, path, has);
  });
  return status;
};

function listDirectory(call: Call, path: string, has: (letter: string) => boolean): void {
  const absolute = call.proc.path(path);
  let names = call.proc.fs.list(absolute);
  if (has('a')) names = ['.', '..', ...names];
  else if (!has('A')) names = names.filter((name) => !name.startsWith('.'));
  const entries = names.map((name) => entryOf(call, joinPath(absolute, name), name, true));
  if (has('l')) {
    const blocks = entries.reduce(
      (sum, { stat }) => sum + (stat.type === 'link' ? 0 : inBlocks(stat.sizeBytes)) / 1024,
      0,
    );
    call.out(`total ${blocks}\n`);
  }
  print(call, entries, has);
  if (!has('R')) return;
  for (const entry of entries.filter((e) => e.stat.type === 'directory' && e.name !== '.' && e.name !== '..')) {
    call.out(`\n${joinPath(path, entry.name)}:\n`);
    listDirectory(call, joinPath(path, entry.name), has);
  }
}

function entryOf(call: Call, path: string, name: string, noFollow: boolean): Entry {
  const absolute = call.proc.path(path);
  const { fs } = call.proc;
  const own = fs.stat(absolute, { follow: false });
  const link = own.type === 'link' ? fs.readLink(absolute) : undefined;
  return { name, stat: noFollow || !fs.exists(absolute) ? own : fs.stat(absolute), link };
}

function print(call: Call, entries: Entry[], has: (letter: string) => boolean): void {
  let sorted = entries;
  if (has('t')) sorted = [...entries].sort((a, b) => b.stat.mtimeMs - a.stat.mtimeMs);
  if (has('S')) sorted = [...entries].sort((a, b) => b.stat.sizeBytes - a.stat.sizeBytes);
  if (has('r')) sorted = [...sorted].reverse();
  for (const entry of sorted)
    call.out(
      `${has('l') || has('n') || has('o') ? longLine(call, entry, has('h'), has('n')) : entry.name}${has('F') || has('p') ? mark(entry, has('F')) : ''}\n`,
    );
}

/** `-F` marks what can be run or is a link, `-p` only directories. */
function mark(entry: Entry, full: boolean): string {
  if (entry.stat.type === 'directory') return '/';
  if (!full) return '';
  if (entry.stat.type === 'link') return '@';
  return entry.stat.type === 'file' && entry.stat.mode & 0o111 ? '*' : '';
}

function longLine(call: Call, { name, stat, link }: Entry, human: boolean, numeric: boolean): string {
  const date = new Date(call.proc.machine.epochMs + stat.mtimeMs);
  const owner = numeric ? String(stat.uid) : userName(call.proc, stat.uid);
  const group = numeric ? String(stat.gid) : groupName(call.proc, stat.gid);
  const size = human ? humanSize(stat.sizeBytes) : String(stat.sizeBytes);
  const shown = link === undefined ? name : `${name} -> ${link}`;
  const time = formatTime('%b %e %H:%M', date);
  if (call.flavour === 'gnu') return `${modeText(stat)} 1 ${owner} ${group} ${size.padStart(4)} ${time} ${shown}`;
  return `${modeText(stat)} ${'1'.padStart(4)} ${owner.padEnd(8)} ${group.padEnd(8)} ${size.padStart(9)} ${time} ${shown}`;
}

function humanSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  const unit = bytes < 1024 ** 2 ? 'K' : bytes < 1024 ** 3 ? 'M' : 'G';
  return `${(bytes / 1024 ** (' KMG'.indexOf(unit) as number)).toFixed(1)}${unit}`;
}
