import { Directory, type FileNode } from './node';

/** The powers of root that something here asks for, without their prefix CAP_ (capabilities(7)). */
export type Capability = 'CHOWN' | 'DAC_OVERRIDE' | 'FOWNER' | 'NET_BIND_SERVICE';

/** As whom somebody works (credentials(7)). */
export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  /** All groups, that of `gid` among them. */
  readonly groups: readonly number[];
  readonly capabilities: ReadonlySet<Capability>;
  /** What the container's manifest adds: who is not root gets that only by a program whose file carries it. */
  readonly added: ReadonlySet<Capability>;
}

/** What is to be done with a file: the bits of access(2). */
export const READ = 4;
export const WRITE = 2;
export const EXECUTE = 1;

const SET_GROUP_ID = 0o2000;
const STICKY = 0o1000;

/**
 * Whether the permission bits let somebody at a file: those of its owner, else of its group, else of everybody
 * (path_resolution(7)). Without credentials everything is allowed that root may do.
 */
export function permits(node: FileNode, want: number, who: Credentials | undefined): boolean {
  if (!who || who.capabilities.has('DAC_OVERRIDE')) return !(want & EXECUTE) || mayRun(node);
  return (node.mode & (want << shiftFor(node, who))) === want << shiftFor(node, who);
}

/** Root needs an x bit too, whoever it is for, but for directories. */
function mayRun(node: FileNode): boolean {
  return node instanceof Directory || (node.mode & 0o111) !== 0;
}

function shiftFor({ uid, gid }: FileNode, who: Credentials): number {
  if (uid === who.uid) return 6;
  return who.groups.includes(gid) ? 3 : 0;
}

/** Whether somebody may change the mode or the times of a file as they like. */
export function owns(node: FileNode, who: Credentials | undefined): boolean {
  return !who || who.uid === node.uid || who.capabilities.has('FOWNER');
}

/** Only root gives files away; owners may hand theirs to a group that they are in (chown(2)). */
export function mayGive(node: FileNode, to: { uid: number; gid: number }, who: Credentials | undefined): boolean {
  if (!who || who.capabilities.has('CHOWN')) return true;
  const sameGroup = to.gid === node.gid || who.groups.includes(to.gid);
  return who.uid === node.uid && to.uid === node.uid && sameGroup;
}

/** Whether a name may be taken out of a directory; with the sticky bit it takes the owner of either (unlink(2)). */
export function mayRemove(node: FileNode, from: Directory, who: Credentials | undefined): boolean {
  if (!permits(from, WRITE | EXECUTE, who)) return false;
  return !(from.mode & STICKY) || owns(node, who) || owns(from, who);
}

/** A new file belongs to its maker; in a directory with the set-group-ID bit, to the group of that (inode(7)). */
export function give(node: FileNode, into: Directory, who: Credentials | undefined): void {
  if (node.kind === 'device' || node.kind === 'link') return;
  const inherits = (into.mode & SET_GROUP_ID) !== 0;
  node.uid = who?.uid ?? 0;
  node.gid = inherits ? into.gid : (who?.gid ?? 0);
  if (inherits && node instanceof Directory) node.mode |= SET_GROUP_ID;
}
