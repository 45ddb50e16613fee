import { FsError } from '../../files';
import type { Proc } from '../../process';
import type { Output } from '../../stream';
import { slashTime } from '../clock';

const LEVELS = ['emerg', 'alert', 'crit', 'error', 'warn', 'notice', 'info', 'debug'];

/** nginx's log files. The official images link them to the container's stdout and stderr. */
export class NginxLog {
  constructor(
    private readonly proc: Proc,
    private readonly errors: { readonly path: string; readonly level: string },
  ) {}

  write(level: string, pid: number, message: string): void {
    if (LEVELS.indexOf(level) > LEVELS.indexOf(this.errors.level)) return;
    this.append(this.errors.path, `${slashTime(this.proc)} [${level}] ${pid}#${pid}: ${message}`);
  }

  /** What is found wrong before it runs goes to the terminal as well. */
  refused(pid: number, level: 'emerg' | 'warn', message: string): void {
    this.write(level, pid, message);
    this.proc.stderr.write(`nginx: [${level}] ${message}\n`);
  }

  notice(pid: number, message: string): void {
    this.write('notice', pid, message);
  }

  access(path: string, line: string): void {
    this.append(path, line);
  }

  started(version: string): void {
    const { pid, machine } = this.proc;
    this.notice(pid, 'using the "epoll" event method');
    this.notice(pid, `nginx/${version}`);
    this.notice(pid, `OS: Linux ${machine.kernelRelease}`);
    this.notice(pid, 'getrlimit(RLIMIT_NOFILE): 1048576:1048576');
    this.notice(pid, 'start worker processes');
  }

  stopped(master: number, worker: number): void {
    this.notice(worker, 'exit');
    this.notice(master, `signal 17 (SIGCHLD) received from ${worker}`);
    this.notice(master, `worker process ${worker} exited with code 0`);
    this.notice(master, 'exit');
  }

  private append(path: string, line: string): void {
    const stream = this.streamOf(path);
    if (stream) {
      stream.write(`${line}\n`);
      return;
    }
    try {
      this.proc.fs.writeFile(path, `${line}\n`, { append: true });
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
    }
  }

  private streamOf(path: string): Output | undefined {
    let target = path === 'stderr' ? '/dev/stderr' : path;
    try {
      if (target.startsWith('/var/')) target = this.proc.fs.readLink(target);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
    }
    if (target === '/dev/stdout') return this.proc.stdout;
    return target === '/dev/stderr' ? this.proc.stderr : undefined;
  }
}
