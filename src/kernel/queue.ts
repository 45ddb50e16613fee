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

/** Taken items that may stay in the lane. */
const LANE_KEPT = 1024;

export class EventQueue<T extends Due> {
  private readonly heap: T[] = [];
  /** What came in order, see `append`: taken from the front, so it needs no sifting. */
  private readonly lane: T[] = [];
  /** How much of the lane has been taken. */
  private taken = 0;

  get size(): number {
    return this.heap.length + this.lane.length - this.taken;
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

  /**
   * Adds something that comes after everything appended before: most events are due at once, and a heap of a thousand pods'
   * timers would carry each of them to its root and sink another from there.
   */
  append(item: T): void {
    this.lane.push(item);
  }

  /** Takes the next one if it is due by then. */
  take(untilMs = Number.POSITIVE_INFINITY): T | undefined {
    const inLane = this.lane[this.taken];
    const inHeap = this.heap[0];
    if (inLane !== undefined && (inHeap === undefined || before(inLane, inHeap))) {
      if (inLane.timeMs > untilMs) return undefined;
      this.taken++;
      this.tidyLane();
      return inLane;
    }
    if (inHeap === undefined || inHeap.timeMs > untilMs) return undefined;
    const last = this.heap.pop() as T;
    if (this.heap.length > 0) this.sink(last);
    return inHeap;
  }

  /** Throws out everything else. The order is total, so what is left comes in the order in which it would have come. */
  keep(isKept: (item: T) => boolean): void {
    const waiting = this.lane.splice(0).slice(this.taken).filter(isKept);
    this.taken = 0;
    for (const item of waiting) this.lane.push(item);
    const heap = this.heap;
    let size = 0;
    for (const item of heap) if (isKept(item)) heap[size++] = item;
    heap.length = size;
    for (let index = (size >> 1) - 1; index >= 0; index--) this.sink(heap[index] as T, index);
  }

  /** Forgets what was taken: all of it at once, or half of a lane that is never empty. */
  private tidyLane(): void {
    if (this.taken === this.lane.length) this.lane.length = 0;
    else if (this.taken >= LANE_KEPT && this.taken * 2 >= this.lane.length) this.lane.splice(0, this.taken);
    else return;
    this.taken = 0;
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
