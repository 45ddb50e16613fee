import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder for files of a test, which goes with the process. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'podwright-report-'));
  made.push(folder);
  return folder;
}
