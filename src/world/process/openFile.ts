import { type Kernel, Signal, type Task, TIMED_OUT, until, within } from '../../kernel';
import type { FileNode } from '../files';

export type LockKind = 'shared' | 'exclusive';

/** Who has locked a file, and those who wait are told of changes. */
interface Lock {
  readonly holders: Map<OpenFile, LockKind>;
  readonly changed: Signal;
}

/** By file, so that all containers that share a volume see the same locks. */
const LOCKS = new WeakMap<FileNode, Lock>();

/**
 * What open(2) makes: descriptors that were duplicated or inherited have it in common, and a lock of flock(2) is its own. The lock
 * goes when the last of them is closed.
 */
export class OpenFile {
  private descriptors = 0;
  private hasLock = false;

  constructor(
    private readonly kernel: Kernel,
    readonly node: FileNode,
  ) {}

  open(): void {
    this.descriptors++;
  }

  close(): void {
    if (--this.descriptors === 0) this.unlock();
  }

  /** flock(2): waits for so long; false when somebody else still has the file then. */
  *lock(kind: LockKind, waitMs = Number.POSITIVE_INFINITY): Task<boolean> {
    const lock = this.lockOfFile();
    const endMs = this.kernel.now + waitMs;
    while (!this.mayHave(lock, kind)) {
      const leftMs = endMs - this.kernel.now;
      if (leftMs <= 0) return false;
      if (leftMs === Number.POSITIVE_INFINITY) yield* until(lock.changed.wait());
      else if ((yield* within(leftMs, lock.changed.wait())) === TIMED_OUT) return false;
    }
    lock.holders.set(this, kind);
    this.hasLock = true;
    return true;
  }

  unlock(): void {
    if (!this.hasLock) return;
    this.hasLock = false;
    const lock = this.lockOfFile();
    lock.holders.delete(this);
    lock.changed.fire();
  }

  private mayHave({ holders }: Lock, kind: LockKind): boolean {
    const others = [...holders].filter(([file]) => file !== this);
    return others.every(([, theirs]) => kind === 'shared' && theirs === 'shared');
  }

  private lockOfFile(): Lock {
    const lock = LOCKS.get(this.node) ?? { holders: new Map(), changed: new Signal(this.kernel) };
    LOCKS.set(this.node, lock);
    return lock;
  }
}
