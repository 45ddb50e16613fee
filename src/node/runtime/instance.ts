import { wholeUnits } from '../../api/quantity';
import type { Container, Pod, ResourceRequirements } from '../../api/types/index';
import { type Kernel, Latch, rule } from '../../kernel/index';
import { usedBytes } from '../../world/files/index';
import {
  type AppContext,
  type ExitStatus,
  emptyInput,
  FileSystem,
  FileTree,
  type FileWitness,
  type Image,
  type Input,
  type Output,
  type PidNamespace,
  Pipe,
  type Proc,
} from '../../world/index';
import { expandCommand } from '../environment/index';
import { ContainerLog } from '../logs';
import { type InitFailure, misfit } from './containerInit';
import type { Sandbox } from './sandbox';
import { TERMINATION_LOG, terminationMessage } from './terminationMessage';
import type { CreateContainerOptions, RuntimeContainer } from './types';
import { credentialsOf, type User, userOf } from './users';

const OOM_REASON = rule(
  'exit/oom-killed-by-any-process',
  'An end is called OOMKilled when any process of the container ran out of memory, whatever the exit code.',
  'containerd, task OOM event',
);

/** The runtime's default when neither image nor spec sets PATH. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const DEFAULT_TERMINATION_LOG = '/dev/termination-log';

/** Where a process reads and writes, and whether that is a terminal. */
export interface Streams {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly tty: boolean;
}

/** One instance of a container with everything that is its own: files, log, process. */
export class Instance {
  readonly log: ContainerLog;
  readonly fs: FileSystem;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly user: User;
  readonly stdin: Input;
  /** The end that `kubectl attach -i` writes to; only with `stdin: true`. */
  readonly keyboard: Pipe | undefined;
  /** The runtime knows that it has ended. */
  readonly exited: Latch;
  /** The stop signal is sent once, however often the stop is asked for. */
  stopSignalSent = false;
  /** It has ended and the runtime deletes its task: nothing finds that any more, though the container isn't called exited yet. */
  isTakenApart = false;
  /** Why its root file system cannot be made up, which is found out when it is started. */
  initFailure: InitFailure | undefined;
  /** The out-of-memory killer took one of its processes: so its end is called OOMKilled, whatever its exit code. */
  outOfMemory = false;
  private readonly files = new FileTree();

  constructor(
    private readonly kernel: Kernel,
    readonly record: RuntimeContainer,
    readonly sandbox: Sandbox,
    readonly pod: Pod,
    readonly spec: Container,
    private readonly options: CreateContainerOptions,
    /** The process namespace in which it will run. */
    readonly processes: PidNamespace,
    readonly app: AppContext,
  ) {
    const { image } = options;
    this.log = new ContainerLog(kernel);
    this.exited = new Latch(kernel);
    this.files.clock = kernel;
    this.argv = commandLine(spec, image, options.env);
    const environment: Record<string, string> = {
      PATH: DEFAULT_PATH,
      ...image.env,
      HOSTNAME: sandbox.names.hostname,
      ...options.env,
    };
    this.cwd = spec.workingDir ?? (image.workdir || '/');
    this.fs = this.fileSystem(kernel, options);
    this.user = userOf(pod, spec, image.user, this.fs);
    environment['HOME'] ??= this.user.home;
    this.env = environment;
    this.fs.credentials = credentialsOf(this.user, spec);
    this.keyboard = spec.stdin ? new Pipe(kernel) : undefined;
    this.stdin = this.keyboard?.input ?? emptyInput();
  }

  get image(): Image {
    return this.options.image;
  }

  /** Why it was made, for the journal. */
  get rule(): string | undefined {
    return this.options.rule;
  }

  get isRunning(): boolean {
    return this.record.state === 'running';
  }

  /** What its processes hold in memory. */
  get memoryBytes(): number {
    return this.liveProcesses.reduce((sum, proc) => sum + proc.memoryBytes, 0);
  }

  get memoryBytesPerSecond(): number {
    return this.liveProcesses.reduce((sum, proc) => sum + proc.memoryBytesPerSecond, 0);
  }

  get liveProcesses(): Proc[] {
    if (!this.isRunning) return [];
    return this.processes.list().filter((proc) => proc.app === this.app && proc.isAlive);
  }

  get containerName(): string {
    return this.spec.name;
  }

  /** What it has written outside of volumes, and its log. */
  get storageBytes(): number {
    return usedBytes(this.fs.root) + this.log.fileBytes;
  }

  /** A copy that does not change any more. */
  snapshot(): RuntimeContainer {
    return { ...this.record };
  }

  /** @throws ExecError when the program is not there; nothing has run then */
  launch(): Proc {
    return this.start(this.argv, this.env, {
      stdin: this.stdin,
      stdout: this.log.sink('stdout'),
      stderr: this.log.sink(this.spec.tty ? 'stdout' : 'stderr'),
      tty: this.spec.tty ?? false,
    });
  }

