import { Directory, type FileNode } from './node';

/** What a file system of a disk gives out at least. */
const BLOCK_BYTES = 4096;

/**
 * What a file, or a directory with all that lies in it, takes on a disk, as du(1) counts it; in a layer over another one
 * only what this layer has of its own.
 */
export function usedBytes(node: FileNode): number {
  if (!(node instanceof Directory)) return Math.ceil(node.sizeBytes / BLOCK_BYTES) * BLOCK_BYTES;
  let sum = node.isOverlay ? 0 : BLOCK_BYTES;
  for (const entry of node.ownEntries()) sum += usedBytes(entry);
  return sum;
}
