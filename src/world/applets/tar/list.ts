import type { Call } from '../call';
import { type Member, ownerName } from './archive';
import { chosen, complainOfUnknown } from './select';
import type { Job } from './tar';

/** The names in an archive, and with -v what ls -l would tell of them. */
export function list(call: Call, members: readonly Member[], job: Job): number {
  const { wanted, unknown } = chosen(members, job);
  for (const member of wanted) {
    const name = `${member.name}${member.type === 'directory' ? '/' : ''}`;
    call.out(
      job.verbose
        ? `${details(call, member)} ${name}${member.type === 'link' ? ` -> ${member.target}` : ''}\n`
        : `${name}\n`,
    );
  }
  return complainOfUnknown(call, unknown);
}

const LETTERS = { file: '-', directory: 'd', link: 'l' } as const;

function details(call: Call, { type, mode, uid, gid, mtime, data }: Member): string {
  const bits = [...'rwxrwxrwx'].map((letter, i) => ((mode >> (8 - i)) & 1 ? letter : '-')).join('');
  const owner = `${ownerName(uid) || uid}/${ownerName(gid) || gid}`;
  const date = new Date(mtime * 1000).toISOString().replace('T', ' ');
  const size = String(Buffer.byteLength(data));
  if (call.flavour === 'busybox') return `${LETTERS[type]}${bits} ${owner}${size.padStart(10)} ${date.slice(0, 19)}`;
  return `${LETTERS[type]}${bits} ${owner} ${size.padStart(Math.max(0, 18 - owner.length))} ${date.slice(0, 16)}`;
}
