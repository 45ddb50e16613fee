import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseRows } from './parse';
import type { RowsFile } from './types';

const NAME = 'rows.json';

/**
 * The files `rows.json` that belong to features: those in their folders, and in the folders above up to the one that they are
 * run from.
 * @param paths features and folders, as they are given to a run
 * @throws RowsError that names the file and what is wrong with it
 */
export function readRows(paths: readonly string[], cwd = process.cwd()): RowsFile[] {
  const files = new Set<string>();
  const whole = new Set<string>();
  for (const path of paths.map((each) => resolve(cwd, each.replace(/(:\d+)+$/, '')))) {
    const isFolder = existsSync(path) && statSync(path).isDirectory();
    const above = foldersAbove(isFolder ? path : dirname(path), cwd);
    for (const folder of above) files.add(join(folder, NAME));
    // Rows may be shown anywhere: only who reads from the top knows that nothing shows one.
    const isTop = isFolder && above.length === 1;
    for (const file of isFolder ? filesBelow(path) : []) (isTop ? whole : files).add(file);
  }
  return [...new Set([...files, ...whole])]
    .filter((file) => existsSync(file))
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
    .map((file) => {
      const read = parseRows(readFileSync(file, 'utf8'), relative(cwd, file));
      return whole.has(file) ? read : { ...read, partial: true };
    });
}

/** The folder itself and those above it, below the one that is worked in: what lies there may be anything. */
function foldersAbove(folder: string, cwd: string): string[] {
  const folders = [folder];
  for (let up = dirname(folder); relative(cwd, up) !== '' && !relative(cwd, up).startsWith('..'); up = dirname(up))
    folders.push(up);
  return folders;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path);
    return entry.name === NAME ? [path] : [];
  });
}

function depth(file: string): number {
  return file.split(/[\\/]/).length;
}
