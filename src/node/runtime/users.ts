import type { Container, Pod } from '../../api/types/index';
import {
  type Account,
  accountOfUser,
  CAPABILITIES,
  type Credentials,
  type FileSystem,
  groupIdOf,
  groupsOf,
} from '../../world/index';

/** As whom the processes of a container run. */
export interface User {
  readonly uid: number;
  readonly gid: number;
  /** In order, that of `gid` among them: as the kernel keeps them. */
  readonly groups: readonly number[];
  /** HOME, unless the container says otherwise. */
  readonly home: string;
}

/**
 * Who a container's process runs as: the security context's numbers, else the image's USER, looked up in the image's
 * /etc/passwd where it is a name. The groups are those of the image's /etc/group, supplementalGroups and the fsGroup.
 * @see convertToRuntimeSecurityContext in kuberuntime; WithAdditionalGIDs of containerd; runc, which sets HOME
 */
export function userOf(pod: Pod, container: Container, imageUser: string | undefined, fs: FileSystem): User {
  const { securityContext: own } = container;
  const { securityContext: shared } = pod.spec;
  const wanted = own?.runAsUser ?? shared?.runAsUser;
  const account = wanted === undefined ? imageAccount(imageUser ?? '', fs) : knownAccount(fs, String(wanted));
  const gid = own?.runAsGroup ?? shared?.runAsGroup ?? account.gid;
  const { fsGroup, supplementalGroups = [] } = shared ?? {};
  const groups = [gid, ...groupsOf(fs, account), ...supplementalGroups, ...(fsGroup === undefined ? [] : [fsGroup])];
  return { uid: account.uid, gid, groups: [...new Set(groups)].sort((a, b) => a - b), home: account.home };
}

/**
 * What the kernel asks for when files and ports are used; undefined for a root to whom nothing is forbidden. Runtimes give
 * all of these powers to root, and nobody else has any (capabilities(7)).
 */
export function credentialsOf({ uid, gid, groups }: User, { securityContext }: Container): Credentials | undefined {
  const { capabilities, privileged } = securityContext ?? {};
  const names = (list: readonly string[] = []) => list.map((name) => name.toUpperCase().replace(/^CAP_/, ''));
  const dropped = names(capabilities?.drop);
  const added = names(capabilities?.add);
  const among = (list: readonly string[], name: string) => list.includes(name) || list.includes('ALL');
  const gets = (name: string) => privileged || among(added, name);
  const held = uid === 0 ? CAPABILITIES.filter((name) => gets(name) || !among(dropped, name)) : [];
  if (held.length === CAPABILITIES.length && gid === 0) return undefined;
  return { uid, gid, groups, capabilities: new Set(held), added: new Set(CAPABILITIES.filter(gets)) };
}

/** `USER name[:group]` of an image; root without one. */
function imageAccount(user: string, fs: FileSystem): Account {
  const [name = '', group] = user.split(':');
  const account = knownAccount(fs, name || '0');
  if (group === undefined) return account;
  return { ...account, gid: groupIdOf(fs, group) ?? account.gid };
}

/** A name that the image does not know is taken for root's. */
function knownAccount(fs: FileSystem, user: string): Account {
  return accountOfUser(fs, user) ?? { name: '', uid: 0, gid: 0, home: '/', shell: '/bin/sh' };
}
