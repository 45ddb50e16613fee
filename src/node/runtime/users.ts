import type { Container, Pod } from '../../api/types/index';
import { type FileSystem, FsError } from '../../world/index';

export interface User {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Who a container's process runs as: the security context's numbers, else the image's USER, looked up in the image's
 * /etc/passwd where it is a name.
 */
export function userOf(pod: Pod, container: Container, imageUser: string | undefined, fs: FileSystem): User {
  const { securityContext: own } = container;
  const { securityContext: shared } = pod.spec;
  const fromImage = parseUser(imageUser ?? '', fs);
  const uid = own?.runAsUser ?? shared?.runAsUser ?? fromImage.uid;
  const gid = own?.runAsGroup ?? shared?.runAsGroup ?? (uid === fromImage.uid ? fromImage.gid : 0);
  return { uid, gid };
}

function parseUser(user: string, fs: FileSystem): User {
  if (user === '') return { uid: 0, gid: 0 };
  const [name = '', group = ''] = user.split(':');
  const line = lines(fs, '/etc/passwd').find((fields) => fields[0] === name || fields[2] === name);
  const uid = /^\d+$/.test(name) ? Number(name) : Number(line?.[2] ?? 0);
  const groupLine = lines(fs, '/etc/group').find((fields) => fields[0] === group);
  const gid = /^\d+$/.test(group) ? Number(group) : Number(groupLine?.[2] ?? line?.[3] ?? 0);
  return { uid, gid };
}

function lines(fs: FileSystem, path: string): string[][] {
  try {
    return fs
      .readFile(path)
      .split('\n')
      .map((line) => line.split(':'));
  } catch (error) {
    if (error instanceof FsError) return [];
    throw error;
  }
}