  /** Starts a process with what any process in this container gets. @throws ExecError before anything runs */
  start(argv: readonly string[], env: Readonly<Record<string, string>>, streams: Streams): Proc {
    const { stdin, stdout, stderr, tty } = streams;
    return this.processes.start({
      argv,
      env,
      stdin,
      stdout,
      stderr,
      tty,
      cwd: this.cwd,
      fs: this.fs,
      net: this.sandbox.record.net,
      hostname: this.sandbox.names.hostname,
      programs: this.image.programs,
      app: this.app,
      uid: this.user.uid,
      gid: this.user.gid,
    });
  }

  /** Writes down how it ended. */
  end(status: ExitStatus & { reason?: string; message?: string }, finishedAtMs: number): void {
    const { record } = this;
    record.state = 'exited';
    record.finishedAtMs = finishedAtMs;
    record.exitCode = status.code;
    if (this.outOfMemory || status.oomKilled) this.kernel.acts(OOM_REASON);
    record.reason = status.reason ?? reasonOf(status, this.outOfMemory);
    if (status.signal) record.signal = `SIG${status.signal}`;
    this.log.close();
    const message = terminationMessage({
      files: this.files,
      fallbackToLogs: this.spec.terminationMessagePolicy === 'FallbackToLogsOnError',
      exitCode: status.code,
      log: this.log,
      runtimeMessage: status.message,
      pod: this.pod,
      kernel: this.kernel,
    });
    if (message !== undefined) record.message = message;
  }

  private fileSystem(kernel: Kernel, { image, mounts }: CreateContainerOptions): FileSystem {
    const { readOnlyRootFilesystem: readOnlyRoot = false, privileged = false } = this.spec.securityContext ?? {};
    const fs = new FileSystem(image.layer, {
      clock: kernel,
      readOnlyRoot,
      readOnlyParameters: !privileged,
      assumed: !image.described,
      witness: fileWitness(kernel, this.record),
    });
    this.makeWorkingDirectory(fs, kernel);
    for (const mount of mounts) {
      const { mountPath, tree, subPath, readOnly } = mount;
      const wrong = misfit(fs, mount, this.pod, this.spec);
      if (wrong) {
        this.initFailure ??= wrong;
        continue;
      }
      fs.mount(mountPath, tree, { readOnly: readOnly ?? false, ...(subPath !== undefined && { subPath }) });
    }
    for (const name of ['hosts', 'hostname', 'resolv.conf']) {
      // A volume that the pod mounts there itself wins.
      if (mounts.some((mount) => mount.mountPath === `/etc/${name}`)) continue;
      fs.mount(`/etc/${name}`, this.sandbox.files, { subPath: `/${name}` });
    }
    this.files.addFile(TERMINATION_LOG, '', { mode: 0o666 });
    const logPath = this.spec.terminationMessagePath ?? DEFAULT_TERMINATION_LOG;
    if (logPath) fs.mount(logPath, this.files, { subPath: TERMINATION_LOG });
    return fs;
  }

  /** runc makes it where it is missing; that a file is in its place is found out when the container is started. */
  private makeWorkingDirectory(fs: FileSystem, kernel: Kernel): void {
    if (!fs.exists(this.cwd)) new FileTree(fs.root, kernel).mkdir(this.cwd, { recursive: true });
    else if (fs.nodeAt(this.cwd)?.kind !== 'directory') {
      this.initFailure = { workingDirectory: this.cwd };
    }
  }
}

/** Tells the journal which files a container loses: a probe that fails because of one is a consequence of that. */
function fileWitness(kernel: Kernel, { namespace, podName, name: container }: RuntimeContainer): FileWitness {
  const object = `Pod/${namespace}/${podName}`;
  const removed = (path: string) => {
    const by = kernel.running?.name ?? '';
    return kernel.journal.record({
      component: 'container',
      type: 'file-removed',
      object,
      detail: { container, path, by },
    }).seq;
  };
  const missed = (removal: number) => {
    kernel.journal.cause = removal;
  };
  return { removed, missed };
}

/** `command` replaces the entrypoint and drops the image's arguments; `args` replaces only those. */
function commandLine(spec: Container, image: Image, env: Readonly<Record<string, string>>): string[] {
  const hasCommand = (spec.command?.length ?? 0) > 0;
  const hasArgs = (spec.args?.length ?? 0) > 0;
  const entrypoint = hasCommand ? expandCommand(spec.command ?? [], env) : [...image.entrypoint];
  const args = hasArgs ? expandCommand(spec.args ?? [], env) : hasCommand ? [] : [...image.cmd];
  return [...entrypoint, ...args];
}

function reasonOf(status: ExitStatus, outOfMemory: boolean): string {
  if (outOfMemory || status.oomKilled) return 'OOMKilled';
  return status.code === 0 ? 'Completed' : 'Error';
}

/** The memory limit in bytes. */
export function memoryLimitOf(resources: ResourceRequirements | undefined): number | undefined {
  const limit = resources?.limits?.['memory'];
  return limit === undefined ? undefined : wholeUnits(limit);
}

/** The state as the interface between kubelet and runtime spells it. */
export function criState(instance: Instance | undefined): string {
  return `CONTAINER_${(instance?.record.state ?? 'unknown').toUpperCase()}`;
}
