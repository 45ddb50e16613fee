import type { Pod } from '../../api/types/index';
import { type Kernel, type Task, until } from '../../kernel/index';
import {
  emptyInput,
  FileSystem,
  FileTree,
  type Machine,
  type NetHost,
  NOWHERE,
  PidNamespace,
  type Proc,
  ProgramTable,
} from '../../world/index';
import type { PodNames } from './podNames';
import type { RuntimeSandbox } from './types';

const PAUSE_IMAGE = new FileTree();
PAUSE_IMAGE.addProgram('/pause', 'pause');

/** What holds the namespaces of a pod does nothing but reap children and end when it is told to. */
function* pause(proc: Proc): Task<number> {
  proc.onSignal('TERM', () => {});
  proc.onSignal('INT', () => {});
  yield* until(proc.signalled.wait());
  return 0;
}

const PAUSE_PROGRAMS = new ProgramTable({ pause });

/** A pod sandbox with what its containers share: names, network, and with shareProcessNamespace the processes. */
export class Sandbox {
  /** Everything in it dies with the pause process where the pod shares its process namespace. */
  readonly processes: PidNamespace;
  readonly main: Proc;
  /** `/hosts`, `/hostname` and `/resolv.conf`, mounted into each container. */
  readonly files = new FileTree();

  constructor(
    kernel: Kernel,
    readonly record: RuntimeSandbox,
    readonly pod: Pod,
    readonly names: PodNames,
    machine: Partial<Machine>,
  ) {
    this.files.clock = kernel;
    this.files.addFile('/hosts', names.hosts);
    this.files.addFile('/hostname', `${names.hostname}\n`);
    this.files.addFile('/resolv.conf', names.resolvConf);
    this.processes = new PidNamespace(kernel, `sandbox of ${record.namespace}/${record.podName}`, { machine });
    this.main = this.startPause(record.net);
  }

  private startPause(net: NetHost): Proc {
    return this.processes.start({
      argv: ['/pause'],
      env: {},
      cwd: '/',
      fs: new FileSystem(PAUSE_IMAGE),
      net,
      stdin: emptyInput(),
      stdout: NOWHERE,
      stderr: NOWHERE,
      hostname: this.names.hostname,
      programs: PAUSE_PROGRAMS,
    });
  }
}
