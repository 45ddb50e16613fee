import { Directory, type RegularFile } from './node';
import { inBlocks } from './usage';

/**
 * A file system that holds so much and no more, as a tmpfs with a size does: what lies in its files takes whole pages, its
 * directories and links take nothing (mm/shmem.c).
 */
export class Room {
  constructor(
    readonly totalBytes: number,
    private readonly root: Directory,
  ) {}

  get usedBytes(): number {
    return inFiles(this.root);
  }

  get freeBytes(): number {
    return Math.max(0, this.totalBytes - this.usedBytes);
  }

  /** How long a file of it may become. */
  mostBytesOf(file: RegularFile): number {
    return inBlocks(file.sizeBytes) + this.freeBytes;
  }
}

function inFiles(directory: Directory): number {
  let sum = 0;
  for (const entry of directory.ownEntries())
    sum += entry instanceof Directory ? inFiles(entry) : entry.kind === 'file' ? inBlocks(entry.sizeBytes) : 0;
  return sum;
}
