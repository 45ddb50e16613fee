import { Directory, type FileNode } from './node';
import { absolutePath } from './path';
import { FileTree, type Place } from './tree';

interface Mount {
  readonly node: FileNode;
  readonly readOnly: boolean;
}

export interface FileSystemOptions {
  /** securityContext.readOnlyRootFilesystem: only mounts can be written. */
  readonly readOnlyRoot?: boolean;
  /** Nobody described the image: programs that are not in it are the table's fallback program. */
  readonly assumed?: boolean;
  /** Gives the times of changes. */
  readonly clock?: { readonly now: number };
}

/** The devices that every container has. */
function deviceTree(): FileTree {
  const tree = new FileTree();
  tree.addDevice('/null', 'null');
  tree.addDevice('/zero', 'zero');
  tree.addDevice('/full', 'full');
  tree.addDevice('/random', 'random');
  tree.addDevice('/urandom', 'random');
  tree.addDevice('/tty', 'tty');
  tree.addLink('/stdin', '/proc/self/fd/0');
  tree.addLink('/stdout', '/proc/self/fd/1');
  tree.addLink('/stderr', '/proc/self/fd/2');
  tree.addLink('/fd', '/proc/self/fd');
  tree.mkdir('/shm');
  tree.mkdir('/pts');
  return tree;
}

const DEVICES = deviceTree();

/**
 * What one container sees: the image's layer, a writable layer above it, `/dev`, and what is mounted.
 * Making one copies nothing of the image. `/proc` belongs to the processes (see process/procfs).
 */
export class FileSystem extends FileTree {
  readonly readOnlyRoot: boolean;
  readonly assumed: boolean;
  private readonly mounts = new Map<string, Mount>();

  constructor(image: FileTree, options: FileSystemOptions = {}) {
    super(new Directory(image.root), options.clock ?? image.clock);
    this.assumed = options.assumed ?? false;
    this.mount('/dev', DEVICES.overlay());
    this.ensure('/proc');
    this.readOnlyRoot = options.readOnlyRoot ?? false;
  }

  /**
   * Shows a tree (or one file of it, with `subPath`) at `path`. The mount point is made where it is missing, as the
   * runtime does; a missing `subPath` becomes a directory, as the kubelet does.
   */
  mount(path: string, tree: FileTree, options: { readOnly?: boolean; subPath?: string } = {}): void {
    const inside = absolutePath(options.subPath ?? '/');
    if (!tree.exists(inside)) tree.mkdir(inside, { recursive: true });
    const source = tree.locate(inside);
    const node = source.name === '' || source.mounted ? source.node! : source.parent.owned(source.name)!;
    const point = this.mountPoint(absolutePath(path), node);
    this.mounts.set(point, { node, readOnly: options.readOnly ?? false });
  }

  /** The paths where something is mounted, `/dev` included. */
  mountPoints(): string[] {
    return [...this.mounts.keys()];
  }

  protected override rootFrame(): { directory: Directory; path: string; readOnly: boolean } {
    return { directory: this.root, path: '/', readOnly: this.readOnlyRoot };
  }

  protected override child(frame: { directory: Directory; path: string; readOnly: boolean }, name: string): Place {
    const place = super.child(frame, name);
    const mount = this.mounts.get(place.path);
    return mount ? { ...place, node: mount.node, readOnly: mount.readOnly, mounted: true } : place;
  }

  /** Mount points are made below the mounts, so that neither read-only roots nor mounted trees stand in the way. */
  private mountPoint(path: string, node: FileNode): string {
    if (path === '/') return path;
    if (this.exists(path)) return this.locate(path).path;
    const lower = new FileTree(this.root, this.clock);
    try {
      if (node.kind === 'directory') this.ensureIn(this, path);
      else {
        this.ensureIn(this, path.slice(0, path.lastIndexOf('/')));
        this.writeFile(path, '');
      }
    } catch {
      if (node.kind === 'directory') lower.mkdir(path, { recursive: true });
      else lower.addFile(path, '');
    }
    return path;
  }

  private ensure(path: string): void {
    this.ensureIn(this, path);
  }

  private ensureIn(tree: FileTree, path: string): void {
    if (path !== '') tree.mkdir(path, { recursive: true });
  }
}
