import { type Kernel, Latch, OrdinaryError, type Process, rule, Signal, sleep, type Task } from '../../kernel';
import type { AppContext } from '../behaviour';
import { absolutePath, type Capability, type Credentials, type FileSystem } from '../files';
import type { NetHost } from '../network';
import { BrokenPipe, emptyInput, type Input, NOWHERE, type Output } from '../stream';
import { type Descriptor, Descriptors } from './descriptors';
import { NotImplementedError } from './errors';
import { type MemoryUse, meetMemoryLimit, processesOf } from './memory';
import type { Machine, PidNamespace, StartOptions } from './namespace';
import type { Program, ProgramTable } from './program';
import { findExecutable, resolveProgram } from './resolve';
import { defaultAction, exitCodeOfSignal, type SignalName } from './signals';

const PID_1 = rule(
  'process/pid-1-ignores',
  'The first process of a container ignores signals that it has no handler for.',
  'pid_namespaces(7)',
);
const BY_SIGNAL = rule(
  'exit/128-plus-signal',
  'A process that a signal has ended has 128 and the number of the signal as exit code.',
  'signal(7); POSIX shell, Exit Status',
);

/** How a process ended. */
export interface ExitStatus {
  /** 0 … 255; 128 + n after signal n. */
  readonly code: number;
  readonly signal?: SignalName;
  /** The kernel's out-of-memory killer did it. */
  readonly oomKilled?: boolean;
}

export type SignalAction = (() => void) | 'ignore' | 'default';

/** What a child gets instead of what its parent has. */
export interface ChildOverrides {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: Input;
  readonly stdout?: Output;
  readonly stderr?: Output;
  /** All of its open files; default those of the parent. */
  readonly descriptors?: ReadonlyMap<number, Descriptor>;
  /** Signals that it ignores besides those that its parent ignores. */
  readonly ignore?: readonly SignalName[];
}

/** What container runtimes start processes with. */
export const DEFAULT_UMASK = 0o022;

/** Thrown by `Proc.exit` through the program. */
class Exit extends OrdinaryError {
  constructor(readonly code: number) {
    super(`exit ${code}`);
  }
}

/** A process of a container, on virtual time. */
export class Proc {
  readonly kernel: Kernel;
  readonly net: NetHost;
  readonly hostname: string;
  readonly programs: ProgramTable;
  readonly tty: boolean;
  readonly app: AppContext | undefined;
  readonly startedAtMs: number;
  readonly ended: Latch<ExitStatus>;
  /** Fires whenever a handler of a signal has run. */
  readonly signalled: Signal<SignalName>;
  readonly descriptors: Descriptors;
  /** The files of its container, as it may use them; only `becomeUser` changes it, and whose the process is. */
  fs: FileSystem;
  uid: number;
  gid: number;
  argv: readonly string[];
  /** What pidof knows it by: the beginning of the name of its program, whatever it has made of its argv since (proc_pid_comm(5)). */
  comm: string;
  /** Shared with others that have the same: a program that changes its environment takes a copy. */
  env: Readonly<Record<string, string>>;
  cwd: string;
  /** The permissions that new files do not get (umask(2)). */
  umask: number;
  parent: Proc | undefined;
  /** Asked how much memory it holds by now, and how fast that grows, where it grows by itself. */
  onMemoryRequest: (() => MemoryUse | undefined) | undefined;
  /** Asked when a signal comes from outside; true: whoever answers deals with it, and may hand it on by `deliver`. */
  onStopRequest: ((signal: SignalName, deliver: () => void) => boolean) | undefined;
  /** Hardly any process of a probe has handlers. */
  private actions: Map<SignalName, SignalAction> | undefined;
  private process: Process<void> | undefined;
  private fatal: ExitStatus | undefined;
  private saidBytes = 0;

  constructor(
    readonly namespace: PidNamespace,
    readonly pid: number,
    options: StartOptions & { descriptors?: ReadonlyMap<number, Descriptor> },
  ) {
    this.kernel = namespace.kernel;
    this.fs = options.fs;
    this.net = options.net;
    this.hostname = options.hostname;
    this.programs = options.programs;
    this.tty = options.tty ?? false;
    this.app = options.app;
    this.uid = options.uid ?? 0;
    this.gid = options.gid ?? 0;
    this.argv = options.argv;
    this.comm = options.parent?.comm ?? commOf(options.argv);
    this.env = options.env;
    this.cwd = options.cwd;
    this.umask = options.parent?.umask ?? DEFAULT_UMASK;
    this.parent = options.parent;
    this.startedAtMs = this.kernel.now;
    this.ended = new Latch(this.kernel);
    this.signalled = new Signal(this.kernel);
    this.descriptors = new Descriptors(
      options.descriptors ?? [
        [0, { input: options.stdin }],
        [1, { output: options.stdout }],
        [2, { output: options.stderr }],
      ],
    );
  }

