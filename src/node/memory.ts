import type { Pod } from '../api/types/index';
import { type Kernel, rule, type Timer } from '../kernel/index';
import type { Proc } from '../world/index';
import { oomScoreAdjust } from './oomScore';

const SYSTEM_OOM = rule(
  'memory/no-memory-left',
  'When a machine has no memory left, its kernel kills the process that holds most, by the class of its pod.',
  'kernel.org, oom_badness in mm/oom_kill.c; kubernetes.io, Node out of memory behavior',
);

const REAPING_MS = 1;

/** A container that runs, and what it holds of the machine's memory. */
export interface MemoryHolder {
  readonly pod: Pod;
  readonly containerName: string;
  readonly memoryBytes: number;
  /** How fast that grows by itself. */
  readonly memoryBytesPerSecond: number;
  readonly liveProcesses: readonly Proc[];
}

/** The memory of a machine. Only what containers hold counts: nothing is known of the machine's own services. */
export class NodeMemory {
  private timer: Timer | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly mourners = new Set<(victim: Proc) => void>();

  constructor(
    private readonly kernel: Kernel,
    readonly capacityBytes: number,
    readonly holders: () => readonly MemoryHolder[],
  ) {}

  get availableBytes(): number {
    return this.capacityBytes - this.holders().reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  }

  /** When less than this is available, if nothing but time changes: now, or never (Infinity). */
  shortAtMs(bytes: number): number {
    const spareBytes = this.availableBytes - bytes;
    if (spareBytes < 0) return this.kernel.now;
    const perSecond = this.holders().reduce((sum, holder) => sum + holder.memoryBytesPerSecond, 0);
    return perSecond > 0 ? this.kernel.now + Math.floor((spareBytes * 1000) / perSecond) + 1 : Number.POSITIVE_INFINITY;
  }

  /** Some process holds more or less than before, or grows faster. */
  changed(): void {
    this.lookAhead();
    for (const listener of this.listeners) listener();
  }

  /** @returns a function that ends the subscription */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells of each process that is killed because nothing is left. @returns a function that ends the subscription */
  onKill(mourner: (victim: Proc) => void): () => void {
    this.mourners.add(mourner);
    return () => this.mourners.delete(mourner);
  }

  private lookAhead(): void {
    this.timer?.cancel();
    this.timer = undefined;
    const { now } = this.kernel;
    const shortMs = this.shortAtMs(0);
    // What was killed gives its memory back before anybody else has to die.
    const nextMs = shortMs > now ? shortMs : this.killWorst() ? now + REAPING_MS : Number.POSITIVE_INFINITY;
    if (Number.isFinite(nextMs)) this.timer = this.kernel.at(nextMs, () => this.lookAhead(), 'out of memory');
  }

  private killWorst(): boolean {
    let worst: { proc: Proc; badness: number } | undefined;
    for (const { pod, containerName, liveProcesses } of this.holders()) {
      const adjust = oomScoreAdjust(pod, containerName, this.capacityBytes);
      for (const proc of liveProcesses) {
        const badness = (proc.memoryBytes * 1000) / this.capacityBytes + adjust;
        if (proc.memoryBytes > 0 && (!worst || badness > worst.badness)) worst = { proc, badness };
      }
    }
    if (!worst) return false;
    this.kernel.acts(SYSTEM_OOM);
    worst.proc.dieForMemory();
    for (const mourner of this.mourners) mourner(worst.proc);
    return true;
  }
}
