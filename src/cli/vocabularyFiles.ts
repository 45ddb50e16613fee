import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A pattern for the files of the step definitions: compiled ones beside compiled code, sources beside sources. */
export function vocabularyFiles(): string {
  const folders = [join(__dirname, '..', '..', 'steps'), join(__dirname, '..', '..', '..', 'steps')];
  const folder = folders.find((candidate) => existsSync(candidate)) ?? 'steps';
  return join(folder, `*.${__filename.endsWith('.ts') ? 'ts' : 'js'}`);
}
