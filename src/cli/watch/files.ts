import { readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';

/** How often is looked. */
const INTERVAL_MS = 100;
/** Looking may take so much of the time at most: one look in so many times what it takes. */
const SHARE = 20;
/** Folders whose entries are nobody's sources. */
const SKIPPED = new Set(['node_modules', 'dist', 'reports']);
const MOST_FILES = 20_000;

/** What is looked at: files, and folders with all files below them that have one of the endings. */
export interface Watched {
  readonly files: Iterable<string>;
  readonly folders: Iterable<string>;
  readonly endings: readonly string[];
}

type Snapshot = Map<string, string>;

/**
 * Tells which files have changed, come or gone.
 *
 * It looks, ten times a second, instead of being told by the system (`fs.watch`, chokidar): notifications do not reach across the mounts of
 * containers and network folders, run out, and fall silent when an editor replaces a file or a folder goes and comes back. Some
 * hundred files are looked at in two milliseconds.
 */
export class Files {
  private before: Snapshot = new Map();
  private readonly known = new Set<string>();
  private lookMs = 0;
  private readSinceMs = Number.POSITIVE_INFINITY;

  constructor(private readonly watched: () => Watched) {
    this.before = this.look();
  }

  /**
   * Looks for the first time at what a run has found out that it reads.
   *
   * @param sinceMs when the run began: what was written later may have been read before, so it has changed
   */
  learn(sinceMs: number): void {
    this.readSinceMs = sinceMs;
    this.look();
  }

  /**
   * Waits until something changes and then stays as it is for one look: a save comes in pieces.
   *
   * @returns the changed paths in order; nothing when `stop` came first
   */
  async changes(stop: AbortSignal): Promise<string[]> {
    let pending: Snapshot | undefined;
    while (!stop.aborted) {
      await pause(Math.max(INTERVAL_MS, this.lookMs * SHARE), stop);
      const now = this.look();
      const isQuiet = pending !== undefined && differences(pending, now).length === 0;
      const found = differences(this.before, now);
      if (found.length > 0 && isQuiet) {
        this.before = now;
        return found;
      }
      pending = found.length > 0 ? now : undefined;
    }
    return [];
  }

  private look(): Snapshot {
    const startMs = performance.now();
    const found = new Map<string, string>();
    const { files, folders, endings } = this.watched();
    for (const folder of folders) {
      const below: Snapshot = new Map();
      lookBelow(folder, endings, below);
      this.meet(folder, below);
      for (const [path, own] of below) found.set(path, own);
    }
    for (const file of files) {
      const own = new Map([[file, mark(file)]]);
      this.meet(file, own);
      found.set(file, own.get(file) as string);
    }
    this.lookMs = performance.now() - startMs;
    return found;
  }

  /** What is looked at for the first time has not changed, unless it was written after the run began that read it. */
  private meet(path: string, found: Snapshot): void {
    if (this.known.has(path)) return;
    this.known.add(path);
    for (const [file, own] of found)
      if (!this.before.has(file)) this.before.set(file, Number.parseFloat(own) > this.readSinceMs ? '' : own);
  }
}

function lookBelow(folder: string, endings: readonly string[], found: Map<string, string>): void {
  for (const entry of entriesOf(folder)) {
    if (entry.name.startsWith('.') || found.size > MOST_FILES) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) lookBelow(path, endings, found);
    else if (endings.some((ending) => entry.name.endsWith(ending))) found.set(path, mark(path));
  }
}

/** A folder may go at any moment. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** The same for a file that nobody has touched; a file that replaces another has a number of its own. */
function mark(path: string): string {
  let stats: Stats | undefined;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch {
    // A part of the path is no folder any more
  }
  return stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : '';
}

function differences(a: Snapshot, b: Snapshot): string[] {
  const paths = new Set([...a.keys(), ...b.keys()]);
  return [...paths].filter((path) => (a.get(path) ?? '') !== (b.get(path) ?? '')).sort();
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stop.addEventListener('abort', done);
  });
}
