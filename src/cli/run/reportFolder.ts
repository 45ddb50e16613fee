import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '../usageError';
import { type Disk, makeFolder, namesIn, REAL_DISK, reasonOf } from './outputs/files';

const UNFINISHED = '.unfinished-';

/**
 * The reports of a run appear all at once when it is done: until then they grow in a folder of their own, so that a
 * run that breaks off leaves the last good report untouched.
 */
export class ReportFolder {
  /** Where the reports grow. */
  readonly path: string;
  private readonly target: string;
  private spoilt = false;

  /** @throws UsageError when nothing can be written there */
  constructor(
    private readonly name: string,
    private readonly disk: Disk = REAL_DISK,
  ) {
    this.target = resolve(name);
    try {
      makeFolder(this.target);
      this.removeLeftOvers();
      this.path = mkdtempSync(join(this.target, `${UNFINISHED}${process.pid}-`));
    } catch (error) {
      throw new UsageError(`reports can't be written to ${name}: ${reasonOf(error)}`);
    }
  }

  /** Something could not be written, and so nothing will be published. */
  get isSpoilt(): boolean {
    return this.spoilt;
  }

  /** @throws Error that says what is left in the folder */
  write(name: string, content: string): void {
    try {
      this.disk.write(join(this.path, name), content);
    } catch (error) {
      this.spoilt = true;
      throw new Error(
        `${this.failed(name, error)}; ${this.name} holds the reports of an earlier run, if there was one`,
      );
    }
  }

  /** Paths of the files that were written so far, by name. */
  files(names: RegExp): string[] {
    return namesIn(this.path)
      .filter((name) => names.test(name))
      .map((name) => join(this.path, name));
  }

  /**
   * Puts the finished files and folders in their place, if all could be written.
   *
   * @param but the files with these names
   * @throws Error that says what is left in the folder
   */
  publish(but: RegExp): void {
    if (this.spoilt) return;
    for (const name of namesIn(this.path).filter((one) => !but.test(one))) {
      const place = join(this.target, name);
      try {
        // A folder can't take the place of another one
        if (statSync(join(this.path, name)).isDirectory()) rmSync(place, { recursive: true, force: true });
        this.disk.rename(join(this.path, name), place);
      } catch (error) {
        throw new Error(`${this.failed(name, error)}; the reports in ${this.name} may be of different runs`);
      }
    }
  }

  /** Removes what was not published. */
  discard(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private failed(name: string, error: unknown): string {
    return `${join(this.name, name)} could not be written: ${reasonOf(error)}`;
  }

  /** A run that was killed could not tidy up. */
  private removeLeftOvers(): void {
    for (const name of readdirSync(this.target)) {
      const [, pid] = /^\.unfinished-(\d+)-/.exec(name) ?? [];
      if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(this.target, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
