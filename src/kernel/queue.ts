/**
 * A binary heap of what is still to happen, ordered by (time, tie, sequence).
 *
 * `tie` orders things that are due at the same instant. It is 0 for everything unless a run asks for
 * permuted ties; then it is drawn from the seed, which is the cheapest way to find races.
 * `sequence` makes the order total, so that no two runs with one seed can differ.
 */
export interface Due {
  readonly timeMs: number;
  readonly tie: number;
  readonly sequence: number;
}

export class EventQueue<T extends Due> {
  private readonly heap: T[] = [];

  get size(): number {
    return this.heap.length;
  }

  peek(): T | undefined {
    return this.heap[0];
  }

  push(item: T): void {
    const heap = this.heap;
    let index = heap.length;
    heap.push(item);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as T;
      if (!before(item, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = item;
  }

  pop(): T | undefined {
    const heap = this.heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    this.sink(last);
    return first;
  }

  /** Throws out everything else. The order is total, so what is left comes in the order in which it would have come. */
  keep(isKept: (item: T) => boolean): void {
    const heap = this.heap;
    let size = 0;
    for (const item of heap) if (isKept(item)) heap[size++] = item;
    heap.length = size;
    for (let index = (size >> 1) - 1; index >= 0; index--) this.sink(heap[index] as T, index);
  }

  private sink(item: T, from = 0): void {
    const heap = this.heap;
    const size = heap.length;
    let index = from;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && before(heap[right] as T, heap[child] as T)) child = right;
      const below = heap[child] as T;
      if (!before(below, item)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = item;
  }
}

function before(a: Due, b: Due): boolean {
  if (a.timeMs !== b.timeMs) return a.timeMs < b.timeMs;
  if (a.tie !== b.tie) return a.tie < b.tie;
  return a.sequence < b.sequence;
}
