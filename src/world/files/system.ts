import type { Credentials } from './credentials';
import { Directory, type FileNode } from './node';
import { absolutePath, baseName } from './path';
import { Place } from './place';
import { FileTree, type FileWitness } from './tree';

/** Who shows `/proc`: the pid namespace of the first process that ran with these files. */
interface ProcessFiles {
  readonly directory: Directory;
}

/** Who shows `/proc/sys`: the network namespace of that process. */
interface ParameterFiles {
  readonly parameterDirectory: Directory;
}

interface Mount {
  readonly node: FileNode;
  readonly readOnly: boolean;
}

export interface FileSystemOptions {
  /** securityContext.readOnlyRootFilesystem: only mounts can be written. */
  readonly readOnlyRoot?: boolean;
  /** The runtime lets only privileged containers write to /proc/sys. Default false. */
  readonly readOnlyParameters?: boolean;
  /** Nobody described the image: programs that are not in it are the table's fallback program. */
  readonly assumed?: boolean;
  /** Gives the times of changes. */
  readonly clock?: { readonly now: number };
  /** Is told which files go, and who misses them. */
  readonly witness?: FileWitness;
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
  tree.addDevice('/stdin', 'stdin');
  tree.addDevice('/stdout', 'stdout');
  tree.addDevice('/stderr', 'stderr');
  tree.mkdir('/fd');
  tree.mkdir('/shm');
  tree.mkdir('/pts');
  return tree;
}

const DEVICES = deviceTree();

/**
 * What one container sees: the image's layer, a writable layer above it, `/dev`, and what is mounted.
 * Making one copies nothing of the image. `/proc` belongs to the processes (see process/procfs.ts) and the kernel (sysctl/).
 */
export class FileSystem extends FileTree {
  readonly readOnlyRoot: boolean;
  readonly assumed: boolean;
  processes: ProcessFiles | undefined;
  parameters: ParameterFiles | undefined;
  private readonly readOnlyParameters: boolean;
  private readonly mounts = new Map<string, Mount>();
  /** The last components of the mount points: only a name that is among them can be one. */
  private readonly mountNames = new Set<string>();

  constructor(image: FileTree, options: FileSystemOptions = {}) {
    super(new Directory(image.root), options.clock ?? image.clock);
    this.assumed = options.assumed ?? false;
    this.mount('/dev', DEVICES.overlay());
    this.mkdir('/proc', { recursive: true });
    this.readOnlyRoot = options.readOnlyRoot ?? false;
    this.readOnlyParameters = options.readOnlyParameters ?? false;
    this.witness = options.witness;
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
    this.mountNames.add(baseName(point));
    this.forgetPaths();
  }

  /** The same files with the same mounts, as somebody else may use them; undefined: whoever may do all. */
  usedBy(credentials: Credentials | undefined): FileSystem {
    const view: FileSystem = Object.assign(Object.create(FileSystem.prototype), this);
    view.credentials = credentials;
    view.forgetPaths();
    return view;
  }

  /** The paths where something is mounted, `/dev` included. */
  mountPoints(): string[] {
    return [...this.mounts.keys()];
  }

  protected override rootPlace(): Place {
    return new Place(undefined, '', this.root, this.readOnlyRoot);
  }

  protected override child(above: Place, name: string): Place {
    if (name === 'proc' && !above.above && this.processes) {
      return new Place(above, name, this.processes.directory, false, true);
    }
    if (name === 'sys' && this.parameters && above.path === '/proc') {
      return new Place(above, name, this.parameters.parameterDirectory, this.readOnlyParameters, true);
    }
    const place = super.child(above, name);
    const mount = this.mountNames.has(name) ? this.mounts.get(place.path) : undefined;
    return mount ? new Place(above, name, mount.node, mount.readOnly, true) : place;
  }

  /** Where the mount goes, made if it is missing: in what is mounted above it, or else in the layer of the container. */
  private mountPoint(path: string, node: FileNode): string {
    const there = this.follow(path, true);
    if (typeof there !== 'string' && there.node) return there.path;
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    const covered = [...this.mounts.keys()].some((point) => `${parent}/`.startsWith(`${point}/`));
    const tree = covered ? this : new FileTree(this.root, this.clock);
    tree.mkdir(node.kind === 'directory' ? path : parent, { recursive: true });
    if (node.kind !== 'directory') tree.writeFile(path, '');
    return path;
  }
}
