import { type Kernel, Signal } from '../../kernel';

export type LockKind = 'shared' | 'exclusive';

/** What flock(2) puts on a file: open files share it, or one has it alone. */
export class FileLock {
  /** Those who wait are told that somebody has let go. */
  readonly released: Signal;
  private readonly holders = new Map<object, LockKind>();

  constructor(kernel: Kernel) {
    this.released = new Signal(kernel);
  }

  /** Whether an open file can have it now, or have it otherwise than before. */
  isFreeFor(openFile: object, kind: LockKind): boolean {
    const others = [...this.holders].filter(([holder]) => holder !== openFile);
    return others.every(([, theirs]) => kind === 'shared' && theirs === 'shared');
  }

  hold(openFile: object, kind: LockKind): void {
    this.holders.set(openFile, kind);
  }

  release(openFile: object): void {
    this.holders.delete(openFile);
    this.released.fire();
  }
}
