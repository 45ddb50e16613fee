import { readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** A process costs half a second before it plays anything: below these figures it does not come back. */
const FEWEST_FILES = 4;
export const FEWEST_SCENARIOS = 60;

/** How many processes the user or the machine allows. */
export function allowedProcesses(asked: number | undefined): number {
  return asked ?? availableParallelism();
}

/** Feature files under the paths, as far as can be told without reading them; patterns and lists count as many. */
export function isManyFiles(paths: readonly string[]): boolean {
  let count = 0;
  for (const path of paths)
    count += /[*?{[]|^@/.test(path) ? FEWEST_FILES : featuresUnder(path.replace(/(:\d+)+$/, ''));
  return count >= FEWEST_FILES;
}

function featuresUnder(path: string): number {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return 1;
  return readdirSync(path, { withFileTypes: true })
    .map((entry) => {
      if (entry.isDirectory()) return featuresUnder(join(path, entry.name));
      return /\.feature(\.md)?$/.test(entry.name) ? 1 : 0;
    })
    .reduce((sum: number, count) => sum + count, 0);
}
