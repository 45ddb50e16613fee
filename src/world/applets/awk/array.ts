import type { Value } from './value';

/** Sizes of the hash table of BusyBox, one after the other as it grows (awk.c; found by measuring 1.35). */
const SIZES = [61, 251, 1021, 4093, 16_381, 65_521];
/** Elements in a bucket, on average, before the table grows. */
const FULL = 10;

/** How a name spreads over the table. */
function hash(name: string): number {
  let index = 0;
  for (const byte of Buffer.from(name)) index = (Math.imul(index, 63) + byte) >>> 0;
  return index;
}

/**
 * An associative array. `for (k in a)` meets the elements in the order of BusyBox's hash table, which scripts rely on
 * without knowing it.
 */
export class AwkArray {
  private readonly values = new Map<string, Value>();
  /** In each bucket the newest comes first. */
  private buckets = emptyBuckets(SIZES[0]!);
  private growths = 0;

  get size(): number {
    return this.values.size;
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  /** Asking for an element makes it (POSIX awk, Arrays). */
  get(name: string): Value {
    if (!this.values.has(name)) this.set(name, undefined);
    return this.values.get(name);
  }

  set(name: string, value: Value): void {
    if (!this.values.has(name)) {
      if (this.values.size + 1 > this.buckets.length * FULL) this.grow();
      this.bucketOf(name).unshift(name);
    }
    this.values.set(name, value);
  }

  delete(name: string): void {
    if (!this.values.delete(name)) return;
    const bucket = this.bucketOf(name);
    bucket.splice(bucket.indexOf(name), 1);
  }

  clear(): void {
    this.values.clear();
    this.growths = 0;
    this.buckets = emptyBuckets(SIZES[0]!);
  }

  names(): string[] {
    return this.buckets.flat();
  }

  private bucketOf(name: string): string[] {
    return this.buckets[hash(name) % this.buckets.length]!;
  }

  private grow(): void {
    const size = SIZES[this.growths + 1];
    if (size === undefined) return;
    const names = this.names();
    this.growths++;
    this.buckets = emptyBuckets(size);
    for (const name of names) this.bucketOf(name).unshift(name);
  }
}

function emptyBuckets(count: number): string[][] {
  return Array.from({ length: count }, () => []);
}
