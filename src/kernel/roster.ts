/**
 * A small set, in the order of joining, whose members come and go all the time: open connections, living processes. An array
 * and not a `Set`, which makes itself a new table every few changes: V8's old tables lead to their successors, so once one
 * of them has grown old, everything that passes through the set stays in memory until the next full collection.
 */
export class Roster<T> implements Iterable<T> {
  private readonly members: T[] = [];

  get size(): number {
    return this.members.length;
  }

  /** Whoever is added twice is in it twice. */
  add(member: T): void {
    this.members.push(member);
  }

  /** Most often whoever came last leaves first, so it is looked for from the end. */
  delete(member: T): void {
    const index = this.members.lastIndexOf(member);
    if (index >= 0) this.members.splice(index, 1);
  }

  clear(): void {
    this.members.length = 0;
  }

  find(isMeant: (member: T) => boolean): T | undefined {
    return this.members.find(isMeant);
  }

  /** A list of its own: members may leave while it is gone through. */
  list(): T[] {
    return [...this.members];
  }

  /** Nobody may leave meanwhile. */
  [Symbol.iterator](): IterableIterator<T> {
    return this.members[Symbol.iterator]();
  }
}
