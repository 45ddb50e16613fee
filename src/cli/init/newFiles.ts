import { accessSync, constants, existsSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf, writeWhole } from '../run/outputs/files';
import { UsageError } from '../usageError';
import type { NewFile } from './example';

/**
 * Writes those that are not there yet, all of them or none.
 *
 * @param told is called for each file, when all are there
 * @throws UsageError that names the file that can't be written
 */
export function writeNewFiles(files: readonly NewFile[], told: (path: string, isNew: boolean) => void): void {
  const missing = new Set(files.filter(({ path }) => !existsSync(path)));
  const written: string[] = [];
  for (const { path } of missing) askForRoom(path);
  for (const { path, content } of missing) {
    try {
      writeWhole(path, content);
    } catch (error) {
      for (const earlier of written) rmSync(earlier, { force: true });
      throw new UsageError((error as Error).message);
    }
    written.push(path);
  }
  for (const file of files) told(file.path, missing.has(file));
}

/** Could a file come there? Asked of all before the first one is written. */
function askForRoom(path: string): void {
  let folder = dirname(path);
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new UsageError(`${path} can't be written: ${reasonOf(error)}`);
  }
}
