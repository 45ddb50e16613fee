import type { Release } from '../../api/release/index';
import type { Container, Pod } from '../../api/types/index';
import {
  type Kernel,
  type Latch,
  Mailbox,
  type RandomStream,
  sleep,
  type Task,
  TIMED_OUT,
  within,
} from '../../kernel/index';
import {
  type Behaviours,
  ExecError,
  type Image,
  type Machine,
  type NetHost,
  type Network,
  PidNamespace,
  type Proc,
  parseSignal,
  type SignalName,
} from '../../world/index';
import type { NodeImages, PulledImage } from '../images/index';
import type { ContainerLogLine } from '../logs';
import { expectedPorts, isTask } from './app';
import { Execs } from './execs';
import { containerSpecHash, imageIdOf, newId } from './identity';
import { Instance, memoryLimitOf } from './instance';
import { PodAddresses } from './podAddresses';
import { podNames } from './podNames';
import { Sandbox } from './sandbox';
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

export interface ContainerdDeps {
  readonly kernel: Kernel;
  readonly release: Release;
  readonly nodeName: string;
  readonly network: Network;
  /** The node's own place in the network, for pods of the host's network. */
  readonly node: NetHost;
  /** The node's /24 for pods: `10.244.1`. */
  readonly podSubnet: string;
  readonly images: NodeImages;
  readonly behaviours: Behaviours;
  /** What programs find out about the machine, such as its wall clock. */
  readonly machine?: Partial<Machine>;
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
  private readonly sandboxes = new Map<string, Sandbox>();
  private readonly instances = new Map<string, Instance>();
  private readonly listeners: ((podUid: string) => void)[] = [];
  private readonly random: RandomStream;
  private readonly addresses: PodAddresses;
  private readonly execs: Execs;
  private readonly component: string;

  constructor(private readonly deps: ContainerdDeps) {
    const { kernel, release, nodeName, network, podSubnet, machine } = deps;
    this.component = `containerd/${nodeName}`;
    this.random = kernel.random.stream(this.component);
    this.addresses = new PodAddresses(podSubnet, network);
    this.execs = new Execs(kernel, release, this.random);
    this.hostProcesses = new PidNamespace(kernel, `node ${nodeName}`, {
      firstPid: FIRST_HOST_PID,
      ...(machine && { machine }),
    });
  }

  // Sandboxes

  *runPodSandbox(pod: Pod, attempt: number): Task<RuntimeSandbox> {
    const { kernel, network, node, nodeName, machine } = this.deps;
    yield* sleep(kernel.latency('sandboxCreate'));
    const hostNetwork = pod.spec.hostNetwork ?? false;
    const ip = hostNetwork ? node.ip : this.addresses.next();
    if (ip === undefined) {
      throw new RuntimeError(
        'CreatePodSandboxError',
        `failed to setup network for sandbox: plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available in range set: ${this.deps.podSubnet}.1-${this.deps.podSubnet}.254`,
      );
    }
    const names = podNames(pod, ip, { hostname: nodeName, resolver: node.dns });
    const net = hostNetwork ? node : network.attach(ip, { name: pod.metadata.name, kind: 'pod', node: nodeName });
    if (!hostNetwork) net.dns = names.resolver;
    const record: RuntimeSandbox = {
      id: newId(this.random),
      podUid: pod.metadata.uid ?? '',
      namespace: pod.metadata.namespace ?? 'default',
      podName: pod.metadata.name,
      attempt,
      state: 'ready',
      createdAtMs: kernel.now,
      ip,
      net,
      hostNetwork,
    };
    const sandbox = new Sandbox(kernel, record, pod, names, machine ?? {});
    this.sandboxes.set(record.id, sandbox);
    this.record('sandbox-started', record, { attempt, id: record.id, ip });
    kernel.spawn(`sandbox of ${record.podName}`, this.watchSandbox(sandbox));
    this.changed(record.podUid);
    return { ...record };
  }

  *stopPodSandbox(id: string): Task {
    const sandbox = this.sandboxes.get(id);
    if (!sandbox) return;
    for (const instance of this.instancesOf(id))
      if (instance.isRunning) yield* this.stopContainer(instance.record.id, 0);
    if (sandbox.record.state === 'ready') yield* sleep(this.deps.kernel.latency('sandboxStop'));
    this.tearDownNetwork(sandbox);
    sandbox.main.signal('KILL', { outside: true });
    yield* sandbox.main.ended.join();
    this.sandboxEnded(sandbox);
  }

