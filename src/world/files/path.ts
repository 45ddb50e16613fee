import { remembered } from '../../kernel';

/** The path without `.`, `..`, doubled and trailing slashes; relative ones are taken from `cwd`. */
export function absolutePath(path: string, cwd = '/'): string {
  // Nearly all of them are as they should be.
  if (path.startsWith('/') && !path.includes('//') && !path.includes('/.') && (!path.endsWith('/') || path === '/'))
    return path;
  const out: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  return `/${out.join('/')}`;
}

/** The last component, as basename(1) prints it. */
export function baseName(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path === '' ? '' : '/';
  return trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** Everything before the last component, as dirname(1) prints it. */
export function dirName(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  const slash = trimmed.lastIndexOf('/');
  if (slash < 0) return path.startsWith('/') ? '/' : '.';
  return trimmed.slice(0, slash).replace(/\/+$/, '') || '/';
}

/** One path after another, with a single slash between them. */
export function joinPath(directory: string, name: string): string {
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}

/** Paths whose components are kept: those of the probes of a large cluster are the same few for ever. */
const PATHS_KEPT = 5_000;

/**
 * The names in a path, links and `..` not followed: slashes and `.` are none. Remembered, because a name that is cut out of a
 * path again at each lookup must be hashed again in each layer where it is looked up: half of what a lookup costs.
 */
export const componentsOf = remembered(
  (path): readonly string[] => path.split('/').filter((name) => name !== '' && name !== '.'),
  PATHS_KEPT,
);
