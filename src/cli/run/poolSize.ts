import { readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** A process costs half a second before it plays anything: below these figures it does not come back. */
const FEWEST_FILES = 4;
export const FEWEST_SCENARIOS = 60;

/** How many processes the user or the machine allows. */
export function allowedProcesses(asked: number | undefined): number {
  return asked ?? availableParallelism();
}

/** Whether there may be as many files and scenarios, as far as can be told at a glance; patterns and lists count as many. */
export function isWorthProcesses(paths: readonly string[]): boolean {
  if (paths.some((path) => /[*?{[]|^@/.test(path))) return true;
  const files = paths.flatMap((path) => featuresUnder(path.replace(/(:\d+)+$/, '')));
  if (files.length < FEWEST_FILES) return false;
  let scenarios = 0;
  for (const file of files) {
    scenarios += scenariosAtMost(file);
    if (scenarios >= FEWEST_SCENARIOS) return true;
  }
  return false;
}

/** In whatever language: a scenario's title has a colon behind its first word, an example is a row of a table. */
function scenariosAtMost(file: string): number {
  return readFileSync(file, 'utf8').match(/^\s*(?:#+\s*)?(?:\||[^\s#@"`|:][^"`|:]*:)/gm)?.length ?? 0;
}

function featuresUnder(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat ? [path] : [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) return featuresUnder(inside);
    return /\.feature(\.md)?$/.test(entry.name) ? [inside] : [];
  });
}