  removePodSandbox(id: string): void {
    const sandbox = this.sandboxes.get(id);
    if (!sandbox) return;
    for (const instance of this.instancesOf(id)) this.instances.delete(instance.record.id);
    this.sandboxes.delete(id);
    this.changed(sandbox.record.podUid);
  }

  killSandbox(podUid: string): void {
    for (const sandbox of this.sandboxes.values()) {
      if (sandbox.record.podUid === podUid) sandbox.main.signal('KILL', { outside: true });
    }
  }

  private *watchSandbox(sandbox: Sandbox): Task {
    yield* sandbox.main.ended.join();
    yield* sleep(this.deps.kernel.latency('exitSeen'));
    this.sandboxEnded(sandbox);
  }

  private sandboxEnded(sandbox: Sandbox): void {
    const { record } = sandbox;
    if (record.state === 'notready') return;
    record.state = 'notready';
    this.record('sandbox-stopped', record, { attempt: record.attempt, id: record.id });
    this.changed(record.podUid);
  }

  private tearDownNetwork(sandbox: Sandbox): void {
    if (!sandbox.record.hostNetwork) sandbox.record.net.detach();
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

  pullImage(reference: string, object = ''): Task<PulledImage> {
    return this.deps.images.pull(reference, object);
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
    const record: RuntimeContainer = {
      id,
      name: spec.name,
      podUid: home.record.podUid,
      namespace: home.record.namespace,
      podName: home.record.podName,
      sandboxId: sandbox.id,
      kind: options.kind,
      attempt: options.attempt,
      state: 'created',
      createdAtMs: kernel.now,
      image: spec.image ?? '',
      imageId: imageIdOf(options.image),
      specHash: containerSpecHash(spec),
    };
    const processes = this.processesFor(home, pod, record, options);
    const instance = new Instance(kernel, record, home, pod, spec, options, processes, this.appOf(pod, spec, record));
    if (instance.argv.length === 0) {
      const message = `failed to generate container "${id}" spec: failed to generate spec: no command specified`;
      throw new RuntimeError('CreateContainerError', message);
    }
    this.instances.set(id, instance);
    this.record('container-created', record, { container: spec.name, kind: record.kind, attempt: record.attempt, id });
    this.deps.images.noticeAssumed(options.image);
    this.changed(record.podUid);
    return id;
  }

  *startContainer(id: string): Task {
    const { kernel, release } = this.deps;
    const instance = this.need(id);
    const { record } = instance;
    yield* sleep(kernel.latency('containerStart'));
    let main: Proc;
    try {
      main = instance.launch();
    } catch (error) {
      if (!(error instanceof ExecError)) throw error;
      const message = release.text('containerStartFailed', { why: error.message });
      this.ended(instance, { code: 128, reason: 'StartError', message });
      instance.exited.set();
      this.changed(record.podUid);
      throw new RuntimeError('RunContainerError', message, error.code);
    }
    record.main = main;
    record.state = 'running';
    record.startedAtMs = kernel.now;
    this.record('container-started', record, {
      container: record.name,
      kind: record.kind,
      attempt: record.attempt,
      id,
    });
    kernel.spawn(`end of ${record.podName}/${record.name}`, this.watchContainer(instance, main));
    this.changed(record.podUid);
  }

  *stopContainer(id: string, timeoutMs: number): Task {
    const { kernel } = this.deps;
    const instance = this.instances.get(id);
    if (!instance?.isRunning) return;
    if (timeoutMs > 0 && !instance.stopSignalSent) {
      instance.stopSignalSent = true;
      yield* sleep(kernel.latency('stopSignalDelay'));
      this.send(instance, this.stopSignalOf(instance));
    }
    const ended = timeoutMs > 0 ? yield* within(timeoutMs, instance.exited.wait()) : TIMED_OUT;
    if (ended !== TIMED_OUT) return;
    this.send(instance, 'KILL');
    yield* instance.exited.join();
  }

  removeContainer(id: string): void {
    const instance = this.instances.get(id);
    if (!instance) return;
    instance.record.main?.signal('KILL', { outside: true });
    this.instances.delete(id);
    this.changed(instance.record.podUid);
  }

  private send(instance: Instance, signal: SignalName): void {
    if (!instance.isRunning) return;
    this.record('signal-sent', instance.record, { container: instance.record.name, signal: `SIG${signal}` });
    instance.record.main?.signal(signal, { outside: true });
  }

  /** `lifecycle.stopSignal` where the release has it, else the image's STOPSIGNAL, else SIGTERM. */
  private stopSignalOf(instance: Instance): SignalName {
    const { lifecycle } = instance.spec;
    const fromSpec = this.deps.release.has('containerStopSignals') ? lifecycle?.stopSignal : undefined;
    return parseSignal(fromSpec ?? instance.image.stopSignal ?? 'TERM') ?? 'TERM';
  }

  private *watchContainer(instance: Instance, main: Proc): Task {
    const status = yield* main.ended.join();
    if (instance.exited.isSet) return;
    // In a shared process namespace nobody but the runtime kills what the main process leaves behind.
    instance.processes.killAll((proc) => proc.app === instance.app);
    this.ended(instance, status);
    yield* sleep(this.deps.kernel.latency('exitSeen'));
    instance.exited.set();
    this.changed(instance.record.podUid);
  }

  private ended(instance: Instance, status: Parameters<Instance['end']>[0]): void {
    const { record } = instance;
    instance.end(status, this.deps.kernel.now);
    this.record('container-exited', record, {
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
    if (pod.spec.hostPID) return this.hostProcesses;
    if (pod.spec.shareProcessNamespace) return sandbox.processes;
    const target = options.targetId === undefined ? undefined : this.instances.get(options.targetId);
    if (target) return target.processes;
    const { kernel, machine } = this.deps;
    const name = `container ${record.namespace}/${record.podName}/${record.name}`;
    return new PidNamespace(kernel, name, machine ? { machine } : {});
  }

  private appOf(pod: Pod, spec: Container, { id, namespace, podName, name, kind, attempt }: RuntimeContainer) {
    const memoryLimitBytes = memoryLimitOf(spec);
    return this.deps.behaviours.context(
      { namespace, pod: podName, container: name },
      {
        ports: expectedPorts(spec),
        isTask: isTask(pod, spec, kind),
        attempt,
        ...(memoryLimitBytes !== undefined && { memoryLimitBytes }),
        outOfMemory: () => {
          const instance = this.instances.get(id);
          if (instance) instance.outOfMemory = true;
        },
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
    const sandboxes = [...this.sandboxes.values()].filter((s) => s.record.podUid === podUid);
    const containers = [...this.instances.values()].filter((i) => i.record.podUid === podUid);
    return {
      sandboxes: sandboxes.map((s) => ({ ...s.record })).reverse(),
      containers: containers.map((i) => i.snapshot()).reverse(),
    };
  }

  podUids(): string[] {
    return [...new Set([...this.sandboxes.values()].map((s) => s.record.podUid))];
  }

  container(id: string): RuntimeContainer | undefined {
    return this.instances.get(id)?.snapshot();
  }

  /** The files, log and streams of an instance, for those who serve them to people. */
  instance(id: string): Instance | undefined {
    return this.instances.get(id);
  }

  containers(): RuntimeContainer[] {
    return [...this.instances.values()].map((i) => i.snapshot());
  }

  onChange(listener: (podUid: string) => void): void {
    this.listeners.push(listener);
  }

  logs(id: string): ContainerLogLine[] {
    return [...(this.instances.get(id)?.log.lines ?? [])];
  }

  followLogs(id: string): { lines: Mailbox<ContainerLogLine>; ended: Latch } {
    const { log } = this.need(id);
    const lines = new Mailbox<ContainerLogLine>(this.deps.kernel);
    log.follow((line) => lines.put(line));
    return { lines, ended: log.closed };
  }

  reboot(): void {
    for (const instance of this.instances.values()) {
      if (!instance.isRunning) continue;
      // containerd finds a container without a task: nobody knows how it ended.
      this.ended(instance, { code: 255, reason: 'Unknown' });
      instance.exited.set();
      instance.processes.killAll();
    }
    for (const sandbox of this.sandboxes.values()) {
      this.tearDownNetwork(sandbox);
      this.sandboxEnded(sandbox);
      sandbox.processes.killAll();
    }
    this.hostProcesses.killAll();
  }

  private instancesOf(sandboxId: string): Instance[] {
    return [...this.instances.values()].filter((i) => i.record.sandboxId === sandboxId);
  }

  private need(id: string): Instance {
    const instance = this.instances.get(id);
    if (!instance) throw new RuntimeError('RunContainerError', `failed to find container "${id}" in store: not found`);
    return instance;
  }

  private changed(podUid: string): void {
    for (const listener of this.listeners) listener(podUid);
  }

  private record(type: string, of: { namespace: string; podName: string }, detail: Record<string, unknown>): void {
    const object = `Pod/${of.namespace}/${of.podName}`;
    this.deps.kernel.journal.record({ component: this.component, type, object, detail });
  }
}
