import { Directory, type FileNode } from './node';

/** What a file system of a disk gives out at least. */
export const BLOCK_BYTES = 4096;

/** What so many bytes take: whole blocks. */
export function inBlocks(bytes: number): number {
  return Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;
}

/**
 * What a file, or a directory with all that lies in it, takes on a disk, as du(1) counts it; in a layer over another one
 * only what this layer has of its own.
 */
export function usedBytes(node: FileNode): number {
  if (!(node instanceof Directory)) return inBlocks(node.sizeBytes);
  let sum = node.isOverlay ? 0 : BLOCK_BYTES;
  for (const entry of node.ownEntries()) sum += usedBytes(entry);
  return sum;
}
