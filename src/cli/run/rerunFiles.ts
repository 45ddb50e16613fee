import { existsSync, readFileSync } from 'node:fs';

/**
 * `@FILE` in place of a path stands for the paths that the file names, a line each, as `--rerun` and Cucumber's own format
 * write them. A file whose own name begins with `@` is left to Cucumber, which reads it itself.
 *
 * @returns undefined for a path that is no such file
 */
export function rerunPaths(path: string): string[] | undefined {
  const file = path.slice(1);
  if (!path.startsWith('@') || existsSync(path) || !existsSync(file)) return undefined;
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
