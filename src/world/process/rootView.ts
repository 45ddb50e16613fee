import { Directory, type FileNode, type FileSystem, FsError, joinPath, type Place } from '../files';

/**
 * A directory of another process' files, with what is mounted in them: `/proc/PID/root` and below (proc_pid_root(5)).
 * Absolute links in them lead into the files of whoever reads.
 */
export class RootView extends Directory {
  constructor(
    private readonly fs: FileSystem,
    private readonly path: string,
  ) {
    super();
    const { node } = fs.locate(path);
    if (!node) return;
    this.mode = node.mode;
    this.mtimeMs = node.mtimeMs;
    this.uid = node.uid;
    this.gid = node.gid;
  }

  override get(name: string): FileNode | undefined {
    const { node } = this.placeOf(name);
    return node instanceof Directory ? new RootView(this.fs, joinPath(this.path, name)) : node;
  }

  override owned(name: string): FileNode | undefined {
    const place = this.writable(name);
    return place.mounted ? place.node : place.parent.owned(name);
  }

  override set(name: string, node: FileNode): void {
    this.writable(name).parent.set(name, node);
  }

  override delete(name: string, removal?: number): void {
    this.writable(name).parent.delete(name, removal);
  }

  override names(): string[] {
    return this.fs.list(this.path);
  }

  private placeOf(name: string): Place {
    return this.fs.locate(joinPath(this.path, name), false);
  }

  private writable(name: string): Place {
    const place = this.placeOf(name);
    if (place.readOnly) throw new FsError('EROFS', place.path);
    return place;
  }
}
