import type { Kernel } from '../../kernel';

/** After this long a controller acts even though it has not seen its own writes. */
const TIMEOUT_MS = 5 * 60_000;

interface Expected {
  creations: number;
  readonly deletions: Set<string>;
  readonly sinceMs: number;
}

/**
 * What a controller has asked for and not yet seen in its cache. Until it has, the cache is known to be behind and the
 * controller neither creates nor deletes more. Source: client-go controller utilities.
 */
export class Expectations {
  private readonly byKey = new Map<string, Expected>();

  constructor(private readonly kernel: Kernel) {}

  expect(key: string, creations: number, deletedUids: readonly string[] = []): void {
    this.byKey.set(key, { creations, deletions: new Set(deletedUids), sinceMs: this.kernel.now });
  }

  /** A creation was seen, or did not happen. */
  created(key: string): void {
    const expected = this.byKey.get(key);
    if (expected) expected.creations--;
  }

  /** A deletion was seen (its mark is enough), or did not happen. */
  deleted(key: string, uid: string | undefined): void {
    this.byKey.get(key)?.deletions.delete(uid ?? '');
  }

  forget(key: string): void {
    this.byKey.delete(key);
  }

  satisfied(key: string): boolean {
    const expected = this.byKey.get(key);
    if (!expected) return true;
    const seen = expected.creations <= 0 && expected.deletions.size === 0;
    return seen || this.kernel.now - expected.sinceMs > TIMEOUT_MS;
  }
}
