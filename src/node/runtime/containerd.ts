import type { Container, Pod, ResourceRequirements } from '../../api/types/index';
import { type RandomStream, rule, sleep, type Task, TIMED_OUT, within } from '../../kernel/index';
import {
  accompany,
  type Behaviours,
  ExecError,
  type Image,
  type Login,
  PidNamespace,
  type Proc,
  type SignalName,
} from '../../world/index';
import type { NodeImages, PulledImage } from '../images/index';
import type { ContainerLogLine } from '../logs';
import { NodeMemory } from '../memory';
import { expectedPorts, expectedUdpPorts, isTask } from './app';
import { initFailureText, programText } from './containerInit';
import { Execs } from './execs';
import { newId } from './identity';
import { Instance, memoryLimitOf } from './instance';
import { Journalist } from './journalist';
import { newRecord } from './record';
import type { Sandbox } from './sandbox';
import { Sandboxes, type SandboxesDeps } from './sandboxes';
import { stopSignalOf } from './stopSignal';
import { RuntimeStore } from './store';
import { targetOf } from './target';
import {
  type ContainerRuntime,
  type CreateContainerOptions,
  type ExecSyncResult,
  type RuntimeContainer,
  RuntimeError,
  type RuntimeExecSession,
  type RuntimeIo,
  type RuntimeSandbox,
} from './types';

const SIGKILL = rule(
  'signal/sigkill-after-grace',
  'What has not ended when the grace period is over gets SIGKILL.',
  'kubernetes.io, Pod Lifecycle, Pod termination flow',
);
const START_ERROR = rule(
  'exit/128-without-a-start',
  'A container whose program cannot be started ends with 128 and StartError.',
  'containerd internal/cri/server/container_start.go',
);

export interface ContainerdDeps extends SandboxesDeps {
  readonly images: NodeImages;
  readonly behaviours: Behaviours;
  /** What the machine has. */
  readonly memoryBytes: number;
}

/** The pids of a node's own processes begin above those of its kernel threads. */
const FIRST_HOST_PID = 1000;

/**
 * The container runtime of one node, as containerd behaves: sandboxes, containers, their processes, files, logs and ends.
 * It knows nothing of pods' fates: what to start, stop and restart is the kubelet's business.
 */
export class Containerd implements ContainerRuntime {
  /** The node's own processes, and those of pods with hostPID. */
  readonly hostProcesses: PidNamespace;
  /** What the machine's containers hold of its memory. */
  readonly memory: NodeMemory;
  private readonly sandboxes: Sandboxes;
  private readonly instances = new RuntimeStore<Instance>();
  private readonly random: RandomStream;
  private readonly execs: Execs;
  private readonly journalist: Journalist;

  constructor(private readonly deps: ContainerdDeps) {
    const { kernel, release, nodeName, machine } = deps;
    const component = `containerd/${nodeName}`;
    this.random = kernel.random.stream(component);
    this.journalist = new Journalist(kernel, component);
    this.sandboxes = new Sandboxes(deps, this.random, this.journalist);
    this.execs = new Execs(kernel, release, kernel.random.stream(`${component}/exec`));
    this.memory = new NodeMemory(kernel, deps.memoryBytes, () => this.instances.all());
    this.hostProcesses = new PidNamespace(kernel, `node ${nodeName}`, {
      firstPid: FIRST_HOST_PID,
      ...(machine && { machine }),
    });
  }

  // Sandboxes

  runPodSandbox(pod: Pod, attempt: number): Task<RuntimeSandbox> {
    return this.sandboxes.run(pod, attempt);
  }

  *stopPodSandbox(id: string): Task {
    const sandbox = this.sandboxes.get(id);
    if (!sandbox) return;
    for (const { record, isRunning } of this.instancesIn(sandbox))
      if (isRunning) yield* this.stopContainer(record.id, 0);
    yield* this.sandboxes.stop(sandbox);
  }

  removePodSandbox(id: string): void {
    const sandbox = this.sandboxes.get(id);
    if (!sandbox) return;
    for (const instance of this.instancesIn(sandbox)) this.instances.delete(instance);
    this.sandboxes.remove(sandbox);
  }

  killSandbox(podUid: string): void {
    for (const sandbox of this.sandboxes.ofPod(podUid)) sandbox.main.signal('KILL', { outside: true });
  }

  // Images

  imagePresent(reference: string): boolean {
    return this.deps.images.find(reference) !== undefined;
  }

  localImage(reference: string): Image {
    const image = this.deps.images.find(reference);
    if (image) return image;
    throw new RuntimeError('CreateContainerError', `failed to get image "${reference}": not found`);
  }

  pullImage(reference: string, object = '', logins: readonly Login[] = []): Task<PulledImage> {
    return this.deps.images.pull(reference, object, logins);
  }

  // Containers

