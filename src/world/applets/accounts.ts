import { FsError } from '../files';
import type { Proc } from '../process';

/** A line of /etc/passwd. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

/** The lines of a database below /etc, as their fields; none where the image has no such file. */
export function entriesOf({ fs }: Proc, database: 'passwd' | 'group' | 'hosts' | 'services'): string[] {
  try {
    return fs
      .readFile(`/etc/${database}`)
      .split('\n')
      .filter((line) => line.trim() !== '');
  } catch (error) {
    if (error instanceof FsError) return [];
    throw error;
  }
}

/** The account of a name in the image's /etc/passwd. */
export function accountOf(proc: Proc, wanted: string): Account | undefined {
  const line = entriesOf(proc, 'passwd')
    .map((each) => each.split(':'))
    .find(([name]) => name === wanted);
  if (!line) return undefined;
  const [name = '', , uid, gid, , home, shell] = line;
  return { name, uid: Number(uid), gid: Number(gid), home: home || '/', shell: shell || '/bin/sh' };
}

/** The groups of an account, its own first. */
export function groupsOf(proc: Proc, { name, gid }: Account): number[] {
  const others = entriesOf(proc, 'group')
    .map((each) => each.split(':'))
    .filter(([, , , members = '']) => members.split(',').includes(name))
    .map(([, , number]) => Number(number));
  return [...new Set([gid, ...others])];
}
