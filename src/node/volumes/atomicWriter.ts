import type { FileTree } from '../../world/files/index';
import type { Payload } from './payload';

/**
 * Writes a payload the way the kubelet does, so that readers see either all old files or all new ones: the files lie in
 * a fresh directory, `..data` is a link to it, each name is a link through `..data`. A subPath mount holds the old
 * file itself, which is why it never changes.
 * @returns whether anything was written
 * @see pkg/volume/util/atomic_writer.go
 */
export function writeAtomically(tree: FileTree, directory: string, payload: Payload, now: number): boolean {
  if (!tree.exists(directory)) tree.mkdir(directory, { recursive: true, mode: 0o777 });
  const data = `${directory}/..data`;
  const current = tree.exists(data) ? tree.readLink(data) : undefined;
  if (current && sameFiles(tree, `${directory}/${current}`, payload)) return false;
  const fresh = `..${now}_${Number(current?.split('_')[1] ?? 0) + 1}`;
  tree.mkdir(`${directory}/${fresh}`);
  for (const [path, file] of payload) tree.addFile(`${directory}/${fresh}/${path}`, file.data, { mode: file.mode });
  if (current) tree.remove(data);
  tree.symlink(fresh, data);
  linkNames(tree, directory, payload);
  if (current) tree.remove(`${directory}/${current}`, { recursive: true });
  return true;
}

function linkNames(tree: FileTree, directory: string, payload: Payload): void {
  const wanted = new Set([...payload.keys()].map((path) => path.split('/')[0] as string));
  for (const name of tree.list(directory)) {
    if (!name.startsWith('..') && !wanted.has(name)) tree.remove(`${directory}/${name}`);
  }
  for (const name of wanted) {
    if (!tree.exists(`${directory}/${name}`)) tree.symlink(`..data/${name}`, `${directory}/${name}`);
  }
}

function sameFiles(tree: FileTree, directory: string, payload: Payload): boolean {
  const present = filesBelow(tree, directory, '');
  if (present.length !== payload.size) return false;
  return present.every((path) => {
    const file = payload.get(path);
    const at = `${directory}/${path}`;
    return file !== undefined && tree.readFile(at) === file.data && tree.stat(at).mode === file.mode;
  });
}

function filesBelow(tree: FileTree, directory: string, prefix: string): string[] {
  return tree.list(directory).flatMap((name) => {
    const at = `${directory}/${name}`;
    const path = `${prefix}${name}`;
    return tree.stat(at).type === 'directory' ? filesBelow(tree, at, `${path}/`) : [path];
  });
}
