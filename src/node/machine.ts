import type { Task } from '../kernel/index';
import {
  emptyInput,
  FileSystem,
  type FileTree,
  type ImageCatalogue,
  type NetHost,
  type Output,
  type PidNamespace,
  type Proc,
  type ProgramTable,
} from '../world/index';

/** What `systemctl` and `reboot` do to the machine. */
export interface MachineControl {
  start(): void;
  stop(): void;
  restart(): void;
  reboot(): void;
}

/** The machine under a node: its disk, and the programs that root can run on it. */
export class NodeMachine {
  readonly disk: FileTree;
  private readonly programs: ProgramTable;

  constructor(
    private readonly options: {
      readonly name: string;
      readonly host: NetHost;
      readonly processes: PidNamespace;
      readonly catalogue: ImageCatalogue;
      readonly clock: { readonly now: number };
      readonly control: MachineControl;
    },
  ) {
    const image = options.catalogue.find('alpine');
    if (!image) throw new Error('the catalogue has no alpine image to furnish nodes with');
    const disk = new FileSystem(image.layer, { clock: options.clock });
    disk.addProgram('/usr/bin/systemctl', 'systemctl');
    disk.addProgram('/sbin/reboot', 'reboot');
    disk.mkdir('/etc/kubernetes/manifests', { recursive: true });
    disk.writeFile('/etc/hostname', `${options.name}\n`);
    this.disk = disk;
    this.programs = image.programs.with({
      systemctl: (proc) => this.systemctl(proc),
      reboot: () => this.reboot(),
    });
  }

  /** Starts a program as root, in the machine's own files and network. */
  run(argv: readonly string[], stdout: Output, stderr: Output): Proc {
    const { name, host, processes } = this.options;
    return processes.start({
      argv,
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', USER: 'root' },
      cwd: '/',
      fs: this.disk as FileSystem,
      net: host,
      stdin: emptyInput(),
      stdout,
      stderr,
      hostname: name,
      programs: this.programs,
    });
  }

  /** `systemctl start|stop|restart kubelet`. */
  private *systemctl(proc: Proc): Task<number> {
    const [, verb = '', unit = ''] = proc.argv;
    const { control } = this.options;
    if (unit.replace(/\.service$/, '') !== 'kubelet') {
      proc.stderr.write(`Failed to ${verb} ${unit}: Unit ${unit} not found.\n`);
      return 5;
    }
    if (verb === 'start') control.start();
    else if (verb === 'stop') control.stop();
    else if (verb === 'restart') control.restart();
    else {
      proc.stderr.write(`Unknown command verb ${verb}.\n`);
      return 1;
    }
    return 0;
  }

  private *reboot(): Task<number> {
    this.options.control.reboot();
    return 0;
  }
}
