import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../usageError';

const UNFINISHED = '.unfinished-';

/**
 * The reports of a run appear all at once when it is done: until then they grow in a folder of their own, so that a
 * run that breaks off leaves the last good report untouched.
 */
export class ReportFolder {
  /** Where the reports grow. */
  readonly path: string;
  private readonly target: string;

  /** @throws UsageError when nothing can be written there */
  constructor(target: string) {
    this.target = resolve(target);
    try {
      makeFolder(this.target);
      this.removeLeftOvers();
      this.path = mkdtempSync(join(this.target, `${UNFINISHED}${process.pid}-`));
    } catch (error) {
      throw new UsageError(`reports can't be written to ${target}: ${reasonOf(error)}`);
    }
  }

  /** @throws Error that says what is left in the folder */
  write(name: string, content: string): void {
    try {
      writeFileSync(join(this.path, name), content);
    } catch (error) {
      throw this.unwritten(error);
    }
  }

  /** Paths of the files that were written so far, by name. */
  files(names: RegExp): string[] {
    return readdirSync(this.path)
      .filter((name) => names.test(name))
      .sort()
      .map((name) => join(this.path, name));
  }

  /** Removes files that are not to be published. */
  remove(names: RegExp): void {
    for (const name of readdirSync(this.path)) if (names.test(name)) rmSync(join(this.path, name));
  }

  /**
   * Puts the finished files and folders in their place.
   *
   * @throws Error that says what is left in the folder
   */
  publish(): void {
    try {
      for (const name of readdirSync(this.path)) {
        const place = join(this.target, name);
        // A folder can't take the place of another one
        if (statSync(join(this.path, name)).isDirectory()) rmSync(place, { recursive: true, force: true });
        renameSync(join(this.path, name), place);
      }
    } catch (error) {
      throw this.unwritten(error);
    }
  }

  /** Removes what was not published. */
  discard(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private unwritten(error: unknown): Error {
    return new Error(
      `the reports could not be written, ${this.target} holds those of an earlier run: ${reasonOf(error)}`,
    );
  }

  /** A run that was killed could not tidy up. */
  private removeLeftOvers(): void {
    for (const name of readdirSync(this.target)) {
      const [, pid] = /^\.unfinished-(\d+)-/.exec(name) ?? [];
      if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(this.target, name), { recursive: true, force: true });
    }
  }
}

/** Node's own `recursive` never ends where a file system refuses new folders with "no such file", as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EEXIST: 'it is a file',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a part of the path is a file',
};

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
