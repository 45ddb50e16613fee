import { FsError, type FsErrorCode } from './error';
import { Device, type DeviceName, Directory, type FileNode, RegularFile, SymbolicLink, structureChanges } from './node';
import { absolutePath, componentsOf } from './path';
import { Place } from './place';

/** What stat(2) tells. */
export interface FileStat {
  readonly type: 'file' | 'directory' | 'link' | 'device';
  readonly mode: number;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly uid: number;
  readonly gid: number;
}

/** Told by those who keep a journal: a file that is gone is often why something else goes wrong. */
export interface FileWitness {
  /** A path was removed, or moved away. @returns what stands for that in the journal */
  removed(path: string): number;
  /** Somebody looked for a path that was removed then: what they do next is a consequence of it. */
  missed(removal: number): void;
}

/** Links in one path before it counts as a loop (MAXSYMLINKS of Linux). */
const MAX_LINKS = 40;

/**
 * A tree of directories and files that can be shared: an image layer, an emptyDir, a node's disk. All paths are
 * absolute. Every method that fails throws `FsError`.
 */
export class FileTree {
  /** Gives the times of changes; 0 without one. */
  clock: { readonly now: number } | undefined;
  witness: FileWitness | undefined;
  /** Where paths lead, as long as no directory has changed; most trees are asked too seldom to need it. */
  private known: Map<string, Place | FsErrorCode> | undefined;
  /** The same where a link at the end is not followed. */
  private knownLinks: Map<string, Place | FsErrorCode> | undefined;
  /** The `structureChanges` at the last question. */
  private askedAt = -1;

  constructor(
    readonly root: Directory = new Directory(),
    clock?: { readonly now: number },
  ) {
    this.clock = clock;
  }

  /** A tree that shows this one and keeps its own changes: it copies nothing. */
  overlay(): FileTree {
    return new FileTree(new Directory(this.root), this.clock);
  }

  readFile(path: string): string {
    const { node } = this.existing(path);
    if (node instanceof Directory) throw new FsError('EISDIR', path);
    return node instanceof RegularFile ? node.data : '';
  }

  /** Creates or replaces a file; `append` adds to it. The directory must exist. */
  writeFile(path: string, data: string, options: { append?: boolean; mode?: number } = {}): void {
    const file = this.openFile(path, { truncate: !options.append });
    if (file instanceof Device) return;
    file.put(data, file.data.length, path);
    if (options.mode !== undefined) file.mode = options.mode;
  }

  /**
   * The file of this path to write into, made if it is missing and emptied with `truncate`. It stays the same file
   * if the path is removed later. A device is returned as it is.
   */
  openFile(path: string, options: { truncate?: boolean } = {}): RegularFile | Device {
    const place = this.locate(path);
    if (place.node instanceof Directory) throw new FsError('EISDIR', path);
    if (place.node instanceof Device) return place.node;
    const file = this.fileForWriting(place, path);
    file.mtimeMs = this.now();
    if (!options.truncate) return file;
    file.data = '';
    file.declaredBytes = undefined;
    file.program = undefined;
    return file;
  }

  /** Puts an executable there: a name in the ProgramTable. Missing directories are made. */
  addProgram(path: string, program: string, options: { sizeBytes?: number } = {}): void {
    this.putNode(path, new RegularFile({ program, sizeBytes: options.sizeBytes ?? 0, mtimeMs: this.now() }));
  }

  /** Puts a file there and makes the missing directories. */
  addFile(path: string, data: string, options: { mode?: number; sizeBytes?: number; mtimeMs?: number } = {}): void {
    this.putNode(path, new RegularFile(Object.assign({ mtimeMs: this.now() }, options, { data })));
  }

  /** Puts a symbolic link there and makes the missing directories. */
  addLink(path: string, target: string): void {
    this.putNode(path, new SymbolicLink(target, this.now()));
  }

  addDevice(path: string, device: DeviceName): void {
    this.putNode(path, new Device(device));
  }

  exists(path: string): boolean {
    return this.find(path) !== undefined;
  }

  /** @param options.follow whether a link at the end is followed, default true */
  stat(path: string, options: { follow?: boolean } = {}): FileStat {
    const { node } = this.existing(path, options.follow ?? true);
    return {
      type: node.kind,
      mode: node.mode,
      sizeBytes: node.sizeBytes,
      mtimeMs: node.mtimeMs,
      uid: node.uid,
      gid: node.gid,
    };
  }

