import { dirName, FsError, joinPath } from '../../files';
import type { Call } from '../call';
import type { Member } from './archive';
import { chosen, complainOfUnknown } from './select';
import type { Job } from './tar';

/** Puts members where they belong below the directory. */
export function extract(call: Call, members: readonly Member[], job: Job): number {
  const { wanted, unknown } = chosen(members, job);
  const strip = Number(job.options.value('strip-components') ?? 0);
  const named = wanted
    .map((member) => ({ member, name: member.name.replace(/^\/+/, '').split('/').slice(strip).join('/') }))
    .filter(({ name }) => name !== '');
  let status = 0;
  for (const { member, name } of named) {
    const told = call.flavour === 'gnu' ? member.name : name;
    if (job.verbose) job.tell(`${told}${member.type === 'directory' ? '/' : ''}\n`);
    const fault = extractOne(call, member, name, job);
    if (!fault) continue;
    if (call.flavour === 'busybox') return call.complain(`can't open '${name}': ${fault.text}`);
    status = call.complain(`${name}: Cannot open: ${fault.text}`);
  }
  const missing = complainOfUnknown(call, unknown);
  if (status === 0 || missing !== 0) return missing;
  return call.complain('Exiting with failure status due to previous errors', 2);
}

/** What is wrong with it, if it cannot be put there. */
function extractOne(call: Call, member: Member, name: string, job: Job): FsError | undefined {
  try {
    if (job.options.has('O')) call.out(member.data);
    else place(call, member, joinPath(job.directory, name), job);
    return undefined;
  } catch (error) {
    if (!(error instanceof FsError) || error.code === 'ENOSPC') throw error;
    return error;
  }
}

function place(call: Call, member: Member, path: string, { options }: Job): void {
  const { fs, machine, uid, umask } = call.proc;
  fs.mkdir(dirName(path), { recursive: true });
  if (member.type === 'directory') {
    fs.mkdir(path, { recursive: true });
  } else {
    if (fs.exists(path) && options.has('k')) throw new FsError('EEXIST', path);
    if (member.type === 'link') {
      if (fs.exists(path)) fs.remove(path);
      fs.symlink(member.target, path);
      return;
    }
    // It becomes another file: whoever has the old one open keeps that.
    if (fs.exists(path)) fs.remove(path);
    fs.writeFile(path, member.data);
  }
  const preserves = uid === 0 || options.has('p');
  fs.chmod(path, preserves ? member.mode : member.mode & ~umask);
  if (uid === 0 && !options.has('o')) fs.chown(path, member.uid, member.gid);
  if (!options.has('m')) fs.setTime(path, member.mtime * 1000 - machine.epochMs);
}
