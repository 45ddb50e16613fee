import type { Container, Pod } from '../../api/types/index';
import { remembered } from '../../kernel/index';
import { type Capability, type Credentials, type FileSystem, FsError } from '../../world/index';

/** As whom the processes of a container run. */
export interface User {
  readonly uid: number;
  readonly gid: number;
  /** In order, that of `gid` among them: as the kernel keeps them. */
  readonly groups: readonly number[];
  /** HOME, unless the container says otherwise. */
  readonly home: string;
}

/** One line of /etc/passwd. */
interface Account {
  readonly name?: string;
  readonly uid: number;
  readonly gid: number;
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
  const account = wanted === undefined ? imageAccount(imageUser ?? '', fs) : accountOf(String(wanted), fs);
  const gid = own?.runAsGroup ?? shared?.runAsGroup ?? account.gid;
  const { fsGroup, supplementalGroups = [] } = shared ?? {};
  const groups = [gid, ...groupsOf(account, fs), ...supplementalGroups, ...(fsGroup === undefined ? [] : [fsGroup])];
  return { uid: account.uid, gid, groups: [...new Set(groups)].sort((a, b) => a - b), home: account.home };
}

const CAPABILITIES: readonly Capability[] = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'NET_BIND_SERVICE'];

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
  const account = accountOf(name || '0', fs);
  if (group === undefined) return account;
  const line = lines(fs, '/etc/group').find((fields) => fields[0] === group);
  return { ...account, gid: /^\d+$/.test(group) ? Number(group) : Number(line?.[2] ?? account.gid) };
}

/** Whom a name or a number means. The image need not know a number: it is in group 0 then, and at home in /. */
function accountOf(name: string, fs: FileSystem): Account {
  const line = lines(fs, '/etc/passwd').find((fields) => fields[0] === name || fields[2] === name);
  if (!line) return { uid: /^\d+$/.test(name) ? Number(name) : 0, gid: 0, home: '/' };
  return { name: line[0] as string, uid: Number(line[2]), gid: Number(line[3]), home: line[5] || '/' };
}

function groupsOf({ name }: Account, fs: FileSystem): number[] {
  if (name === undefined) return [];
  const isMember = ([, , , members = '']: readonly string[]) => members.split(',').includes(name);
  return lines(fs, '/etc/group')
    .filter(isMember)
    .map(([, , gid]) => Number(gid));
}

/** Containers of the same image have the same accounts, and each one's start asks for them. */
const fieldsOf = remembered((text) => text.split('\n').map((line) => line.split(':')), 50);

function lines(fs: FileSystem, path: string): readonly (readonly string[])[] {
  try {
    return fieldsOf(fs.readFile(path));
  } catch (error) {
    if (error instanceof FsError) return [];
    throw error;
  }
}
