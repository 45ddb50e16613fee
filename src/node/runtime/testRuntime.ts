import { Release } from '../../api/release/index';
import type { Container, Pod, PodSpec } from '../../api/types/index';
import { type Fact, Kernel, sleep, type Task, until } from '../../kernel/index';
import {
  Behaviours,
  FileTree,
  type Image,
  Network,
  type Program,
  ProgramTable,
  type Registry,
} from '../../world/index';
import { NodeImages } from '../images/index';
import { Containerd } from './containerd';
import type { CreateContainerOptions, RuntimeSandbox } from './types';

/** What the test image has: each program is what its name says. */
const PROGRAMS: Readonly<Record<string, Program>> = {
  /** Prints its arguments. */
  echo: function* (proc) {
    yield* sleep(1);
    proc.stdout.write(`${proc.argv.slice(1).join(' ')}\n`);
    return 0;
  },
  /** Prints to stderr and fails with the number given. */
  fail: function* (proc) {
    yield* sleep(1);
    proc.stderr.write('it went wrong\n');
    return Number(proc.argv[1] ?? 1);
  },
  /** Leaves last words where Kubernetes looks for them. */
  lastwords: function* (proc) {
    yield* sleep(1);
    proc.stdout.write('to the log\n');
    proc.fs.writeFile(proc.argv[1] ?? '', proc.argv[2] ?? '');
    return 3;
  },
  /** Ignores every signal that it can. */
  sleep: function* (proc) {
    yield* sleep(Number(proc.argv[1] ?? 60) * 1000);
    return 0;
  },
  /** Ends with 0, 200 ms after TERM or QUIT. */
  server: function* (proc) {
    for (const signal of ['TERM', 'QUIT'] as const) proc.onSignal(signal, () => proc.stdout.write(`got ${signal}\n`));
    yield* until(proc.signalled.wait());
    yield* sleep(200);
    return 0;
  },
  /** Takes more memory than anybody allows. */
  greedy: function* (proc) {
    yield* sleep(1000);
    proc.useMemory(2 ** 40);
    yield* sleep(1000);
    return 0;
  },
  /** Survives its greedy child and ends with 0. */
  parent: function* (proc) {
    yield* proc.start(['greedy']).ended.join();
    return 0;
  },
  env: function* (proc) {
    yield* sleep(1);
    for (const [name, value] of Object.entries(proc.env)) proc.stdout.write(`${name}=${value}\n`);
    return 0;
  },
  pid: function* (proc) {
    yield* sleep(1);
    proc.stdout.write(`${proc.namespace.list().map((other) => `${other.pid} ${other.argv[0]}`)}\n`);
    return 0;
  },
};

function testImage(changes: Partial<Image>): Image {
  const layer = new FileTree();
  for (const name of Object.keys(PROGRAMS)) layer.addProgram(`/bin/${name}`, name);
  layer.addFile('/etc/passwd', 'root:x:0:0\nweb:x:101:102\n');
  layer.addFile('/data.txt', 'no program', { mode: 0o644 });
  return {
    reference: 'docker.io/library/test:1',
    entrypoint: [],
    cmd: ['server'],
    env: { FROM_IMAGE: 'yes' },
    workdir: '/',
    exposes: [],
    sizeBytes: 1000,
    layer,
    programs: new ProgramTable(PROGRAMS),
    described: true,
    digest: `sha256:${'a'.repeat(64)}`,
    ...changes,
  };
}

/** A node with nothing but a runtime, all of whose latencies are known. */
export class TestRuntime {
  readonly kernel = new Kernel({
    latencies: {
      sandboxCreate: 100,
      sandboxStop: 20,
      containerCreate: 30,
      containerStart: 20,
      execStart: 10,
      processStart: 1,
      exitSeen: 2,
      taskDelete: 3,
      stopSignalDelay: 5,
    },
  });
  readonly network = new Network(this.kernel);
  readonly runtime: Containerd;
  readonly image: Image;

  constructor(options: { release?: string; image?: Partial<Image> } = {}) {
    const release = Release.of(options.release ?? '1.36');
    this.image = testImage(options.image ?? {});
    const registry = { isOnNode: () => true, image: () => this.image } as unknown as Registry;
    this.runtime = new Containerd({
      kernel: this.kernel,
      release,
      nodeName: 'n1',
      network: this.network,
      node: this.network.attach('192.168.66.12', { name: 'n1', kind: 'node' }),
      podSubnet: '10.244.1',
      images: new NodeImages({ kernel: this.kernel, release, nodeName: 'n1', registry }),
      behaviours: new Behaviours(),
      memoryBytes: 8 * 2 ** 30,
    });
  }

  pod(spec: Partial<PodSpec> = {}, name = 'p'): Pod {
    const metadata = { name, namespace: 'dev', uid: `uid-${name}` };
    return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'c' }], ...spec } };
  }

  /** Runs a task to its end and returns what it returned. @throws what it threw */
  run<T>(task: Task<T>, forMs = 1_000_000): T {
    let outcome: { value: T } | { error: unknown } | undefined;
    this.kernel.spawn(
      'test',
      (function* () {
        try {
          outcome = { value: yield* task };
        } catch (error) {
          outcome = { error };
        }
      })(),
    );
    this.kernel.runUntil(this.kernel.now + forMs, () => outcome !== undefined);
    if (!outcome) throw new Error('the task did not end in time');
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  }

  pass(ms: number): void {
    this.kernel.runUntil(this.kernel.now + ms);
  }

  sandbox(pod = this.pod(), attempt = 0): RuntimeSandbox {
    return this.run(this.runtime.runPodSandbox(pod, attempt));
  }

  /** A sandbox with one container that has been created, not started. */
  create(
    container: Partial<Container>,
    options: Partial<CreateContainerOptions> & { pod?: Pod; sandbox?: RuntimeSandbox } = {},
  ): string {
    const pod = options.pod ?? this.pod();
    const sandbox = options.sandbox ?? this.sandbox(pod);
    const spec = { name: 'c', image: 'test:1', ...container };
    const defaults = { attempt: 0, image: this.image, env: {}, mounts: [], kind: 'regular' as const };
    return this.run(this.runtime.createContainer(sandbox, pod, spec, { ...defaults, ...options }));
  }

  start(...args: Parameters<TestRuntime['create']>): string {
    const id = this.create(...args);
    this.run(this.runtime.startContainer(id));
    return id;
  }

  log(id: string): string[] {
    return this.runtime.logs(id).map((line) => line.text);
  }

  facts(type: string): Fact[] {
    return this.kernel.journal.all().filter((fact) => fact.type === type);
  }
}
