import { FsError } from '../files';
import type { Descriptor } from './descriptors';
import { NotImplementedError } from './errors';
import type { Proc } from './proc';

/** Whether a path (absolute, normalised) belongs to /proc. */
export function isProcPath(path: string): boolean {
  return path.startsWith('/proc/');
}

/** `/proc/1/fd/1`, `/proc/self/fd/2`, `/dev/fd/3`: an open file of a process. Undefined for any other path. */
export function procDescriptor(proc: Proc, path: string): Descriptor | undefined {
  const match = /^\/(?:dev|proc\/(\d+|self))\/fd\/(\d+)$/.exec(path);
  if (!match) return undefined;
  const owner = processOf(proc, match[1] ?? 'self');
  const descriptor = owner?.descriptors.get(Number(match[2]));
  if (!descriptor) throw new FsError('ENOENT', path);
  return descriptor;
}

export function procExists(proc: Proc, path: string): boolean {
  const [who, ...rest] = path.slice('/proc/'.length).split('/');
  if (/^\d+$|^self$/.test(who!)) {
    const owner = processOf(proc, who!);
    if (!owner) return false;
    if (rest[0] === 'fd' && rest[1]) return owner.descriptors.get(Number(rest[1])) !== undefined;
    return rest.length === 0 || rest[0]! in PROCESS_FILES || ['fd', 'cwd', 'root', 'exe'].includes(rest[0]!);
  }
  return path in SYSTEM_FILES;
}

/**
 * The text of a file in /proc.
 * @throws FsError for a process that is not there, NotImplementedError for a file that only a real kernel has
 */
export function procContent(proc: Proc, path: string): string {
  const [who, file = ''] = path.slice('/proc/'.length).split('/');
  if (/^\d+$|^self$/.test(who!)) {
    const owner = processOf(proc, who!);
    if (!owner) throw new FsError('ENOENT', path);
    const content = PROCESS_FILES[file];
    if (content) return content(owner);
  } else {
    const content = SYSTEM_FILES[path];
    if (content) return content(proc);
  }
  throw new NotImplementedError(`the file ${path}`, proc.name);
}

function processOf(proc: Proc, who: string): Proc | undefined {
  return who === 'self' ? proc : proc.namespace.find(Number(who));
}

/** The name that ps and pidof know a process by. */
export function commandName(proc: Proc): string {
  const argv0 = proc.argv[0] ?? '';
  return argv0.slice(argv0.lastIndexOf('/') + 1).slice(0, 15);
}

/** proc_pid_cmdline(5) and its neighbours. */
const PROCESS_FILES: Readonly<Record<string, (proc: Proc) => string>> = {
  cmdline: (proc) => proc.argv.map((arg) => `${arg}\0`).join(''),
  comm: (proc) => `${commandName(proc)}\n`,
  environ: (proc) =>
    Object.entries(proc.env)
      .map(([name, value]) => `${name}=${value}\0`)
      .join(''),
  status: (proc) =>
    `Name:\t${commandName(proc)}\nState:\tS (sleeping)\nPid:\t${proc.pid}\nPPid:\t${proc.parent?.pid ?? 0}\n` +
    `Uid:\t${Array(4).fill(proc.uid).join('\t')}\nGid:\t${Array(4).fill(proc.gid).join('\t')}\n` +
    `VmRSS:\t${Math.ceil(proc.memoryBytes / 1024)} kB\n`,
};

const SYSTEM_FILES: Readonly<Record<string, (proc: Proc) => string>> = {
  '/proc/uptime': (proc) => `${(proc.kernel.now / 1000).toFixed(2)} ${(proc.kernel.now / 1000).toFixed(2)}\n`,
  '/proc/loadavg': () => '0.00 0.00 0.00 1/100 1\n',
  '/proc/version': (proc) => `Linux version ${proc.machine.kernelRelease}\n`,
};
