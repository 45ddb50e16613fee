import type { Waiting } from './queue';

/**
 * The pods that may be tried, in the order in which they are: the highest priority first, then who waits longest, then who
 * came first (pkg/scheduler/framework/plugins/queuesort). Thousands come at once when a large Deployment is made, so
 * nobody looks through all of them for the next one.
 */
export class ActiveQueue {
  private readonly sorted: Waiting[] = [];
  private readonly byUid = new Map<string, Waiting>();

  get size(): number {
    return this.sorted.length;
  }

  get(uid: string): Waiting | undefined {
    return this.byUid.get(uid);
  }

  first(): Waiting | undefined {
    return this.sorted[0];
  }

  /** Whoever is in it already stays where it is. */
  add(waiting: Waiting): void {
    const uid = uidOf(waiting);
    if (this.byUid.has(uid)) return;
    this.byUid.set(uid, waiting);
    this.sorted.splice(this.placeOf(waiting), 0, waiting);
  }

  remove(uid: string): void {
    const waiting = this.byUid.get(uid);
    if (!waiting) return;
    this.byUid.delete(uid);
    this.sorted.splice(this.placeOf(waiting), 1);
  }

  /** The first place whose pod does not come before this one: its own, if it is in the queue. */
  private placeOf(waiting: Waiting): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(this.sorted[middle] as Waiting, waiting)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function uidOf({ pod }: Waiting): string {
  return pod.metadata.uid ?? '';
}

/** Which of two pods is tried first, when both may be. */
export function before(a: Waiting, b: Waiting): boolean {
  const priorities = (b.pod.spec.priority ?? 0) - (a.pod.spec.priority ?? 0);
  if (priorities !== 0) return priorities < 0;
  return a.sinceMs === b.sinceMs ? a.sequence < b.sequence : a.sinceMs < b.sinceMs;
}