  /** The names in a directory, in order. */
  list(path: string): string[] {
    const { node } = this.existing(path);
    if (!(node instanceof Directory)) throw new FsError('ENOTDIR', path);
    return node.names();
  }

  mkdir(path: string, options: { recursive?: boolean; mode?: number } = {}): void {
    if (options.recursive) {
      this.makeDirectories(path, options.mode);
      return;
    }
    const place = this.locate(path);
    if (place.node) throw new FsError('EEXIST', path);
    this.enter(place, path, this.newDirectory(options.mode));
  }

  /** Removes a file or an empty directory; `recursive` removes what is in it too. */
  remove(path: string, options: { recursive?: boolean } = {}): void {
    const place = this.existing(path, false);
    if (place.mounted || place.path === '/') throw new FsError('EBUSY', path);
    if (place.readOnly) throw new FsError('EROFS', path);
    if (place.node instanceof Directory && !options.recursive && !place.node.isEmpty) {
      throw new FsError('ENOTEMPTY', path);
    }
    this.takeAway(place);
    place.parent.mtimeMs = this.now();
  }

  /** Moves a file or directory; replaces a file that is there. */
  rename(from: string, to: string): void {
    const source = this.existing(from, false);
    const target = this.locate(to, false);
    if (source.mounted || target.mounted) throw new FsError('EBUSY', from);
    if (source.readOnly || target.readOnly) throw new FsError('EROFS', from);
    if (source.parent.room !== target.parent.room) throw new FsError('EXDEV', from);
    this.checkReplace(source.node, target.node, to);
    const node = source.parent.owned(source.name)!;
    this.takeAway(source);
    this.enter(target, to, node);
  }

  chmod(path: string, mode: number): void {
    const node = this.changeable(path);
    if (node instanceof RegularFile || node instanceof Directory) node.mode = mode;
  }

  chown(path: string, uid: number, gid: number): void {
    const node = this.changeable(path);
    if (!(node instanceof RegularFile || node instanceof Directory)) return;
    node.uid = uid;
    node.gid = gid;
  }

  /** Sets the time of the last change, now by default. */
  setTime(path: string, mtimeMs = this.now()): void {
    const node = this.changeable(path);
    if (node instanceof RegularFile || node instanceof Directory) node.mtimeMs = mtimeMs;
  }

  symlink(target: string, path: string): void {
    const place = this.locate(path, false);
    if (place.node) throw new FsError('EEXIST', path);
    this.enter(place, path, new SymbolicLink(target, this.now()));
  }

  /** A second name for the same file. */
  link(existing: string, path: string): void {
    const source = this.existing(existing, false);
    if (source.node instanceof Directory) throw new FsError('EPERM', existing);
    const place = this.locate(path, false);
    if (place.node) throw new FsError('EEXIST', path);
    this.enter(place, path, source.parent.owned(source.name)!);
  }

  readLink(path: string): string {
    const { node } = this.existing(path, false);
    if (!(node instanceof SymbolicLink)) throw new FsError('EINVAL', path);
    return node.target;
  }

  /** The path with every link resolved; the last component need not exist. */
  realPath(path: string): string {
    return this.locate(path).path;
  }

  /** What a path leads to, or undefined whatever the reason. Do not change it. */
  find(path: string): FileNode | undefined {
    const place = this.follow(path, true);
    if (typeof place === 'string') return undefined;
    if (!place.node) this.miss(place);
    return place.node;
  }

  /** The node that a path leads to, for those who look at more than its content. Do not change it. */
  nodeAt(path: string, options: { follow?: boolean } = {}): FileNode | undefined {
    return this.locate(path, options.follow ?? true).node;
  }

  /**
   * Follows a path. The last component need not exist, everything before it must.
   * @throws FsError ENOENT, ENOTDIR, ELOOP
   */
  locate(path: string, follow = true): Place {
    const place = this.follow(path, follow);
    if (typeof place === 'string') throw new FsError(place, path);
    return place;
  }

  protected rootPlace(): Place {
    return new Place(undefined, '', this.root, false);
  }

  /** Where a path leads. Probes and servers ask for the same few again and again, mostly while nothing changes anywhere. */
  protected follow(path: string, follow: boolean): Place | FsErrorCode {
    // Processes come and go without any directory being changed.
    if (path.startsWith('/proc')) return this.walk(path, follow);
    if (this.askedAt !== structureChanges()) {
      this.askedAt = structureChanges();
      this.forgetPaths();
      return this.walk(path, follow);
    }
    const known = (follow ? this.known : this.knownLinks) ?? new Map<string, Place | FsErrorCode>();
    if (follow) this.known = known;
    else this.knownLinks = known;
    let place = known.get(path);
    if (place === undefined) {
      place = this.walk(path, follow);
      known.set(path, place);
    }
    return place;
  }

