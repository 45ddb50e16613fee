import { type Kernel, Roster, rule, type Task } from '../../kernel';
import type { AppContext } from '../behaviour';
import type { FileSystem } from '../files';
import type { NetHost } from '../network';
import type { Input, Output } from '../stream';
import { Proc } from './proc';
import { ProcRoot } from './procfs';
import type { Program, ProgramTable } from './program';
import { resolveProgram } from './resolve';

const MAIN_ENDS_ALL = rule(
  'process/main-ends-all',
  'When the first process of a container ends, the kernel kills all others in it.',
  'pid_namespaces(7)',
);

/** What programs can find out about the machine. */
export interface Machine {
  /** The wall clock at kernel time 0, in milliseconds since 1970. */
  readonly epochMs: number;
  readonly kernelRelease: string;
  readonly architecture: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
}

/** Used where nobody says otherwise: 1 January 2026 in UTC. */
export const DEFAULT_MACHINE: Machine = {
  epochMs: 1_767_225_600_000,
  kernelRelease: '6.8.0',
  architecture: 'x86_64',
  cpus: 4,
  memoryBytes: 8 * 1024 ** 3,
  diskBytes: 50 * 1024 ** 3,
};

export interface StartOptions {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly fs: FileSystem;
  readonly net: NetHost;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly hostname: string;
  readonly programs: ProgramTable;
  readonly tty?: boolean;
  readonly parent?: Proc;
  readonly app?: AppContext;
  /** Default root. */
  readonly uid?: number;
  readonly gid?: number;
}

export interface PidNamespaceOptions {
  readonly machine?: Partial<Machine>;
  /** The pid of the first process, default 1. With another one nobody is PID 1: hostPID. */
  readonly firstPid?: number;
}

/**
 * The processes that see each other: those of a container, of a pod with shareProcessNamespace, of a node.
 * The first process is PID 1: it ignores signals that it does not handle, adopts orphans, and all others die with it
 * (pid_namespaces(7)).
 */
export class PidNamespace {
  readonly machine: Machine;
  /** The first process. */
  main: Proc | undefined;
  /** In the order of their pids. */
  private readonly procs = new Roster<Proc>();
  private nextPid: number;
  private proc: ProcRoot | undefined;

  /** @param name how errors call it: `container default/web/app` */
  constructor(
    readonly kernel: Kernel,
    readonly name: string,
    options: PidNamespaceOptions = {},
  ) {
    this.machine = { ...DEFAULT_MACHINE, ...options.machine };
    this.nextPid = options.firstPid ?? 1;
  }

  /**
   * Starts a program.
   * @throws ExecError before anything runs
   */
  start(options: StartOptions): Proc {
    const { argv, fs, programs, cwd, env } = options;
    const executable = resolveProgram(argv, { fs, programs, cwd, env });
    return this.run(options, executable.program, (proc) => {
      proc.becomes(executable.argv);
    });
  }

  /** Runs a program that is not in the file system, such as a subshell or a part of a server. */
  run(options: StartOptions, program: Program, prepare?: (proc: Proc) => void): Proc {
    options.fs.clock ??= this.kernel;
    options.fs.processes ??= this;
    options.fs.parameters ??= options.net;
    const proc = new Proc(this, this.nextPid++, options);
    this.main ??= proc;
    this.procs.add(proc);
    prepare?.(proc);
    proc.launch(program);
    return proc;
  }

  /** What `/proc` shows in it; hardly any container looks. */
  get directory(): ProcRoot {
    this.proc ??= new ProcRoot(this);
    return this.proc;
  }

  find(pid: number): Proc | undefined {
    return this.procs.find((proc) => proc.pid === pid);
  }

  /** The living processes by pid. */
  list(): Proc[] {
    return this.procs.list();
  }

  /** SIGKILL from outside for all, or for those that `which` picks. */
  killAll(which: (proc: Proc) => boolean = () => true): void {
    for (const proc of this.list().reverse()) if (which(proc)) proc.signal('KILL', { outside: true });
  }

  /** Called by a process that has ended. */
  forget(proc: Proc): void {
    this.procs.delete(proc);
    for (const other of this.procs) if (other.parent === proc) other.parent = this.find(1);
    if (proc.pid !== 1) return;
    if (this.procs.size > 0) this.kernel.acts(MAIN_ENDS_ALL);
    this.killAll();
  }

  /** Waits until no process is left. */
  *join(): Task {
    for (const proc of this.list()) yield* proc.ended.join();
  }
}
