import { give, mayGive, mayRemove, owns, permits, READ, WRITE } from './credentials';
import { FsError } from './error';
import { Device, type DeviceName, Directory, type FileNode, RegularFile, SymbolicLink, structureChanged } from './node';
import { absolutePath, componentsOf } from './path';
import { PathTree } from './pathTree';
import type { Place } from './place';

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

/**
 * A tree of directories and files that can be shared: an image layer, an emptyDir, a node's disk. All paths are
 * absolute. Every method that fails throws `FsError`.
 */
export class FileTree extends PathTree {
  /** Gives the times of changes; 0 without one. */
  clock: { readonly now: number } | undefined;
  witness: FileWitness | undefined;
  constructor(root: Directory = new Directory(), clock?: { readonly now: number }) {
    super(root);
    this.clock = clock;
  }

  /** A tree that shows this one and keeps its own changes: it copies nothing. */
  overlay(): FileTree {
    return new FileTree(new Directory(this.root), this.clock);
  }

  readFile(path: string): string {
    const { node } = this.existing(path);
    if (node instanceof Directory) throw new FsError('EISDIR', path);
    this.demand(node, READ, path);
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
    if (place.node && !place.readOnly) this.demand(place.node, WRITE, path);
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
    this.demand(node, READ, path);
    return node.names();
  }

  mkdir(path: string, options: { recursive?: boolean; mode?: number } = {}): void {
    if (options.recursive) {
      this.makeDirectories(path, options.mode);
      return;
    }
    const place = this.locate(path);
    if (place.node) throw new FsError('EEXIST', path);
    this.enterNew(place, path, this.newDirectory(options.mode));
  }

  /** Removes a file or an empty directory; `recursive` removes what is in it too. */
  remove(path: string, options: { recursive?: boolean } = {}): void {
    const place = this.existing(path, false);
    if (place.mounted || place.path === '/') throw new FsError('EBUSY', path);
    if (place.readOnly) throw new FsError('EROFS', path);
    if (place.node instanceof Directory && !options.recursive && !place.node.isEmpty) {
      throw new FsError('ENOTEMPTY', path);
    }
    if (place.node instanceof Directory && this.credentials) this.emptyOut(place.node, path);
    this.demandRemoval(place, path);
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
    this.demandRemoval(source, from);
    if (target.node) this.demandRemoval(target, to);
    const node = source.parent.owned(source.name)!;
    this.takeAway(source);
    this.enter(target, to, node);
  }

  chmod(path: string, mode: number): void {
    const node = this.changeable(path);
    if (!owns(node, this.credentials)) throw new FsError('EPERM', path);
    if (!(node instanceof RegularFile || node instanceof Directory)) return;
    node.mode = mode;
    structureChanged();
  }

  chown(path: string, uid: number, gid: number): void {
    const node = this.changeable(path);
    if (!mayGive(node, { uid, gid }, this.credentials)) throw new FsError('EPERM', path);
    if (!(node instanceof RegularFile || node instanceof Directory)) return;
    node.uid = uid;
    node.gid = gid;
    structureChanged();
  }

  /** Sets the time of the last change, now by default: whoever may write may say that it has been changed now. */
  setTime(path: string, mtimeMs?: number): void {
    const node = this.changeable(path);
    if (!owns(node, this.credentials)) {
      if (mtimeMs !== undefined) throw new FsError('EPERM', path);
      this.demand(node, WRITE, path);
    }
    if (node instanceof RegularFile || node instanceof Directory) node.mtimeMs = mtimeMs ?? this.now();
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

  /** access(2): whether what the path leads to may be read, written and run, as far as `want` asks. */
  allows(path: string, want: number): boolean {
    const place = this.follow(path, true);
    if (typeof place === 'string' || !place.node || !permits(place.node, want, this.credentials)) return false;
    return !(want & WRITE) || !place.readOnly;
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

  /** The same as part of this tree alone: nobody sees it who shares the layer below. */
  own(path: string): FileNode {
    return ownNode(this.existing(path));
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
    return ownNode(place);
  }

  private fileForWriting(place: Place, path: string): RegularFile {
    if (place.readOnly) throw new FsError('EROFS', path);
    if (place.mounted) return place.node as RegularFile;
    const file = place.parent.owned(place.name);
    if (file instanceof RegularFile) return file;
    const created = new RegularFile();
    this.enterNew(place, path, created);
    return created;
  }

  private enterNew(place: Place, path: string, node: FileNode): void {
    give(node, place.parent, this.credentials);
    this.enter(place, path, node);
  }

  private enter(place: Place, path: string, node: FileNode): void {
    if (place.readOnly) throw new FsError('EROFS', path);
    this.demand(place.parent, WRITE, path);
    place.parent.set(place.name, node);
    place.parent.mtimeMs = this.now();
  }

  private demand(node: FileNode, want: number, path: string): void {
    if (this.credentials && !permits(node, want, this.credentials)) throw new FsError('EACCES', path);
  }

  private demandRemoval({ node, parent }: Place, path: string): void {
    if (this.credentials && node && !mayRemove(node, parent, this.credentials)) throw new FsError('EACCES', path);
  }

  /** Takes away what is in a directory one by one: with the first thing that must stay, the directory stays. */
  private emptyOut(directory: Directory, path: string): void {
    if (directory.isEmpty) return;
    this.demand(directory, READ, path);
    for (const name of directory.names()) this.remove(`${path}/${name}`, { recursive: true });
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
        this.enterNew(place, path, this.newDirectory(mode));
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

function ownNode({ mounted, name, node, parent }: Place & { readonly node: FileNode }): FileNode {
  return mounted || name === '' ? node : parent.owned(name)!;
}
