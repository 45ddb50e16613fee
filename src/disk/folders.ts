import { readdirSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { quoteWord } from '../world/shell/quote';

/** What `kubectl -f` takes from a folder. */
export const ENDINGS: readonly string[] = ['.yaml', '.yml', '.json'];
/** A folder with more is not a folder of manifests. */
const MAX_FILES = 2000;

/** A folder that holds no manifests that could be played; its message is for people. */
export class FolderError extends Error {}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Whether it says what another program makes manifests of. */
export function isKustomization(file: string): boolean {
  return /(^|\/)kustomization\.ya?ml$/.test(file);
}

/**
 * The manifests of a folder and of those below it, by name; hidden ones and what npm has installed are left out.
 * @param use how a rendered manifest is used instead: `| podwright play -`
 * @throws FolderError when there is none, when there are too many, or when another program has to render them first
 */
export function manifestsBelow(folder: string, use: string): string[] {
  const found: string[] = [];
  for (const file of filesBelow(folder, (name) => !name.startsWith('.') && name !== 'node_modules')) {
    found.push(file);
    if (found.length > MAX_FILES)
      throw new FolderError(`${folder} has more than ${MAX_FILES} files: name the folder that holds the manifests`);
  }
  refuseUnrendered(folder, 'a kustomization', 'kubectl kustomize', use, found.filter(isKustomization));
  const charts = found.filter((file) => /(^|\/)Chart\.yaml$/.test(file));
  refuseUnrendered(folder, 'a Helm chart', 'helm template', use, charts);
  if (found.length === 0) throw new FolderError(`${folder} has no manifests: no file ends in .yaml, .yml or .json`);
  return found;
}

/** The files that `kubectl -f` takes from a folder, in its order; undefined when it is none (cli-runtime, ExpandPathsToFileVisitors). */
export function manifestsForKubectl(path: string, isRecursive: boolean): string[] | undefined {
  return isFolder(path) ? [...filesBelow(path, () => isRecursive, true)] : undefined;
}

/** @param enters whether a folder of that name is looked into; files of such names are left out too, unless `allFiles` */
function* filesBelow(folder: string, enters: (name: string) => boolean, allFiles = false): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (enters(entry.name)) yield* filesBelow(path, enters, allFiles);
    } else if (ENDINGS.includes(extname(entry.name)) && (allFiles || enters(entry.name))) yield path;
  }
}

/** What another program makes manifests of are none yet. */
function refuseUnrendered(path: string, what: string, command: string, use: string, roots: readonly string[]): void {
  const folders = roots.map((file) => dirname(file));
  // An overlay stands behind its base more often than not, and is what people apply.
  const last = folders.at(-1);
  if (last === undefined) return;
  const rendered = `${command} ${quoteWord(last)} ${use}`;
  if (folders.length === 1 && join(last, '.') === join(path, '.'))
    throw new FolderError(`${path} is ${what}; render it first: ${rendered}`);
  throw new FolderError(`${path} holds ${what} (${folders.join(', ')}); render one first, such as: ${rendered}`);
}
