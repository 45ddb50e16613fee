import { type Credentials, EXECUTE, permits } from './credentials';
import { FsError, type FsErrorCode } from './error';
import { Directory, SymbolicLink, structureChanges } from './node';
import { componentsOf } from './path';
import { Place } from './place';

/** Links in one path before it counts as a loop (MAXSYMLINKS of Linux). */
const MAX_LINKS = 40;

/** How paths lead through directories, links and mounts to what they name (path_resolution(7)). */
export class PathTree {
  /** As whom everything is done here; without, as root. */
  credentials: Credentials | undefined;
  /** Where paths lead, as long as no directory has changed; most trees are asked too seldom to need it. */
  private known: Map<string, Place | FsErrorCode> | undefined;
  /** The same where a link at the end is not followed. */
  private knownLinks: Map<string, Place | FsErrorCode> | undefined;
  /** The `structureChanges` at the last question. */
  private askedAt = -1;

  constructor(readonly root: Directory) {}

  /**
   * Follows a path. The last component need not exist, everything before it must.
   * @throws FsError ENOENT, ENOTDIR, EACCES, ELOOP
   */
  locate(path: string, follow = true): Place {
    const place = this.follow(path, follow);
    if (typeof place === 'string') throw new FsError(place, path);
    return place;
  }

  private mayPass({ node }: Place): boolean {
    return !this.credentials || permits(node as Directory, EXECUTE, this.credentials);
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
      if (!this.mayPass(place)) return 'EACCES';
      if (name === '..') {
        place = place.above ?? place;
        continue;
      }
      const child = this.child(place, name);
      const { node } = child;
      const last = at === names.length;
      if (node instanceof SymbolicLink && (!last || follow)) {
        if (++links > MAX_LINKS) return 'ELOOP';
        place = startOf(node, place);
        names = [...componentsOf(node.target), ...names.slice(at)];
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
}

/** Where the target of a link begins. */
function startOf({ target }: SymbolicLink, at: Place): Place {
  return target.startsWith('/') ? at.root : at;
}
