import type { Directory, FileNode } from './node';

/** Where a path leads, with the places that it went through. */
export class Place {
  constructor(
    /** The place of the directory that holds it; the root has none. */
    readonly above: Place | undefined,
    /** The last component with every link resolved; `''` for the root. */
    readonly name: string,
    /** What is there, if anything. */
    readonly node: FileNode | undefined,
    readonly readOnly: boolean,
    /** Something is mounted exactly here. */
    readonly mounted = false,
  ) {}

  /** The directory that holds the last component. */
  get parent(): Directory {
    return (this.above ?? this).node as Directory;
  }

  get root(): Place {
    return this.above ? this.above.root : this;
  }

  /** The path with every link resolved. Most walks need none, so it is made when somebody asks. */
  get path(): string {
    if (!this.above) return '/';
    return this.above.above ? `${this.above.path}/${this.name}` : `/${this.name}`;
  }
}
