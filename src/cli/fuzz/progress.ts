import { formatDuration } from '../../duration';

const WIDTH = 24;

/** A line at a terminal that tells how far a campaign is; nothing where nobody watches. */
export class Progress {
  private readonly startMs = Date.now();
  private readonly shown = process.stderr.isTTY === true;

  /**
   * @param runs how many there will be at most
   * @param timeMs how long it will take at most
   */
  constructor(
    private readonly runs: number | undefined,
    private readonly timeMs: number | undefined,
  ) {}

  show(runs: number, states: number): void {
    if (!this.shown) return;
    const elapsedMs = Date.now() - this.startMs;
    const share = Math.max(runs / (this.runs ?? Infinity) || 0, elapsedMs / (this.timeMs ?? Infinity) || 0);
    const full = Math.min(WIDTH, Math.floor(share * WIDTH));
    const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
    const rate = Math.round((runs * 1000) / Math.max(1, elapsedMs));
    const time = formatDuration(Math.round(elapsedMs / 1000) * 1000);
    process.stderr.write(`\r\x1b[2K${bar} ${runs} runs, ${rate} runs/s, ${states} states, ${time}`);
  }

  clear(): void {
    if (this.shown) process.stderr.write('\r\x1b[2K');
  }
}
