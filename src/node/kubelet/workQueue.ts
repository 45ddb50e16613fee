import type { Kernel } from '../../kernel/index';
import { type Grid, LazyTicker } from './grid';

/**
 * When each pod is due for its next sync (pkg/kubelet/util/queue/work_queue.go). It is drained by the main loop's
 * 1 s ticker, so syncs that nothing else caused fall on a grid of whole seconds from the kubelet's start.
 */
export class WorkQueue {
  private readonly dueMs = new Map<string, number>();
  private readonly ticker: LazyTicker;

  constructor(
    private readonly kernel: Kernel,
    grid: Grid,
    name: string,
    sync: (podUids: string[]) => void,
  ) {
    this.ticker = new LazyTicker(kernel, grid, name, () => {
      const due = this.takeDue();
      this.arm();
      sync(due);
    });
  }

  /** Makes the pod due after `delayMs`; an earlier appointment is forgotten. */
  enqueue(podUid: string, delayMs: number): void {
    this.dueMs.set(podUid, this.kernel.now + delayMs);
    this.arm();
  }

  forget(podUid: string): void {
    this.dueMs.delete(podUid);
  }

  stop(): void {
    this.dueMs.clear();
    this.ticker.stop();
  }

  private takeDue(): string[] {
    const due = [...this.dueMs].filter(([, dueMs]) => dueMs <= this.kernel.now).map(([podUid]) => podUid);
    for (const podUid of due) this.dueMs.delete(podUid);
    return due;
  }

  private arm(): void {
    let earliest = Number.POSITIVE_INFINITY;
    for (const dueMs of this.dueMs.values()) earliest = Math.min(earliest, dueMs);
    if (earliest < Number.POSITIVE_INFINITY) this.ticker.request(earliest);
  }
}