  *createContainer(sandbox: RuntimeSandbox, pod: Pod, spec: Container, options: CreateContainerOptions): Task<string> {
    const { kernel } = this.deps;
    yield* sleep(kernel.latency('containerCreate'));
    const home = this.sandboxes.get(sandbox.id);
    if (home?.record.state !== 'ready') {
      throw new RuntimeError('CreateContainerError', `failed to find sandbox id "${sandbox.id}": not found`);
    }
    const id = newId(this.random);
    const record = newRecord(id, home.record, pod, spec, options, kernel.now);
    const processes = this.processesFor(home, pod, record, options);
    const instance = new Instance(kernel, record, home, pod, spec, options, processes, this.appOf(pod, spec, record));
    if (instance.argv.length === 0) {
      const message = `failed to generate container "${id}" spec: failed to generate spec: no command specified`;
      throw new RuntimeError('CreateContainerError', message);
    }
    this.instances.add(instance);
    this.journalist.record('container-created', record, {
      container: spec.name,
      kind: record.kind,
      attempt: record.attempt,
      id,
    });
    this.deps.images.noticeAssumed(options.image);
    this.journalist.changed(record);
    return id;
  }

  *startContainer(id: string): Task {
    const { kernel, release } = this.deps;
    const instance = this.need(id);
    const { record } = instance;
    yield* sleep(kernel.latency('containerStart'));
    // Whoever ends a pod does not wait for what is being started in it.
    if (instance.sandbox.record.state !== 'ready')
      this.startFailed(instance, `sandbox container "${record.sandboxId}" is not running`);
    if (instance.initFailure) this.startFailed(instance, initFailureText(instance.initFailure, release));
    let main: Proc;
    try {
      main = instance.launch();
    } catch (error) {
      if (!(error instanceof ExecError)) throw error;
      this.startFailed(
        instance,
        release.text('containerStartFailed', { why: programText(error, release) }),
        error.code,
      );
    }
    record.main = main;
    record.state = 'running';
    record.startedAtMs = kernel.now;
    this.journalist.record('container-started', record, {
      container: record.name,
      kind: record.kind,
      attempt: record.attempt,
      id,
      ...(instance.rule && { rule: instance.rule }),
    });
    kernel.spawn(`end of ${record.podName}/${record.name}`, this.watchContainer(instance, main));
    accompany(main);
    this.journalist.changed(record);
  }

  *stopContainer(id: string, timeoutMs: number, rule?: string): Task {
    const { kernel, release } = this.deps;
    const instance = this.instances.get(id);
    if (!instance?.isRunning) return;
    if (timeoutMs > 0 && !instance.stopSignalSent) yield* sleep(kernel.latency('stopSignalDelay'));
    // Of two who ask at the same time the first to arrive sends the signal; the other waits for as long as it was told, from then on.
    if (timeoutMs > 0 && !instance.stopSignalSent) {
      instance.stopSignalSent = true;
      const { signal, by } = stopSignalOf(instance.spec, instance.image, release);
      if (by) kernel.acts(by);
      this.send(instance, signal, rule ?? by?.id);
    }
    const ended = timeoutMs > 0 ? yield* within(timeoutMs, instance.exited.wait()) : TIMED_OUT;
    if (ended !== TIMED_OUT) return;
    this.send(instance, 'KILL', timeoutMs > 0 ? kernel.acts(SIGKILL) : rule);
    yield* instance.exited.join();
  }

  removeContainer(id: string): void {
    const instance = this.instances.get(id);
    if (!instance) return;
    instance.record.main?.signal('KILL', { outside: true });
    this.instances.delete(instance);
    this.journalist.changed(instance.record);
  }

  updateContainerResources(id: string, resources: ResourceRequirements): void {
    const { behaviours } = this.deps;
    const app = this.instances.get(id)?.app;
    if (app) behaviours.limitMemory(app, memoryLimitOf(resources));
  }

  memoryBytes(id: string): number {
    return this.instances.get(id)?.memoryBytes ?? 0;
  }

  cpuMillis(id: string): number {
    return this.instances.get(id)?.app.behaviour().cpuMillis ?? 0;
  }

  storageBytes(id: string): number {
    return this.instances.get(id)?.storageBytes ?? 0;
  }

  /** What could not be started stays behind, as if it had ended. */
  private startFailed(instance: Instance, message: string, exitCode?: number): never {
    this.deps.kernel.acts(START_ERROR);
    this.ended(instance, { code: 128, reason: 'StartError', message });
    instance.exited.set();
    this.journalist.changed(instance.record);
    throw new RuntimeError('RunContainerError', message, exitCode);
  }

  private send(instance: Instance, signal: SignalName, rule: string | undefined): void {
    if (!instance.isRunning) return;
    const detail = { container: instance.record.name, signal: `SIG${signal}`, ...(rule && { rule }) };
    this.journalist.record('signal-sent', instance.record, detail);
    instance.record.main?.signal(signal, { outside: true });
  }

