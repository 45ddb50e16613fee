import { StatusLine, type Terminal } from '../../statusLine';

/** How often the line may change: more often nobody can read it. */
const INTERVAL_MS = 100;

/** How far a run is: one line that changes at a terminal, one now and then in a log. */
export class Progress {
  private done = 0;
  private failed = 0;
  private shownMs = 0;

  private readonly line: StatusLine;

  constructor(
    terminal: Terminal,
    private readonly now: () => number = Date.now,
  ) {
    this.line = new StatusLine(terminal, now);
  }

  /** How many scenarios there are; unknown at first. */
  total: number | undefined;

  /** A scenario has ended. */
  scenario(failed: boolean): void {
    this.done++;
    if (failed) this.failed++;
    if (this.now() - this.shownMs < INTERVAL_MS) return;
    this.shownMs = this.now();
    const of = this.total === undefined ? '' : ` of ${this.total}`;
    const failures = this.failed > 0 ? `, ${this.failed} failed` : '';
    this.line.show(`${this.done}${of} scenarios${failures} …`);
  }

  /** Removes the line. */
  clear(): void {
    this.line.clear();
  }
}