  /** setuid(2), setgid(2) and setgroups(2): it works as somebody else from now on, and so do its children. */
  becomeUser(credentials: Credentials): void {
    this.uid = credentials.uid;
    this.gid = credentials.gid;
    this.fs = this.fs.usedBy(credentials);
  }

  get machine(): Machine {
    return this.namespace.machine;
  }

  /** How errors and traces call it: the namespace and the beginning of its command line. */
  get name(): string {
    const command = this.argv.join(' ').replace(/\s+/g, ' ');
    return `${this.namespace.name}: ${command.length > 80 ? `${command.slice(0, 77)}…` : command}`;
  }

  /** Whether it may do what takes this power (capabilities(7)). */
  hasCapability(name: Capability): boolean {
    return this.fs.credentials?.capabilities.has(name) ?? true;
  }

  get isAlive(): boolean {
    return !this.ended.isSet;
  }

  get stdin(): Input {
    return this.descriptors.get(0)?.input ?? emptyInput();
  }

  get stdout(): Output {
    return this.descriptors.get(1)?.output ?? NOWHERE;
  }

  get stderr(): Output {
    return this.descriptors.get(2)?.output ?? NOWHERE;
  }

  /** A path of a command line, made absolute. */
  path(path: string): string {
    const absolute = path.startsWith('/') ? path : absolutePath(path, this.cwd);
    return absolute.startsWith('/proc/') ? this.procPath(absolute) : absolute;
  }

  /** `/proc/self` is another directory for each process, and `/proc/mounts` a link into it. */
  private procPath(path: string): string {
    const own = path === '/proc/mounts' ? '/proc/self/mounts' : path;
    return own.replace(/^\/proc\/(thread-)?self(?=\/|$)/, `/proc/${this.pid}`);
  }

  /** The path of the file that it runs. */
  get executable(): string {
    const { fs, programs, cwd, env } = this;
    const path = findExecutable(this.argv[0] ?? '', { fs, programs, cwd, env });
    return path === undefined ? '' : fs.realPath(path);
  }

  /** The wall clock in milliseconds since 1970. */
  wallMs(): number {
    return this.machine.epochMs + this.kernel.now;
  }

  /** Runs `program`; called once, by the namespace. */
  launch(program: Program): void {
    this.process = this.kernel.spawn(this.name, this.run(program));
  }

  /**
   * Forks and executes a program with this process as parent.
   * @throws ExecError
   */
  start(argv: readonly string[], overrides: ChildOverrides = {}): Proc {
    const cwd = overrides.cwd ?? this.cwd;
    const env = overrides.env ?? this.env;
    const executable = resolveProgram(argv, { fs: this.fs, programs: this.programs, cwd, env });
    const child = this.fork(executable.argv, overrides, (forked) => execute(forked, executable.program));
    child.becomes(executable.argv);
    return child;
  }

  /** Forks without executing anything: the child runs `program`, such as a subshell. Takes no time. */
  fork(argv: readonly string[], overrides: ChildOverrides, program: Program): Proc {
    const options: StartOptions & { descriptors: ReadonlyMap<number, Descriptor> } = {
      argv,
      env: overrides.env ?? this.env,
      cwd: overrides.cwd ?? this.cwd,
      fs: this.fs,
      net: this.net,
      stdin: this.stdin,
      stdout: this.stdout,
      stderr: this.stderr,
      descriptors: childDescriptors(overrides.descriptors ?? this.descriptors.table, overrides),
      hostname: this.hostname,
      programs: this.programs,
      tty: this.tty,
      parent: this,
      uid: this.uid,
      gid: this.gid,
      ...(this.app ? { app: this.app } : {}),
    };
    return this.namespace.run(options, program, (child) => {
      for (const [signal, action] of this.actions ?? []) if (action === 'ignore') child.onSignal(signal, 'ignore');
      for (const signal of overrides.ignore ?? []) child.onSignal(signal, 'ignore');
    });
  }

  /**
   * Replaces the program of this process; signal handlers are forgotten, ignored signals stay ignored. Does not return.
   * @throws ExecError, then this process goes on as it was
   */
  *exec(argv: readonly string[], env: Readonly<Record<string, string>> = this.env): Task<never> {
    const { fs, programs, cwd } = this;
    const executable = resolveProgram(argv, { fs, programs, cwd, env });
    for (const [signal, action] of [...(this.actions ?? [])]) if (action !== 'ignore') this.actions?.delete(signal);
    this.becomes(executable.argv);
    this.env = env;
    yield* sleep(this.kernel.latency('processStart'));
    return this.exit(yield* executable.program(this));
  }

  /** It runs another program. */
  becomes(argv: readonly string[]): void {
    this.argv = argv;
    this.comm = commOf(argv);
  }

  /** Ends this process from inside its own program, whose `finally` blocks run. */
  exit(code: number): never {
    throw new Exit(code);
  }

  /**
   * What happens when a signal arrives. KILL and STOP cannot be handled. A handler runs at once, between two steps of the
   * program.
   */
  onSignal(signal: SignalName, action: SignalAction): void {
    if (signal === 'KILL' || signal === 'STOP') return;
    this.actions ??= new Map();
    if (action === 'default') this.actions.delete(signal);
    else this.actions.set(signal, action);
  }

