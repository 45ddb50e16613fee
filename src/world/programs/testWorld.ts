import { Kernel, type Task } from '../../kernel';
import { LATENCIES } from '../../latencies';
import { type AppContext, Behaviours } from '../behaviour';
import { FileSystem } from '../files';
import { type Image, ImageCatalogue } from '../images';
import { datagramRequest, type HttpResponse, httpRequest, type NetError, type NetHost, Network } from '../network';
import { PidNamespace, type Proc } from '../process';
import { emptyInput, TextOutput } from '../stream';
import { accompany } from './life';

/** A container without a kubelet, for tests of programs: an image, its main process, and a client in the network. */
export class TestWorld {
  readonly kernel = new Kernel({ latencies: LATENCIES });
  readonly network = new Network(this.kernel);
  readonly behaviours = new Behaviours();
  readonly catalogue = new ImageCatalogue();
  readonly client: NetHost;
  private pods = 0;

  constructor() {
    this.network.attach('192.168.66.12', { name: 'node-1', kind: 'node' });
    this.client = this.network.attach('10.244.0.1', { name: 'client', kind: 'pod', node: 'node-1' });
  }

  /** Starts the image's own command, or another one. */
  start(reference: string, options: StartTest = {}): TestContainer {
    const image = this.catalogue.find(reference) ?? this.catalogue.assume(reference);
    const net =
      options.net ?? this.network.attach(`10.244.0.${10 + this.pods++}`, { name: 'web', kind: 'pod', node: 'node-1' });
    const app = this.behaviours.context(
      { namespace: 'default', pod: 'web', container: 'app', image: reference },
      {
        ports: options.ports ?? [],
        udpPorts: options.udpPorts ?? [],
        isTask: options.isTask ?? false,
        attempt: options.attempt ?? 0,
        ...(options.limit ? { memoryLimitBytes: options.limit } : {}),
      },
    );
    return new TestContainer(this, image, net, app, options);
  }

  advance(ms: number): void {
    this.kernel.runUntil(this.kernel.now + ms);
  }

  /** Runs a task and lets the time pass that it takes, at most a minute. */
  run<T>(task: Task<T>): T {
    const process = this.kernel.spawn('test', task);
    this.kernel.runUntil(this.kernel.now + 60_000, () => !process.isAlive);
    const { outcome } = process;
    if (outcome?.how !== 'returned') throw new Error(`the task did not return: ${outcome?.how ?? 'still running'}`);
    return outcome.value;
  }

  get(net: NetHost, port: number, path = '/', timeoutMs = 1000): HttpResponse | NetError {
    const headers = { 'User-Agent': 'kube-probe/1.36', Connection: 'close' };
    return this.run(
      httpRequest(this.network, this.client, { scheme: 'http', host: net.ip, port, path, headers, timeoutMs }),
    );
  }

  /** What is answered to a datagram. */
  datagram(net: NetHost, port: number, data: string, timeoutMs = 1000): string | NetError {
    return this.run(datagramRequest(this.network, this.client, { host: net.ip, port, data, timeoutMs }));
  }
}

export interface StartTest {
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly ports?: readonly number[];
  readonly udpPorts?: readonly number[];
  readonly isTask?: boolean;
  readonly attempt?: number;
  readonly limit?: number;
  readonly net?: NetHost;
}

export class TestContainer {
  readonly stdout = new TextOutput();
  readonly stderr = new TextOutput();
  readonly fs: FileSystem;
  readonly pids: PidNamespace;
  readonly main: Proc;

  constructor(
    private readonly world: TestWorld,
    private readonly image: Image,
    readonly net: NetHost,
    private readonly app: AppContext,
    options: StartTest,
  ) {
    this.fs = new FileSystem(image.layer, { assumed: !image.described, clock: world.kernel });
    for (const [path, content] of Object.entries(options.files ?? {})) this.fs.addFile(path, content);
    this.pids = new PidNamespace(world.kernel, 'container default/web/app');
    this.main = this.begin(options.argv ?? [...image.entrypoint, ...image.cmd], this.stdout, this.stderr, options.env);
    accompany(this.main);
  }

  /** As `kubectl exec` does: a process beside the main one. */
  exec(...argv: string[]): { code: number; stdout: string; stderr: string } {
    const stdout = new TextOutput();
    const stderr = new TextOutput();
    const proc = this.begin(argv, stdout, stderr);
    const { code } = this.world.run(proc.ended.join());
    return { code, stdout: stdout.text, stderr: stderr.text };
  }

  /** Sends a signal from outside; returns how the main process ended within `ms`, and after how long. */
  stop(signal: Parameters<Proc['signal']>[0], ms = 30_000): { code: number; tookMs: number } | 'alive' {
    const { kernel } = this.world;
    const startMs = kernel.now;
    this.main.signal(signal, { outside: true });
    kernel.runUntil(startMs + ms, () => !this.main.isAlive);
    return this.main.ended.value ? { code: this.main.ended.value.code, tookMs: kernel.now - startMs } : 'alive';
  }

  private begin(
    argv: readonly string[],
    stdout: TextOutput,
    stderr: TextOutput,
    env: Readonly<Record<string, string>> = {},
  ): Proc {
    const { image, fs, net, app } = this;
    return this.pids.start({
      argv,
      env: { ...image.env, ...env },
      cwd: image.workdir,
      fs,
      net,
      app,
      stdin: emptyInput(),
      stdout,
      stderr,
      hostname: 'web',
      programs: image.programs,
    });
  }
}
