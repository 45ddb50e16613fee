import { remembered } from '../kernel';
import { type FileSystem, FsError } from './files';

/** A line of /etc/passwd. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

/** The lines of a database below /etc; none where the image has no such file. */
export function entriesOf(fs: FileSystem, database: 'passwd' | 'group' | 'services'): string[] {
  return linesIn(textOf(fs, database));
}

/** The account of a name in the image's /etc/passwd (getpwnam(3)). */
export function accountOf(fs: FileSystem, name: string): Account | undefined {
  const line = fieldsOf(fs, 'passwd').find((fields) => fields[0] === name);
  return line && accountIn(line);
}

/**
 * Whom a name or a number means, as in the USER of an image. The image need not know a number: it is in group 0 then, and at home in /.
 * @see GetExecUser in user.go of github.com/moby/sys
 */
export function accountOfUser(fs: FileSystem, user: string): Account | undefined {
  const line = fieldsOf(fs, 'passwd').find(([name, , uid]) => name === user || uid === user);
  if (line) return accountIn(line);
  return isNumber(user) ? { name: '', uid: Number(user), gid: 0, home: '/', shell: '/bin/sh' } : undefined;
}

/** The name of a user; undefined where the image has no such number (getpwuid(3)). */
export function userNameOf(fs: FileSystem, uid: number): string | undefined {
  return nameOf(fs, 'passwd', uid);
}

export function groupNameOf(fs: FileSystem, gid: number): string | undefined {
  return nameOf(fs, 'group', gid);
}

function nameOf(fs: FileSystem, database: 'passwd' | 'group', id: number): string | undefined {
  return fieldsOf(fs, database).find(([, , number]) => number === String(id))?.[0];
}

/** The number of a group, by its name or that number. */
export function groupIdOf(fs: FileSystem, group: string): number | undefined {
  if (isNumber(group)) return Number(group);
  const line = fieldsOf(fs, 'group').find(([name]) => name === group);
  return line && Number(line[2]);
}

/** The groups that name an account among their members; that of its own line in /etc/passwd need not be one of them. */
export function groupsOf(fs: FileSystem, { name }: Account): number[] {
  if (name === '') return [];
  return fieldsOf(fs, 'group')
    .filter(([, , , members = '']) => members.split(',').includes(name))
    .map(([, , gid]) => Number(gid));
}

function fieldsOf(fs: FileSystem, database: 'passwd' | 'group'): readonly (readonly string[])[] {
  return fieldsIn(textOf(fs, database));
}

/** Containers of the same image have the same accounts, and each one's start asks for them. */
const fieldsIn = remembered((text) => linesIn(text).map((line) => line.split(':')), 50);

function linesIn(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function textOf(fs: FileSystem, database: string): string {
  try {
    return fs.readFile(`/etc/${database}`);
  } catch (error) {
    if (error instanceof FsError) return '';
    throw error;
  }
}

function accountIn([name = '', , uid, gid, , home, shell]: readonly string[]): Account {
  return { name, uid: Number(uid), gid: Number(gid), home: home || '/', shell: shell || '/bin/sh' };
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
