import type { ApiServer } from './api/index';
import type { Kernel, Task } from './kernel/index';
import { Kubectl } from './kubectl/index';
import { ShellCommand } from './runningCommand';
import {
  FileSystem,
  type ImageCatalogue,
  type NetHost,
  type Network,
  PidNamespace,
  type Proc,
  type ProgramTable,
  readAll,
  textInput,
} from './world/index';

export interface WorkstationOptions {
  readonly kernel: Kernel;
  readonly api: ApiServer;
  readonly network: Network;
  readonly catalogue: ImageCatalogue;
  readonly epochMs: number;
  readonly readFile?: ((path: string) => string) | undefined;
  readonly listFiles?: ((folder: string, recursive: boolean) => string[] | undefined) | undefined;
}

const ADDRESS = '192.168.66.1';
const HOME = '/root';

/** Words of a kubectl command that make it read what is piped into it. */
const READS_STDIN = /^(?:-|-i|--stdin|--stdin=true|--filename=-)$/;

/** The user's own machine: a shell with kubectl and curl, in the network of the nodes but outside the cluster. */
export class Workstation {
  readonly fs: FileSystem;
  readonly net: NetHost;
  private readonly processes: PidNamespace;
  private readonly programs: ProgramTable;
  private kubectl: Kubectl;

  constructor(private readonly options: WorkstationOptions) {
    const { kernel, network, catalogue, epochMs } = options;
    const image = catalogue.find('alpine');
    if (!image) throw new Error('the catalogue has no alpine image to furnish the workstation with');
    this.fs = new FileSystem(image.layer);
    this.fs.addProgram('/usr/local/bin/kubectl', 'kubectl');
    this.fs.addProgram('/usr/bin/curl', 'curl');
    this.fs.mkdir(HOME, { recursive: true });
    this.net = network.attach(ADDRESS, { name: 'workstation', kind: 'external' });
    this.processes = new PidNamespace(kernel, 'workstation', { machine: { epochMs }, firstPid: 1000 });
    this.programs = image.programs.with({ kubectl: (proc) => this.runKubectl(proc) });
    this.kubectl = this.kubectlIn('default');
  }

  /** Makes this the namespace of kubectl's current context. */
  useNamespace(namespace: string): void {
    this.kubectl = this.kubectlIn(namespace);
  }

  /** Starts a command line in a shell; time must pass for it to do anything. */
  start(commandLine: string): ShellCommand {
    const command = new ShellCommand(commandLine, this.options.kernel);
    const proc = this.processes.start({
      argv: ['sh', '-c', commandLine],
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME, USER: 'root' },
      cwd: HOME,
      fs: this.fs,
      net: this.net,
      stdin: textInput(''),
      stdout: command.output('stdout'),
      stderr: command.output('stderr'),
      hostname: 'workstation',
      programs: this.programs,
    });
    return command.attach(proc);
  }

  private kubectlIn(namespace: string): Kubectl {
    const { api, kernel } = this.options;
    const files = Object.assign((path: string) => this.read(path), {
      list: (folder: string, recursive: boolean) => this.list(folder, recursive),
      write: (path: string, data: string) => this.fs.writeFile(absolute(path), data),
    });
    return new Kubectl({ api, kernel, files, namespace });
  }

  private *runKubectl(proc: Proc): Task<number> {
    const words = proc.argv.slice(1);
    const stdin = words.some((word) => READS_STDIN.test(word)) ? yield* readAll(proc.stdin) : '';
    return yield* this.kubectl.run(words, {
      stdin,
      stdout: (text) => proc.stdout.write(text),
      stderr: (text) => proc.stderr.write(text),
    });
  }

  /** Files that a script wrote here come first, then those of the person who runs us. */
  private read(path: string): string {
    const own = absolute(path);
    if (this.fs.exists(own) || !this.options.readFile) return this.fs.readFile(own);
    return this.options.readFile(path);
  }

  /** The same for the manifests of a folder. */
  private list(folder: string, recursive: boolean): string[] | undefined {
    const own = absolute(folder);
    if (!this.fs.exists(own)) return this.options.listFiles?.(folder, recursive);
    if (this.fs.stat(own).type !== 'directory') return undefined;
    return [...filesBelow(this.fs, folder, recursive)];
  }
}

function* filesBelow(fs: FileSystem, folder: string, recursive: boolean): Generator<string> {
  for (const name of fs.list(absolute(folder))) {
    const path = `${folder.replace(/\/+$/, '')}/${name}`;
    if (fs.stat(absolute(path)).type !== 'directory') yield path;
    else if (recursive) yield* filesBelow(fs, path, recursive);
  }
}

function absolute(path: string): string {
  return path.startsWith('/') ? path : `${HOME}/${path}`;
}