  /** What was mounted or unmounted makes paths lead elsewhere. */
  protected forgetPaths(): void {
    this.known = undefined;
    this.knownLinks = undefined;
  }

  /** Lookups that fail are everyday work (PATH, probes), so here they are no exceptions. */
  private walk(path: string, follow: boolean): Place | FsErrorCode {
    let place = this.rootPlace();
    let names = componentsOf(path);
    let links = 0;
    for (let at = 0; at < names.length; ) {
      const name = names[at++] as string;
      if (name === '..') {
        place = place.above ?? place;
        continue;
      }
      const child = this.child(place, name);
      const { node } = child;
      const last = at === names.length;
      if (node instanceof SymbolicLink && (!last || follow)) {
        if (++links > MAX_LINKS) return 'ELOOP';
        if (node.target.startsWith('/')) place = place.root;
        const target = componentsOf(node.target);
        names = last ? target : [...target, ...names.slice(at)];
        at = 0;
      } else if (last) return child;
      else if (!(node instanceof Directory)) return node ? 'ENOTDIR' : 'ENOENT';
      else place = child;
    }
    return place;
  }

  /** The entry `name` of the directory at `above`. */
  protected child(above: Place, name: string): Place {
    return new Place(above, name, (above.node as Directory).get(name), above.readOnly);
  }

  /** Somebody who only looks finds nothing there. Who is about to write is not told: the name is free, as it should be. */
  private miss(place: Place): void {
    const removal = place.parent.removalOf(place.name);
    if (removal !== undefined) this.witness?.missed(removal);
  }

  private takeAway(place: Place): void {
    place.parent.delete(place.name, this.witness?.removed(place.path));
  }

  private now(): number {
    return this.clock?.now ?? 0;
  }

  private existing(path: string, follow = true): Place & { readonly node: FileNode } {
    const place = this.locate(path, follow);
    if (!place.node) {
      this.miss(place);
      throw new FsError('ENOENT', path);
    }
    return place as Place & { readonly node: FileNode };
  }

  private changeable(path: string): FileNode {
    const place = this.existing(path);
    if (place.readOnly) throw new FsError('EROFS', path);
    return place.mounted || place.name === '' ? place.node : place.parent.owned(place.name)!;
  }

  private fileForWriting(place: Place, path: string): RegularFile {
    if (place.readOnly) throw new FsError('EROFS', path);
    if (place.mounted) return place.node as RegularFile;
    const file = place.parent.owned(place.name);
    if (file instanceof RegularFile) return file;
    const created = new RegularFile();
    this.enter(place, path, created);
    return created;
  }

  private enter(place: Place, path: string, node: FileNode): void {
    if (place.readOnly) throw new FsError('EROFS', path);
    place.parent.set(place.name, node);
    place.parent.mtimeMs = this.now();
  }

  private newDirectory(mode = 0o755): Directory {
    const directory = new Directory();
    directory.mode = mode;
    directory.mtimeMs = this.now();
    return directory;
  }

  private makeDirectories(path: string, mode?: number): void {
    const names = componentsOf(absolutePath(path));
    let place = this.rootPlace();
    let made = '';
    for (const [at, name] of names.entries()) {
      made += `/${name}`;
      place = this.child(place, name);
      if (place.node instanceof SymbolicLink) place = this.locate(made);
      if (!place.node) {
        this.enter(place, path, this.newDirectory(mode));
        place = this.child(place.above ?? this.rootPlace(), place.name);
      } else if (!(place.node instanceof Directory))
        throw new FsError(at === names.length - 1 ? 'EEXIST' : 'ENOTDIR', path);
    }
  }

  private putNode(path: string, node: FileNode): void {
    const slash = path.lastIndexOf('/');
    if (slash > 0) this.makeDirectories(path.slice(0, slash));
    this.enter(this.locate(path, false), path, node);
  }

  private checkReplace(source: FileNode, target: FileNode | undefined, path: string): void {
    if (!target) return;
    if (target instanceof Directory) {
      if (!(source instanceof Directory)) throw new FsError('EISDIR', path);
      if (!target.isEmpty) throw new FsError('ENOTEMPTY', path);
    } else if (source instanceof Directory) throw new FsError('ENOTDIR', path);
  }
}
