import { Device, Directory, type FileNode, FsError, RegularFile, SymbolicLink } from '../files';
import type { Descriptor } from './descriptors';
import { NotImplementedError } from './errors';
import type { PidNamespace } from './namespace';
import type { Proc } from './proc';
import { RootView } from './rootView';

/** `/proc/1/fd/1`, `/proc/self/fd/2`, `/dev/fd/3`: an open file of a process. Undefined for any other path. */
export function procDescriptor(proc: Proc, path: string): Descriptor | undefined {
  const match = /^\/(?:dev|proc\/(\d+|self))\/fd\/(\d+)$/.exec(path);
  if (!match) return undefined;
  const who = match[1] ?? 'self';
  const owner = who === 'self' ? proc : proc.namespace.find(Number(who));
  const descriptor = owner?.descriptors.get(Number(match[2]));
  if (!descriptor) throw new FsError('ENOENT', path);
  return descriptor;
}

/** A directory of /proc: what is in it is made when somebody looks, and nobody can change it. */
abstract class ProcDirectory extends Directory {
  constructor(protected readonly path: string) {
    super();
    this.mode = 0o555;
  }

  abstract override get(name: string): FileNode | undefined;
  abstract override names(): string[];

  override owned(name: string): FileNode | undefined {
    if (this.get(name) instanceof RegularFile) throw new FsError('EACCES', `${this.path}/${name}`);
    return this.get(name);
  }

  override set(name: string): void {
    throw new FsError('ENOENT', `${this.path}/${name}`);
  }

  override delete(name: string): void {
    throw new FsError('EPERM', `${this.path}/${name}`);
  }
}

/** `/proc` itself: a directory for each process that this pid namespace shows, and files about the machine. */
export class ProcRoot extends ProcDirectory {
  constructor(private readonly processes: PidNamespace) {
    super('/proc');
  }

  override get(name: string): FileNode | undefined {
    if (/^\d+$/.test(name)) {
      const proc = this.processes.find(Number(name));
      return proc && new ProcessDirectory(proc);
    }
    // Who asks is rewritten before (Proc.path): here it is only a name in a list.
    if (name === 'self') return new SymbolicLink(String(this.processes.main?.pid ?? 1));
    const content = SYSTEM_FILES[name];
    if (content) return new RegularFile({ data: content(this.processes), mode: 0o444 });
    if (SYSTEM_FILES_ELSEWHERE.has(name)) throw new NotImplementedError(`the file /proc/${name}`, this.processes.name);
    return undefined;
  }

  override names(): string[] {
    return [...this.processes.list().map(({ pid }) => String(pid)), ...Object.keys(SYSTEM_FILES), 'self', 'sys'].sort();
  }
}

class ProcessDirectory extends ProcDirectory {
  constructor(private readonly proc: Proc) {
    super(`/proc/${proc.pid}`);
    this.uid = proc.uid;
    this.gid = proc.gid;
  }

  override get(name: string): FileNode | undefined {
    const { proc } = this;
    if (name === 'fd') return new DescriptorDirectory(proc);
    // A magic link: it leads into the files of that process, whatever files those are that the reader sees.
    if (name === 'root') return new RootView(proc.fs, '/');
    if (name === 'cwd') return new SymbolicLink(proc.cwd);
    if (name === 'exe') return new SymbolicLink(proc.executable);
    const content = PROCESS_FILES[name];
    if (content) return new RegularFile({ data: content(proc), mode: name === 'environ' ? 0o400 : 0o444 });
    if (PROCESS_FILES_ELSEWHERE.has(name))
      throw new NotImplementedError(`the file ${this.path}/${name}`, proc.namespace.name);
    return undefined;
  }

  override names(): string[] {
    return [...Object.keys(PROCESS_FILES), 'cwd', 'exe', 'fd', 'root'].sort();
  }
}

class DescriptorDirectory extends ProcDirectory {
  constructor(private readonly proc: Proc) {
    super(`/proc/${proc.pid}/fd`);
  }

  override get(name: string): FileNode | undefined {
    return this.proc.descriptors.get(Number(name)) && new Device('null');
  }

  override names(): string[] {
    return [...this.proc.descriptors.table.keys()].sort((a, b) => a - b).map(String);
  }
}

/** proc_pid_cmdline(5) and its neighbours. */
const PROCESS_FILES: Readonly<Record<string, (proc: Proc) => string>> = {
  cgroup: () => '0::/\n',
  cmdline: (proc) => proc.argv.map((arg) => `${arg}\0`).join(''),
  comm: (proc) => `${proc.comm}\n`,
  environ: (proc) =>
    Object.entries(proc.env)
      .map(([name, value]) => `${name}=${value}\0`)
      .join(''),
  mounts: (proc) =>
    [
      'overlay / overlay',
      'proc /proc proc',
      ...proc.fs.mountPoints().map((path) => `${deviceOf(path)} ${path} ${typeOf(path)}`),
    ]
      .map((mount) => `${mount} ${proc.fs.locate(mount.split(' ')[1] as string).readOnly ? 'ro' : 'rw'},relatime 0 0\n`)
      .join(''),
  status: (proc) =>
    `Name:\t${proc.comm}\nState:\tS (sleeping)\nPid:\t${proc.pid}\nPPid:\t${proc.parent?.pid ?? 0}\n` +
    `Uid:\t${Array(4).fill(proc.uid).join('\t')}\nGid:\t${Array(4).fill(proc.gid).join('\t')}\n` +
    `VmRSS:\t${Math.ceil(proc.memoryBytes / 1024)} kB\n`,
};

const deviceOf = (path: string): string => (path === '/dev' ? 'tmpfs' : '/dev/vda1');
const typeOf = (path: string): string => (path === '/dev' ? 'tmpfs' : 'ext4');

/** What real processes have there as well. */
const PROCESS_FILES_ELSEWHERE = new Set(
  'auxv clear_refs fdinfo io limits loginuid maps mem mountinfo mountstats net ns oom_adj oom_score oom_score_adj pagemap sched setgroups smaps smaps_rollup stack stat statm syscall task timers uid_map gid_map wchan'.split(
    ' ',
  ),
);

const SYSTEM_FILES: Readonly<Record<string, (processes: PidNamespace) => string>> = {
  loadavg: () => '0.00 0.00 0.00 1/100 1\n',
  uptime: ({ kernel }) => `${(kernel.now / 1000).toFixed(2)} ${(kernel.now / 1000).toFixed(2)}\n`,
  version: ({ machine }) => `Linux version ${machine.kernelRelease}\n`,
};

/** What real machines have there as well. */
const SYSTEM_FILES_ELSEWHERE = new Set(
  'cgroups cmdline cpuinfo crypto devices diskstats filesystems interrupts iomem ioports kmsg locks meminfo misc modules net partitions pressure stat swaps sysrq-trigger sysvipc timer_list tty vmstat zoneinfo'.split(
    ' ',
  ),
);
