import { Kernel } from '../kernel';
import { FileSystem, FileTree } from './files';
import { standardCommands } from './images/commands';
import { type NetHost, Network } from './network';
import { type ExitStatus, PidNamespace, type Proc, type StartOptions } from './process';
import { emptyInput, type Input, TextOutput } from './stream';

/** What programs draw from the table of the whole; here without chance. */
const LATENCIES = { processStart: 1, memoryPerMiB: 8, podRtt: 0, dnsQuery: 1 };

/** A container for tests: a busybox or a Debian image, without Kubernetes around it. */
export class TestContainer {
  readonly kernel: Kernel;
  readonly network: Network;
  readonly fs: FileSystem;
  readonly namespace: PidNamespace;
  readonly stdout = new TextOutput();
  readonly stderr = new TextOutput();
  readonly host: NetHost;
  private readonly options: Omit<StartOptions, 'argv'>;

  constructor(kind: 'busybox' | 'debian' = 'busybox', overrides: Partial<StartOptions> & { stdin?: Input } = {}) {
    this.kernel = new Kernel({ latencies: LATENCIES });
    this.network = new Network(this.kernel);
    this.fs = new FileSystem(image(kind), { clock: this.kernel });
    this.namespace = new PidNamespace(this.kernel, 'container default/pod/app', {
      machine: { epochMs: Date.UTC(2026, 0, 1) },
    });
    this.host = this.network.attach('10.244.0.5', { name: 'pod', kind: 'pod' });
    this.options = {
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' },
      cwd: '/',
      fs: this.fs,
      net: this.host,
      stdin: emptyInput(),
      stdout: this.stdout,
      stderr: this.stderr,
      hostname: 'pod',
      programs: standardCommands(kind),
      ...overrides,
    };
  }

  start(argv: readonly string[], overrides: Partial<StartOptions> = {}): Proc {
    return this.namespace.start({ ...this.options, ...overrides, argv });
  }

  /** Runs it to its end, or for `limitMs`; undefined if it still runs then. */
  run(argv: readonly string[], limitMs = 10_000_000): ExitStatus | undefined {
    const proc = this.start(argv);
    this.kernel.runUntil(limitMs, () => proc.ended.isSet);
    return proc.ended.value;
  }
}

/** The outcome of a script, for tables. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | undefined;
  readonly ms: number;
}

/** Runs `sh -c script` (or bash, dash) in a fresh container. */
export function runShell(script: string, shell: 'sh' | 'bash' | 'dash' = 'sh', stdin?: Input): Outcome {
  const container = new TestContainer(shell === 'sh' ? 'busybox' : 'debian', stdin ? { stdin } : {});
  const status = container.run([shell, '-c', script]);
  const { stdout, stderr, kernel } = container;
  return { stdout: stdout.text, stderr: stderr.text, code: status?.code, ms: kernel.now };
}

const IMAGES = new Map<string, FileTree>();

function image(kind: 'busybox' | 'debian'): FileTree {
  let tree = IMAGES.get(kind);
  if (tree) return tree;
  tree = new FileTree();
  for (const name of standardCommands(kind).names()) {
    if (kind === 'busybox' && (name === 'bash' || name === 'dash' || name === 'curl')) continue;
    if (kind === 'debian' && (name === 'busybox' || name === 'sh' || name === 'ash')) continue;
    tree.addProgram(`/bin/${name}`, name);
  }
  if (kind === 'debian') tree.addLink('/bin/sh', 'dash');
  tree.mkdir('/tmp');
  tree.mkdir('/root');
  tree.addFile('/etc/hostname', 'pod\n');
  tree.addFile(
    '/etc/passwd',
    `root:x:0:0:root:/root:/bin/${kind === 'busybox' ? 'sh' : 'bash'}\nnobody:x:65534:65534::/:/bin/false\napp:x:1000:1000::/tmp:/bin/sh\n`,
  );
  tree.addFile('/etc/group', 'root:x:0:\nnobody:x:65534:\napp:x:1000:\nlogs:x:2000:app\n');
  IMAGES.set(kind, tree);
  return tree;
}
