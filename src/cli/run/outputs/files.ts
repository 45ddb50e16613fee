import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What is done to files. Tests put a disk that is full in its place. */
export interface Disk {
  write(path: string, content: string): void;
  append(path: string, content: string): void;
  rename(from: string, to: string): void;
}

export const REAL_DISK: Disk = {
  write: (path, content) => writeFileSync(path, content),
  append: (path, content) => appendFileSync(path, content),
  rename: renameSync,
};

/**
 * Writes a file whole or not at all: it gets its name when all of it is on the disk. What is no ordinary file, such as a
 * pipe, is written to as it is.
 *
 * @throws Error in a sentence that names the file
 */
export function writeWhole(path: string, content: string, disk: Disk = REAL_DISK): void {
  const growing = join(dirname(path), `.${basename(path)}.unfinished-${process.pid}`);
  try {
    const known = statSync(path, { throwIfNoEntry: false });
    if (known && !known.isFile()) disk.write(path, content);
    else {
      makeFolder(dirname(path));
      disk.write(growing, content);
      disk.rename(growing, path);
    }
  } catch (error) {
    if (existsSync(growing)) rmSync(growing);
    throw new Error(`${path} could not be written: ${reasonOf(error)}`);
  }
}

/** Node's own `recursive` never ends where a file system refuses new folders with "no such file", as /proc does. */
export function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  mkdirSync(path);
}

/** Names of what is in a folder, none when there is no such folder. */
export function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EEXIST: 'it is a file',
  EISDIR: 'it is a folder',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a part of the path is a file',
};

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
