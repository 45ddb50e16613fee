import { formatDuration } from '../../duration';
import { actionsOf, type Failure } from '../../fuzz/index';
import type { Watched } from './coordinator';

const WIDTH = 24;

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** A line at a terminal that tells how far a campaign is; nothing where nobody watches. */
export class Progress implements Watched {
  private readonly startMs: number;
  private isShown = false;

  /**
   * @param runs how many there will be at most
   * @param timeMs how long it will take at most
   */
  constructor(
    private readonly runs: number | undefined,
    private readonly timeMs: number | undefined,
    private readonly terminal: Terminal = process.stderr,
    private readonly now: () => number = Date.now,
  ) {
    this.startMs = now();
  }

  show(runs: number, states: number): void {
    const elapsedMs = this.now() - this.startMs;
    const share = Math.max(runs / (this.runs ?? Infinity) || 0, elapsedMs / (this.timeMs ?? Infinity) || 0);
    const full = Math.min(WIDTH, Math.floor(share * WIDTH));
    const isEndless = this.runs === undefined && this.timeMs === undefined;
    const bar = isEndless ? '' : `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} `;
    const of = this.runs === undefined ? '' : ` of ${this.runs}`;
    const time = formatDuration(Math.max(1, Math.round(elapsedMs / 1000)) * 1000);
    this.line(`${bar}${runs}${of} runs, ${perSecond(runs, elapsedMs)} runs/s, ${states} states, ${time}`);
  }

  showSmaller({ run, story, shrinks }: Failure): void {
    const actions = actionsOf(story);
    this.line(
      `Run ${run} broke something. Its story has ${actions} ${actions === 1 ? 'action' : 'actions'} after ${shrinks} tries …`,
    );
  }

  clear(): void {
    if (this.isShown) this.terminal.write('\r\x1b[2K');
    this.isShown = false;
  }

  /** A line that is longer than the terminal is wide could not be taken back. */
  private line(text: string): void {
    if (this.terminal.isTTY !== true) return;
    this.terminal.write(`\r\x1b[2K${text.slice(0, (this.terminal.columns || 80) - 1)}`);
    this.isShown = true;
  }
}

/** `128`, or `3.4` where every tenth counts. */
export function perSecond(runs: number, elapsedMs: number): string {
  const rate = (runs * 1000) / Math.max(1, elapsedMs);
  return rate < 10 ? rate.toFixed(1) : String(Math.round(rate));
}
