/** Where a line can be shown: standard error, mostly. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** How often a log gets a line: a CI system gives up on jobs that are silent for minutes. */
const LOG_EVERY_MS = 30_000;

/** One line that changes while something takes its time; where no terminal is, a line of a log now and then. */
export class StatusLine {
  private isShown = false;
  private loggedMs: number;

  constructor(
    private readonly terminal: Terminal = process.stderr,
    private readonly now: () => number = Date.now,
  ) {
    this.loggedMs = now();
  }

  /** Does it change before somebody's eyes? */
  get isWatched(): boolean {
    return this.terminal.isTTY === true;
  }

  /** Takes the place of what was shown. A line that is longer than the terminal is wide could not be taken back. */
  show(text: string): void {
    if (!this.isWatched) {
      this.log(text);
      return;
    }
    this.terminal.write(`\r\x1b[2K${text.slice(0, (this.terminal.columns || 80) - 1)}`);
    this.isShown = true;
  }

  clear(): void {
    if (this.isShown) this.terminal.write('\r\x1b[2K');
    this.isShown = false;
  }

  private log(text: string): void {
    if (this.now() - this.loggedMs < LOG_EVERY_MS) return;
    this.loggedMs = this.now();
    this.terminal.write(`${text}\n`);
  }
}
