import { joinPath } from '../files';
import type { Proc } from '../process';
import { compiled, isPattern, patternSource, unquotePattern } from './pattern';

/** The paths that match a pattern, in order; empty when none does (XCU 2.13). */
export function expandPathname(pattern: string, proc: Proc): string[] {
  const absolute = pattern.startsWith('/');
  const parts = pattern.split('/').filter((part) => part !== '');
  let found = [absolute ? '/' : ''];
  parts.forEach((part, index) => {
    const onlyDirectories = index < parts.length - 1 || pattern.endsWith('/');
    found = found.flatMap((directory) => matchesIn(directory, part, proc, onlyDirectories));
  });
  return pattern.endsWith('/') ? found.map((path) => `${path}/`) : found;
}

function matchesIn(directory: string, part: string, proc: Proc, onlyDirectories: boolean): string[] {
  const join = (name: string) => (directory === '' ? name : joinPath(directory, name));
  if (!isPattern(part)) {
    const path = join(unquotePattern(part));
    return proc.fs.exists(proc.path(path)) ? [path] : [];
  }
  const base = proc.path(directory === '' ? '.' : directory);
  if (!isDirectory(proc, base)) return [];
  const expression = compiled(`^(?:${patternSource(part, { pathname: true })})$`);
  const hidden = part.startsWith('.');
  return proc.fs
    .list(base)
    .filter((name) => (hidden || !name.startsWith('.')) && expression.test(name))
    .filter((name) => !onlyDirectories || isDirectory(proc, joinPath(base, name)))
    .map(join);
}

function isDirectory(proc: Proc, path: string): boolean {
  return proc.fs.exists(path) && proc.fs.stat(path).type === 'directory';
}
