import { type Kernel, type Task, TIMED_OUT, until, within } from '../../kernel';
import { type Directory, FileLock, type FileTree, type LockKind, type RegularFile } from '../files';

/**
 * What open(2) makes: descriptors that were duplicated or inherited have it in common, and a lock of flock(2) is its own. The lock
 * goes when the last of them is closed.
 */
export class OpenFile {
  private descriptors = 0;
  private held: FileLock | undefined;

  /** @param path where the file was found in these files */
  constructor(
    private readonly kernel: Kernel,
    private readonly node: RegularFile | Directory,
    private readonly files: FileTree,
    private readonly path: string,
  ) {}

  open(): void {
    this.descriptors++;
  }

  close(): void {
    if (--this.descriptors === 0) this.unlock();
  }

  /** flock(2): waits for so long; false when somebody else still has the file then. */
  *lock(kind: LockKind, waitMs = Number.POSITIVE_INFINITY): Task<boolean> {
    const lock = this.held ?? this.lockOfFile();
    const endMs = this.kernel.now + waitMs;
    while (!lock.isFreeFor(this, kind)) {
      const leftMs = endMs - this.kernel.now;
      if (leftMs <= 0) return false;
      if (leftMs === Number.POSITIVE_INFINITY) yield* until(lock.released.wait());
      else if ((yield* within(leftMs, lock.released.wait())) === TIMED_OUT) return false;
    }
    lock.hold(this, kind);
    this.held = lock;
    return true;
  }

  unlock(): void {
    this.held?.release(this);
    this.held = undefined;
  }

  private lockOfFile(): FileLock {
    const node = this.ownNode();
    node.lock ??= new FileLock(this.kernel);
    return node.lock;
  }

  /**
   * A file of the image is locked for its container alone: each mount of an overlay has inodes of its own. By its path it may have become
   * another file meanwhile.
   */
  private ownNode(): RegularFile | Directory {
    const { node, files, path } = this;
    return files.nodeAt(path) === node ? (files.own(path) as typeof node) : node;
  }
}