  private *watchContainer(instance: Instance, main: Proc): Task {
    const status = yield* main.ended.join();
    if (instance.exited.isSet) return;
    // In a shared process namespace nobody but the runtime kills what the main process leaves behind.
    instance.processes.killAll((proc) => proc.app === instance.app);
    // Who asks in between still sees it running: the runtime learns of an exit from its shim.
    const endedMs = this.deps.kernel.now;
    yield* sleep(this.deps.kernel.latency('exitSeen'));
    instance.isTakenApart = true;
    yield* sleep(this.deps.kernel.latency('taskDelete'));
    if (instance.exited.isSet) return;
    this.ended(instance, status, endedMs);
    instance.exited.set();
    this.journalist.changed(instance.record);
  }

  private ended(instance: Instance, status: Parameters<Instance['end']>[0], endedMs = this.deps.kernel.now): void {
    const { record } = instance;
    instance.end(status, endedMs);
    this.journalist.record('container-exited', record, {
      container: record.name,
      kind: record.kind,
      attempt: record.attempt,
      exitCode: record.exitCode,
      reason: record.reason,
      ...(record.signal && { signal: record.signal }),
    });
  }

  /** The container's own process namespace, the pod's, the node's, or that of the container that is debugged. */
  private processesFor(
    sandbox: Sandbox,
    pod: Pod,
    record: RuntimeContainer,
    options: CreateContainerOptions,
  ): PidNamespace {
    const target = targetOf(this.instances, record.id, options.targetId);
    if (pod.spec.hostPID) return this.hostProcesses;
    if (pod.spec.shareProcessNamespace) return sandbox.processes;
    if (target) return target.processes;
    const { kernel, machine } = this.deps;
    const name = `container ${record.namespace}/${record.podName}/${record.name}`;
    return new PidNamespace(kernel, name, machine ? { machine } : {});
  }

  private appOf(pod: Pod, spec: Container, { id, namespace, podName, name, kind, attempt }: RuntimeContainer) {
    const memoryLimitBytes = memoryLimitOf(spec.resources);
    return this.deps.behaviours.context(
      { namespace, pod: podName, container: name, image: spec.image ?? '' },
      {
        ports: expectedPorts(spec),
        udpPorts: expectedUdpPorts(spec),
        isTask: isTask(pod, spec, kind),
        attempt,
        ...(memoryLimitBytes !== undefined && { memoryLimitBytes }),
        diesTogether: this.deps.release.has('memoryOomGroup'),
        outOfMemory: () => {
          const instance = this.instances.get(id);
          if (instance) instance.outOfMemory = true;
        },
        memoryChanged: () => this.memory.changed(),
      },
    );
  }

  // Commands in containers

  *execSync(id: string, command: readonly string[], timeoutMs?: number): Task<ExecSyncResult | 'timeout'> {
    yield* sleep(this.deps.kernel.latency('execStart'));
    return yield* this.execs.toEnd(this.instances.get(id), command, timeoutMs);
  }

  exec(id: string, command: readonly string[], io: RuntimeIo): RuntimeExecSession {
    return this.execs.session(this.instances.get(id), command, io);
  }

  // What is known

  podStatus(podUid: string): { sandboxes: RuntimeSandbox[]; containers: RuntimeContainer[] } {
    return {
      sandboxes: this.sandboxes
        .ofPod(podUid)
        .map((sandbox) => ({ ...sandbox.record }))
        .reverse(),
      containers: this.instances
        .ofPod(podUid)
        .map((instance) => instance.snapshot())
        .reverse(),
    };
  }

  podUids(): string[] {
    return [...new Set(this.sandboxes.all().map((sandbox) => sandbox.record.podUid))];
  }

  container(id: string): RuntimeContainer | undefined {
    return this.instances.get(id)?.snapshot();
  }

  /** The files, log and streams of an instance, for those who serve them to people. */
  instance(id: string): Instance | undefined {
    return this.instances.get(id);
  }

  containers(): RuntimeContainer[] {
    return this.instances.all().map((i) => i.snapshot());
  }

  onChange(listener: (podUid: string) => void): void {
    this.journalist.onChange(listener);
  }

  logs(id: string): ContainerLogLine[] {
    return [...(this.instances.get(id)?.log.lines ?? [])];
  }

  reboot(): void {
    for (const instance of this.instances.all()) {
      if (!instance.isRunning) continue;
      // containerd finds a container without a task: nobody knows how it ended.
      this.ended(instance, { code: 255, reason: 'Unknown' });
      instance.exited.set();
      instance.processes.killAll();
    }
    this.sandboxes.lose();
    this.hostProcesses.killAll();
  }

  private instancesIn({ record: { id, podUid } }: Sandbox): Instance[] {
    return this.instances.ofPod(podUid).filter((i) => i.record.sandboxId === id);
  }

  private need(id: string): Instance {
    const instance = this.instances.get(id);
    if (!instance) throw new RuntimeError('RunContainerError', `failed to find container "${id}" in store: not found`);
    return instance;
  }
}
