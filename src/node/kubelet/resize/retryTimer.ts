import type { Kernel, Timer } from '../../../kernel/index';

const FIRST_MS = 30_000;
const EACH_MS = 180_000;

/**
 * The ticker of the allocation manager: 30 s after its kubelet has started, and 3 minutes after each time it was set back
 * (allocation_manager.go Run). Ticks that nobody needs are not played.
 */
export class RetryTimer {
  private nextMs: number;
  private timer: Timer | undefined;

  constructor(
    private readonly kernel: Kernel,
    private readonly name: string,
    private readonly tick: () => void,
  ) {
    this.nextMs = kernel.now + FIRST_MS;
  }

  /** As after each try. */
  reset(): void {
    this.nextMs = this.kernel.now + EACH_MS;
  }

  /** While the kubelet does not know yet which pods it has. */
  hold(): void {
    this.nextMs = this.kernel.now + FIRST_MS;
  }

  /** Brings the next tick, if there is something to be tried. */
  arm(isNeeded: boolean): void {
    this.timer?.cancel();
    this.timer = undefined;
    if (!isNeeded) return;
    const lateMs = this.kernel.now - this.nextMs;
    if (lateMs >= 0) this.nextMs += (Math.floor(lateMs / EACH_MS) + 1) * EACH_MS;
    this.timer = this.kernel.at(this.nextMs, this.tick, this.name);
  }
}
