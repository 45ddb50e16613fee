import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The reports of a run appear all at once when it is done: until then they grow in a folder of their own, so that a
 * run that breaks off leaves the last good report untouched.
 */
export class ReportFolder {
  /** Where the reports grow. */
  readonly path: string;
  private readonly target: string;

  constructor(target: string) {
    this.target = resolve(target);
    mkdirSync(this.target, { recursive: true });
    this.path = mkdtempSync(join(this.target, '.unfinished-'));
  }

  write(name: string, content: string): void {
    writeFileSync(join(this.path, name), content);
  }

  /** Puts the finished files in their place. */
  publish(): void {
    for (const name of readdirSync(this.path)) renameSync(join(this.path, name), join(this.target, name));
  }

  /** Removes what was not published. */
  discard(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