  actionOn(signal: SignalName): SignalAction {
    return this.actions?.get(signal) ?? 'default';
  }

  /**
   * Sends it a signal. PID 1 ignores what it does not handle, and SIGKILL too unless it comes from outside its
   * namespace (pid_namespaces(7)).
   */
  signal(signal: SignalName, options: { outside?: boolean } = {}): void {
    if (!this.isAlive) return;
    if (options.outside && signal !== 'KILL' && this.onStopRequest?.(signal, () => this.receive(signal, options)))
      return;
    this.receive(signal, options);
  }

  private receive(signal: SignalName, options: { outside?: boolean }): void {
    if (!this.isAlive) return;
    const action = this.actionOn(signal);
    if (action === 'ignore') return;
    if (action !== 'default') {
      action();
      this.signalled.fire(signal);
      return;
    }
    const fate = defaultAction(signal);
    const protectedByPid = this.pid === 1 && !(options.outside && (signal === 'KILL' || signal === 'STOP'));
    if (fate !== 'ignore' && protectedByPid) this.kernel.acts(PID_1);
    if (fate === 'ignore' || protectedByPid) return;
    if (fate === 'stop') this.notImplemented(`SIG${signal} (a stopped process)`);
    else {
      this.kernel.acts(BY_SIGNAL);
      this.terminate({ code: exitCodeOfSignal(signal), signal });
    }
  }

  /** What it keeps in memory; see `useMemory`. */
  get memoryBytes(): number {
    return this.onMemoryRequest?.()?.bytes ?? this.saidBytes;
  }

  /** How fast that grows without anybody saying so. */
  get memoryBytesPerSecond(): number {
    return this.onMemoryRequest?.()?.bytesPerSecond ?? 0;
  }

  /**
   * Says how much memory this process holds now. Beyond the limit of its container the out-of-memory killer takes the
   * process that holds most, or all of the container.
   */
  useMemory(bytes: number): void {
    this.saidBytes = bytes;
    meetMemoryLimit(this);
    this.app?.memoryChanged?.();
  }

  /** The out-of-memory killer takes it, or all of its container. */
  dieForMemory(): void {
    this.app?.outOfMemory?.();
    const victims = this.app?.diesTogether ? processesOf(this) : [this];
    for (const each of victims) each.terminate({ code: exitCodeOfSignal('KILL'), signal: 'KILL', oomKilled: true });
  }

  /** Makes the run end with an error that says what the simulator lacks. */
  notImplemented(what: string, hint?: string): void {
    this.kernel.fail(new NotImplementedError(what, this.name, hint));
  }

  /** Ends it with this code, as if its program had returned it; its `finally` blocks run. */
  endFromOutside(code: number): void {
    this.terminate({ code: code & 0xff });
  }

  /** Counts work that takes no time: a loop of such work ends in `NeverWaits` instead of a hang. */
  charge(): void {
    this.kernel.running?.charge();
  }

  private terminate(status: ExitStatus): void {
    this.fatal ??= status;
    this.process?.kill();
    if (!this.process?.isAlive) this.finish(this.fatal);
  }

  private *run(program: Program): Task {
    let status: ExitStatus | undefined;
    try {
      status = { code: (yield* program(this)) & 0xff };
    } catch (error) {
      status = this.statusOf(error);
    } finally {
      this.finish(this.fatal ?? status ?? { code: exitCodeOfSignal('KILL'), signal: 'KILL' });
    }
  }

  private statusOf(error: unknown): ExitStatus {
    if (error instanceof Exit) return { code: error.code & 0xff };
    if (error instanceof BrokenPipe) return { code: exitCodeOfSignal('PIPE'), signal: 'PIPE' };
    if (!(error instanceof NotImplementedError)) throw error;
    this.kernel.fail(error);
    return { code: 255 };
  }

  private finish(status: ExitStatus): void {
    if (this.ended.isSet) return;
    this.ended.set(status);
    this.descriptors.closeAll();
    this.namespace.forget(this);
    this.parent?.signal('CHLD');
  }
}

/** `/usr/bin/sleep` → `sleep`, at most 15 characters. */
function commOf([command = '']: readonly string[]): string {
  return command.slice(command.lastIndexOf('/') + 1).slice(0, 15);
}

function* execute(proc: Proc, program: Program): Task<number> {
  yield* sleep(proc.kernel.latency('processStart'));
  return yield* program(proc);
}

function childDescriptors(
  table: ReadonlyMap<number, Descriptor>,
  overrides: ChildOverrides,
): ReadonlyMap<number, Descriptor> {
  const out = new Map(table);
  if (overrides.stdin) out.set(0, { input: overrides.stdin });
  if (overrides.stdout) out.set(1, { output: overrides.stdout });
  if (overrides.stderr) out.set(2, { output: overrides.stderr });
  return out;
}
