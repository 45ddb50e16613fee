import { FsError, joinPath, RegularFile } from '../../files';
import type { Call } from '../call';
import type { Member } from './archive';
import { isExcluded } from './select';
import type { Job } from './tar';

/** The files of the command line as members of an archive, directories with what is in them. */
export function collect(call: Call, paths: readonly string[], job: Job): { members: Member[]; status: number } {
  const members: Member[] = [];
  let status = 0;
  let told = false;
  for (const path of paths) {
    const member = job.options.has('P') ? path : path.replace(/^\/+/, '');
    const busyboxSeesNone = call.flavour === 'busybox' && !call.proc.fs.exists(placeOf(path, job));
    if (member !== path && !told && !busyboxSeesNone) {
      told = true;
      call.complain(
        call.flavour === 'busybox'
          ? "removing leading '/' from member names"
          : "Removing leading `/' from member names",
      );
    }
    try {
      visit(call, placeOf(path, job), member === '' ? '.' : member.replace(/(.)\/+$/, '$1'), job, members);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      status = call.complain(
        call.flavour === 'busybox' ? `${path}: ${error.text}` : `${path}: Cannot stat: ${error.text}`,
      );
    }
  }
  return { members, status };
}

function placeOf(path: string, { directory }: Job): string {
  return path.startsWith('/') ? path : joinPath(directory, path);
}

function visit(call: Call, path: string, name: string, job: Job, members: Member[]): void {
  if (isExcluded(name, job)) return;
  const { fs, machine } = call.proc;
  const follow = job.options.has('h');
  const { type, mode, uid, gid, mtimeMs } = fs.stat(path, { follow });
  if (type === 'device') call.notImplemented(`of the device ${path}`);
  const node = fs.nodeAt(path, { follow });
  if (node instanceof RegularFile && node.program !== undefined) call.notImplemented(`of the program ${path}`);
  if (job.verbose) job.tell(`${name}${type === 'directory' ? '/' : ''}\n`);
  members.push({
    name,
    type,
    mode: mode & 0o7777,
    uid,
    gid,
    mtime: Math.floor((machine.epochMs + mtimeMs) / 1000),
    data: type === 'file' ? fs.readFile(path) : '',
    target: type === 'link' ? fs.readLink(path) : '',
  });
  if (type === 'directory')
    for (const each of fs.list(path)) visit(call, `${path}/${each}`, `${name}/${each}`, job, members);
}
