import { FsError } from './error';
import type { FileLock } from './lock';
import type { Room } from './room';

/** A regular file. `program` makes it an executable: a name in the ProgramTable of the image. */
export class RegularFile {
  readonly kind = 'file';
  data: string;
  mode: number;
  mtimeMs: number;
  uid = 0;
  gid = 0;
  program: string | undefined;
  /** Size to report for a file whose content nobody needs. */
  declaredBytes: number | undefined;
  /** What its file system has for it; undefined where that is no concern. */
  room: Room | undefined;
  /** Undefined as long as nobody has locked it. */
  lock: FileLock | undefined;

  constructor(options: { data?: string; mode?: number; mtimeMs?: number; program?: string; sizeBytes?: number } = {}) {
    this.data = options.data ?? '';
    this.mode = options.mode ?? (options.program ? 0o755 : 0o644);
    this.mtimeMs = options.mtimeMs ?? 0;
    this.program = options.program;
    this.declaredBytes = options.sizeBytes;
  }

  get sizeBytes(): number {
    return this.declaredBytes ?? Buffer.byteLength(this.data);
  }

  /**
   * Puts data at a place in it, as much as there is room for.
   * @throws FsError ENOSPC when it was not all
   */
  put(data: string, start: number, path: string): void {
    const fitting = this.room ? fittingPart(data, this.room.mostBytesOf(this) - start) : data;
    this.data = this.data.slice(0, start) + fitting + this.data.slice(start + fitting.length);
    if (fitting.length < data.length) throw new FsError('ENOSPC', path);
  }

  /** A copy for the layer above; the original stays as it is. */
  copy(): RegularFile {
    const copy = new RegularFile({ data: this.data, mode: this.mode, mtimeMs: this.mtimeMs });
    copy.program = this.program;
    copy.declaredBytes = this.declaredBytes;
    copy.uid = this.uid;
    copy.gid = this.gid;
    return copy;
  }
}

/** The beginning of a text that is no longer than so many bytes. */
function fittingPart(data: string, bytes: number): string {
  if (Buffer.byteLength(data) <= bytes) return data;
  let fitting = data.slice(0, Math.max(0, bytes));
  while (Buffer.byteLength(fitting) > bytes) fitting = fitting.slice(0, -1);
  return fitting;
}

export class SymbolicLink {
  readonly kind = 'link';
  readonly mode = 0o777;
  readonly uid = 0;
  readonly gid = 0;
  constructor(
    readonly target: string,
    readonly mtimeMs = 0,
  ) {}
  get sizeBytes(): number {
    return this.target.length;
  }
}

/** `stdin`, `stdout` and `stderr` are those of whoever opens them. */
export type DeviceName = 'null' | 'zero' | 'full' | 'random' | 'tty' | 'stdin' | 'stdout' | 'stderr';

/** A character device: what is written to it does not stay. */
export class Device {
  readonly kind = 'device';
  readonly mode = 0o666;
  readonly uid = 0;
  readonly gid = 0;
  readonly mtimeMs = 0;
  readonly sizeBytes = 0;
  constructor(readonly device: DeviceName) {}
}

export type FileNode = RegularFile | SymbolicLink | Device | Directory;

let changes = 0;

/** How often a name in any directory has come, gone, or come to mean another file: as long as it stays, so does where paths lead. */
export function structureChanges(): number {
  return changes;
}

/** Paths may lead elsewhere from now on, or nowhere. */
export function structureChanged(): void {
  changes++;
}

/** A name that the layer below has and this layer removed. */
const GONE = Symbol('gone');

/**
 * A directory, possibly laid over a directory of the layer below: names that are not its own are looked up there.
 * Directories of the lower layer are wrapped when they are first met and files are copied when they are first written,
 * so a container's file system costs nothing until it is used (the idea of overlayfs, Documentation/filesystems/overlayfs).
 */
export class Directory {
  readonly kind = 'directory';
  mode = 0o755;
  mtimeMs = 0;
  uid = 0;
  gid = 0;
  readonly sizeBytes = 4096;
  /** Of a file system with a size: all that comes into it shares this. */
  room: Room | undefined;
  /** Undefined as long as nobody has locked it. */
  lock: FileLock | undefined;
  /** Most directories of a container are only passed on the way to others. */
  private own: Map<string, FileNode | typeof GONE> | undefined;
  /** What the journal calls the removal of names that somebody has removed; most directories never need it. */
  private removals: Map<string, number> | undefined;

  constructor(private readonly lower?: Directory) {
    if (!lower) return;
    this.mode = lower.mode;
    this.mtimeMs = lower.mtimeMs;
    this.uid = lower.uid;
    this.gid = lower.gid;
  }

  /** The entry of this name; a file may still belong to the layer below: do not change it, see `owned`. */
  get(name: string): FileNode | undefined {
    const own = this.own?.get(name);
    if (own === GONE) return undefined;
    if (own) return own;
    const below = this.lower?.get(name);
    if (!(below instanceof Directory)) return below;
    const wrapped = new Directory(below);
    this.put(name, wrapped);
    return wrapped;
  }

  /** The entry of this name as part of this layer, so that it may be changed. */
  owned(name: string): FileNode | undefined {
    const node = this.get(name);
    if (!(node instanceof RegularFile) || this.own?.has(name)) return node;
    const copy = node.copy();
    this.set(name, copy);
    return copy;
  }

  set(name: string, node: FileNode): void {
    changes++;
    this.put(name, node);
  }

  /** @param removal what the journal calls it */
  delete(name: string, removal?: number): void {
    changes++;
    if (removal !== undefined) {
      this.removals ??= new Map();
      this.removals.set(name, removal);
    }
    if (this.lower?.get(name)) this.put(name, GONE);
    else this.own?.delete(name);
  }

  /** What the journal calls the last removal of a name. */
  removalOf(name: string): number | undefined {
    return this.removals?.get(name);
  }

  /** The names in it, in order. */
  names(): string[] {
    const names = new Set(this.lower?.names() ?? []);
    for (const [name, node] of this.own ?? []) {
      if (node === GONE) names.delete(name);
      else names.add(name);
    }
    return [...names].sort();
  }

  /** Whether it shows what a layer below has. */
  get isOverlay(): boolean {
    return this.lower !== undefined;
  }

  /** The entries that are this layer's own. */
  ownEntries(): FileNode[] {
    return [...(this.own?.values() ?? [])].filter((node) => node !== GONE);
  }

  private put(name: string, node: FileNode | typeof GONE): void {
    this.own ??= new Map();
    this.own.set(name, node);
    if (this.room && typeof node === 'object' && (node.kind === 'file' || node.kind === 'directory'))
      node.room = this.room;
  }

  get isEmpty(): boolean {
    return this.names().length === 0;
  }
}
