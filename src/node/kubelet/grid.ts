import type { Kernel, Timer } from '../../kernel/index';
import type { KubeletContext } from './context';

/** The instants `phase`, `phase + period`, `phase + 2 × period` … of a ticker that nobody has to run while nothing happens. */
export class Grid {
  constructor(
    readonly periodMs: number,
    readonly phaseMs: number,
  ) {}

  /** The first instant that is not before `timeMs`. */
  atOrAfter(timeMs: number): number {
    const ticks = Math.ceil((timeMs - this.phaseMs) / this.periodMs);
    return this.phaseMs + Math.max(0, ticks) * this.periodMs;
  }

  /** The first instant later than `timeMs`. */
  after(timeMs: number): number {
    return this.atOrAfter(timeMs + 1);
  }

  /** The last instant that is not after `timeMs`; -Infinity when there was none yet. */
  atOrBefore(timeMs: number): number {
    const ticks = Math.floor((timeMs - this.phaseMs) / this.periodMs);
    return ticks < 0 ? Number.NEGATIVE_INFINITY : this.phaseMs + ticks * this.periodMs;
  }
}

/** The instants of what a kubelet does over and over again, from its start on: which they are is chance, once for all. */
export function startedGrid(
  { kernel, component }: Pick<KubeletContext, 'kernel' | 'component'>,
  name: string,
  periodMs: number,
  startedMs = kernel.now,
): Grid {
  return new Grid(periodMs, startedMs + kernel.random.stream(`${component}/${name}`).integer(1, periodMs));
}

/**
 * A ticker of the kubelet's main loop that ticks only when somebody asked for it: a tick with nothing to do is the
 * same as no tick, so an idle pod costs nothing.
 */
export class LazyTicker {
  private timer: Timer | undefined;

  constructor(
    private readonly kernel: Kernel,
    readonly grid: Grid,
    private readonly name: string,
    private readonly tick: () => void,
  ) {}

  /** Makes the ticker's next instant (the first one not before `timeMs`, if given) happen. */
  request(timeMs = this.kernel.now + 1): void {
    const due = this.grid.atOrAfter(Math.max(timeMs, this.kernel.now + 1));
    if (this.timer && !this.timer.cancelled && this.timer.timeMs <= due) return;
    this.timer?.cancel();
    this.timer = this.kernel.at(
      due,
      () => {
        this.timer = undefined;
        this.tick();
      },
      this.name,
    );
  }

  stop(): void {
    this.timer?.cancel();
    this.timer = undefined;
  }
}
