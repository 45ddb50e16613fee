import { formatDuration } from '../../duration';
import { actionsOf, type Failure } from '../../fuzz/index';
import { StatusLine, type Terminal } from '../statusLine';
import type { Watched } from './coordinator';

const WIDTH = 24;

/** A line that tells how far a campaign is: one that changes at a terminal, one now and then in a log. */
export class Progress implements Watched {
  private readonly startMs: number;
  private readonly line: StatusLine;

  /**
   * @param runs how many there will be at most
   * @param timeMs how long it will take at most
   */
  constructor(
    private readonly runs: number | undefined,
    private readonly timeMs: number | undefined,
    terminal: Terminal = process.stderr,
    private readonly now: () => number = Date.now,
  ) {
    this.startMs = now();
    this.line = new StatusLine(terminal, now);
  }

  show(runs: number, states: number): void {
    const elapsedMs = this.now() - this.startMs;
    const share = Math.max(runs / (this.runs ?? Infinity) || 0, elapsedMs / (this.timeMs ?? Infinity) || 0);
    const full = Math.min(WIDTH, Math.floor(share * WIDTH));
    const isEndless = this.runs === undefined && this.timeMs === undefined;
    const bar = isEndless ? '' : `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} `;
    const of = this.runs === undefined ? '' : ` of ${this.runs}`;
    const time = formatDuration(Math.max(1, Math.round(elapsedMs / 1000)) * 1000);
    this.line.show(`${bar}${runs}${of} runs, ${perSecond(runs, elapsedMs)} runs/s, ${states} states, ${time}`);
  }

  showSmaller({ run, story, shrinks }: Failure): void {
    const actions = actionsOf(story);
    this.line.show(
      `Run ${run} broke something. Its story has ${actions} ${actions === 1 ? 'action' : 'actions'} after ${shrinks} tries …`,
    );
  }

  clear(): void {
    this.line.clear();
  }
}

/** `128`, or `3.4` where every tenth counts. */
export function perSecond(runs: number, elapsedMs: number): string {
  const rate = (runs * 1000) / Math.max(1, elapsedMs);
  return rate < 10 ? rate.toFixed(1) : String(Math.round(rate));
}
