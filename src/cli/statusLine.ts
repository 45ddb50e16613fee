/** Where a line can be shown: standard error, mostly. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** One line that changes while something takes its time; nothing where no terminal is. */
export class StatusLine {
  private isShown = false;

  constructor(private readonly terminal: Terminal = process.stderr) {}

  /** Is anybody there to read it? */
  get isWatched(): boolean {
    return this.terminal.isTTY === true;
  }

  /** Takes the place of what was shown. A line that is longer than the terminal is wide could not be taken back. */
  show(text: string): void {
    if (!this.isWatched) return;
    this.terminal.write(`\r\x1b[2K${text.slice(0, (this.terminal.columns || 80) - 1)}`);
    this.isShown = true;
  }

  clear(): void {
    if (this.isShown) this.terminal.write('\r\x1b[2K');
    this.isShown = false;
  }
}
