import { createHash } from 'node:crypto';
import { formatTime } from '../../api/index';
import { Directory, type FileNode, type FileTree, RegularFile } from '../../world/files/index';
import type { Payload, PayloadFile } from './payload';

/**
 * Writes a payload the way the kubelet does, so that readers see either all old files or all new ones: the files lie in
 * a fresh directory, `..data` is a link to it, each name is a link through `..data`. A subPath mount holds the old
 * file itself, which is why it never changes.
 * @param wallMs milliseconds since 1970, for the name of the directory
 * @returns whether anything was written
 * @see pkg/volume/util/atomic_writer.go
 */
export function writeAtomically(tree: FileTree, directory: string, payload: Payload, wallMs: number): boolean {
  if (!tree.exists(directory)) tree.mkdir(directory, { recursive: true, mode: 0o777 });
  const data = `${directory}/..data`;
  const current = tree.exists(data) ? tree.readLink(data) : undefined;
  if (current && sameFiles(tree, `${directory}/${current}`, payload)) return false;
  const fresh = freshName(current, wallMs);
  tree.mkdir(`${directory}/${fresh}`);
  for (const [path, file] of payload) tree.addFile(`${directory}/${fresh}/${path}`, file.data, { mode: file.mode });
  if (current) tree.remove(data);
  tree.symlink(fresh, data);
  linkNames(tree, directory, payload);
  if (current) tree.remove(`${directory}/${current}`, { recursive: true });
  return true;
}

/** `..2026_11_22_19_42_21.239013451`: the time and up to 32 random bits, which here are drawn from the name before. */
function freshName(before: string | undefined, wallMs: number): string {
  const time = formatTime(wallMs).slice(0, -1).replaceAll(/[-T:]/g, '_');
  const hash = createHash('sha256').update(`${before} ${wallMs}`).digest();
  return `..${time}.${hash.readUInt32BE(0)}`;
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
  const node = tree.nodeAt(directory);
  return node instanceof Directory && countSame(node, '', payload) === payload.size;
}

/** How many files below are as the payload wants them; NaN when one is not. */
function countSame(directory: Directory, prefix: string, payload: Payload): number {
  let count = 0;
  for (const name of directory.names()) {
    const node = directory.get(name);
    const path = `${prefix}${name}`;
    if (node instanceof Directory) count += countSame(node, `${path}/`, payload);
    else if (isFile(node, payload.get(path))) count++;
    else return Number.NaN;
  }
  return count;
}

function isFile(node: FileNode | undefined, wanted: PayloadFile | undefined): boolean {
  return node instanceof RegularFile && node.data === wanted?.data && node.mode === wanted.mode;
}
