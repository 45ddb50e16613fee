import { ApiClient, type ApiServer, EventRecorder, wholeUnits } from '../api/index';
import type { Pod } from '../api/types/index';
import { type Kernel, type Process, remembered, sleep, type Task, until } from '../kernel/index';
import type { Behaviours, FileTree, ImageCatalogue, NetHost, Network, Output, Proc, Registry } from '../world/index';
import { ApiObjects } from './apiObjects';
import { ContainerConfigs } from './containerConfig';
import { KubeletServer } from './exec/index';
import { NodeImages } from './images/index';
import { allocatableOf } from './kubelet/allocatable';
import type { KubeletContext } from './kubelet/context';
import { DiskAttachments } from './kubelet/diskAttachments';
import { type EvictionRequest, ExtendedResources, Kubelet, NodeStatusManager, StaticPods } from './kubelet/index';
import { PulledImages } from './kubelet/pulledImages';
import { NodeResourceStates } from './kubelet/resize/index';
import { NodeMachine } from './machine';
import { Containerd } from './runtime/index';
import { type NetworkStorage, VolumeManager } from './volumes/index';

export interface KubeletNodeDeps {
  readonly kernel: Kernel;
  readonly api: ApiServer;
  readonly network: Network;
  readonly catalogue: ImageCatalogue;
  readonly registry: Registry;
  readonly behaviours: Behaviours;
  /** Where volumes lie that are not on a node. */
  readonly storage: NetworkStorage;
}

export interface NodeConfig {
  readonly name: string;
  readonly ip: string;
  /** Default 4 cpu, 8Gi memory, 110 pods. */
  readonly capacity?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** First three numbers of the pods' addresses. Default `10.244.n`, n by the order of the nodes. */
  readonly podSubnet?: string;
  /** KubeletConfiguration `crashLoopBackOff.maxContainerRestartPeriod`, since 1.35. Default 300 s. */
  readonly maxContainerRestartPeriodMs?: number;
}

const DEFAULT_CAPACITY = { cpu: '4', memory: '8Gi', pods: '110', 'ephemeral-storage': '50Gi' };

/**
 * A machine of the cluster. Its kubelet and its container runtime are two programs: when the kubelet stops, containers
 * run on; when the machine reboots, nothing does.
 */
export class KubeletNode {
  readonly name: string;
  readonly ip: string;
  readonly runtime: Containerd;
  private readonly host: NetHost;
  private readonly machine: NodeMachine;
  private readonly volumes: VolumeManager;
  private readonly context: KubeletContext;
  private readonly capacity: Readonly<Record<string, string>>;
  private readonly nodeStatus: NodeStatusManager;
  private readonly diskAttachments: DiskAttachments;
  private hasPower = true;
  /** How often the machine has been switched on. */
  private boots = 1;
  private isCut = false;
  private kubelet: Kubelet | undefined;
  private staticPods: StaticPods | undefined;
  private extendedResources: ExtendedResources | undefined;
  private registration: Process | undefined;
  /** What of it pods may have. */
  private readonly allocatable: Readonly<Record<string, string>>;
  private reconnection: Process | undefined;
  private memoryReport: Process | undefined;
  private aliveMs = 0;
  private readonly heartbeatListeners: (() => void)[] = [];

  constructor(
    private readonly deps: KubeletNodeDeps,
    config: NodeConfig,
  ) {
    const { kernel, api, network, registry, behaviours, catalogue } = deps;
    const { release } = api;
    this.name = config.name;
    this.ip = config.ip;
    this.capacity = { ...DEFAULT_CAPACITY, ...config.capacity };
    this.allocatable = allocatableOf(this.capacity);
    const epochMs = api.wallMs() - kernel.now;
    this.host = network.attach(config.ip, { name: config.name, kind: 'node' });
    const podSubnet = config.podSubnet ?? `10.244.${Number(config.ip.split('.')[3] ?? 0)}`;
    const images = new NodeImages({ kernel, release, nodeName: this.name, registry });
    this.runtime = new Containerd({
      kernel,
      release,
      nodeName: this.name,
      network,
      node: this.host,
      podSubnet,
      images,
      behaviours,
      memoryBytes: wholeUnits(this.capacity['memory']),
      machine: {
        epochMs,
        cpus: wholeUnits(this.capacity['cpu']),
        memoryBytes: wholeUnits(this.capacity['memory']),
        diskBytes: wholeUnits(this.capacity['ephemeral-storage']),
      },
    });
    const processes = this.runtime.hostProcesses;
    this.machine = new NodeMachine({
      name: this.name,
      host: this.host,
      processes,
      catalogue,
      clock: kernel,
      control: this,
    });
    const recorder = new EventRecorder(api, { component: 'kubelet', host: this.name, link: this.host });
    const objects = new ApiObjects(api, this.host);
    const facts = (pod: Pod) => ({
      podIp: pod.status?.podIP ?? '',
      hostIp: this.ip,
      nodeName: this.name,
      allocatable: this.allocatable,
    });
    this.volumes = new VolumeManager({
      kernel,
      epochMs,
      release,
      nodeName: this.name,
      disk: this.disk,
      storage: deps.storage,
      objects,
      disks: {
        changed: () => this.diskAttachments.changed(),
        attached: (disk) => this.diskAttachments.attached(disk),
      },
      recorder,
      facts,
    });
    const configs = new ContainerConfigs({
      release,
      objects,
      runtime: this.runtime,
      volumes: this.volumes,
      recorder,
      nodeName: this.name,
      nodeIp: this.ip,
      allocatable: this.allocatable,
    });
    const component = `kubelet/${this.name}`;
    this.context = {
      kernel,
      api,
      client: new ApiClient(api, component, this.host),
      release,
      recorder,
      runtime: this.runtime,
      memory: this.runtime.memory,
      pulledImages: new PulledImages(this.runtime),
      resources: new NodeResourceStates(),
      network,
      host: this.host,
      volumes: this.volumes,
      resolveConfig: (request) => configs.resolve(request),
      nodeName: this.name,
      nodeIp: this.ip,
      component,
      ...(config.maxContainerRestartPeriodMs !== undefined &&
        release.has('crashLoopBackOffMax') && { maxContainerRestartPeriodMs: config.maxContainerRestartPeriodMs }),
    };
    this.nodeStatus = new NodeStatusManager(this.context, {
      capacity: this.capacity,
      labels: config.labels ?? {},
      podSubnet,
      machineId: idOf(this.name),
      bootId: () => idOf(this.boots === 1 ? this.name : `${this.name} ${this.boots}`),
      runtimeVersion: release.has('dockershim') ? 'containerd://1.6.20' : 'containerd://2.1.9',
    });
    this.diskAttachments = new DiskAttachments(this.context, this.nodeStatus, () => this.volumes.disksInUse());
  }

  /** Everything on the machine's disk. */
  get disk(): FileTree {
    return this.machine.disk;
  }

  /** Registers the Node object and the kubelet's server, and starts the kubelet; a machine without power starts nothing. */
  start(): void {
    const { kernel, api } = this.deps;
    if (this.kubelet || !this.hasPower) return;
    this.registration = kernel.spawn(`${this.context.component}/register`, this.nodeStatus.register());
    this.reconnection = kernel.spawn(`${this.context.component}/reconnect`, this.reportAfterCuts());
    this.extendedResources = new ExtendedResources(this.context);
    const { runtime, ip } = this;
    const dialError = () => this.dialError();
    const firstRenewalMs = kernel.now;
    const leaseRenewedMs = () => {
      const sinceMs = this.lastHeartbeatMs() - firstRenewalMs;
      return firstRenewalMs + sinceMs - (sinceMs % LEASE_RENEWAL_MS);
    };
    const { release } = api;
    api.registerNodeProxy(this.name, new KubeletServer({ kernel, release, runtime, ip, dialError, leaseRenewedMs }));
    const kubelet = new Kubelet(this.context, {
      allocatable: this.allocatable,
      pressureChanged: (isShort) => {
        this.memoryReport?.kill();
        this.memoryReport = kernel.spawn(`${this.context.component}/memory`, this.nodeStatus.reportMemory(isShort));
      },
    });
    this.kubelet = kubelet;
    this.staticPods = new StaticPods({
      kernel,
      component: this.context.component,
      nodeName: this.name,
      disk: this.disk,
      handle: (change) => kubelet.handleConfig(change),
    });
    const { component, maxContainerRestartPeriodMs } = this.context;
    const detail = maxContainerRestartPeriodMs === undefined ? {} : { maxContainerRestartPeriodMs };
    kernel.journal.record({ component, type: 'kubelet-started', object: `Node/${this.name}`, detail });
  }

  /** Whether its kubelet can be asked. */
  get answers(): boolean {
    return this.kubelet !== undefined && this.host.up;
  }

  /** The kubelet's process ends; containers run on, and nobody tells the API anything. */
  stop(): void {
    if (!this.kubelet) return;
    this.lastHeartbeatMs();
    this.tellHeartbeat();
    this.kubelet.stop();
    this.staticPods?.stop();
    this.extendedResources?.stop();
    this.registration?.kill();
    this.memoryReport?.kill();
    this.reconnection?.kill();
    this.volumes.stop();
    this.diskAttachments.stop();
    this.kubelet = undefined;
    this.deps.kernel.journal.record({
      component: this.context.component,
      type: 'kubelet-stopped',
      object: `Node/${this.name}`,
    });
  }

  /** Ends the kubelet and starts a new one, as `systemctl restart kubelet` does. */
  restart(): void {
    this.stop();
    this.start();
  }

  /** The machine is switched off and on again: every process is gone, the disk stays. */
  reboot(): void {
    this.powerOff();
    this.powerOn();
  }

  /** Whether anything can run on the machine. */
  get isPowered(): boolean {
    return this.hasPower;
  }

  /** The machine loses power: its processes end, nobody answers at its address. */
  powerOff(): void {
    this.stop();
    this.hasPower = false;
    this.host.up = false;
    this.volumes.stop({ lostMemory: true });
    this.runtime.reboot();
  }

  /**
   * Its network is cut: nobody reaches it or its pods, and it does not reach the API server. What runs on it runs on.
   */
  cutNetwork(): void {
    this.lastHeartbeatMs();
    this.linkTo(true, 'network-cut');
  }

  /** Its network is back: it learns what it has missed, and tells what has happened meanwhile. */
  restoreNetwork(): void {
    this.linkTo(false, 'network-restored');
  }

  private linkTo(isCut: boolean, type: string): void {
    this.isCut = isCut;
    this.host.up = this.hasPower && !isCut;
    this.tellHeartbeat();
    const { component } = this.context;
    this.deps.kernel.journal.record({ component, type, object: `Node/${this.name}` });
  }

  /** The machine boots and starts its kubelet. */
  powerOn(): void {
    this.boots++;
    this.hasPower = true;
    this.host.up = !this.isCut;
    this.start();
  }

  /** A command of the machine's own, as root. It can change manifests of static pods and files of hostPath volumes. */
  run(argv: readonly string[], stdout: Output, stderr: Output): Proc {
    const proc = this.machine.run(argv, stdout, stderr);
    const { kernel } = this.deps;
    const { component } = this.context;
    kernel.spawn(`${component}/static-pods`, this.checkAfter(proc));
    return proc;
  }

  private *checkAfter(proc: Proc): Task {
    yield* proc.ended.join();
    this.staticPods?.check();
  }

  /** Puts a file on the machine's disk, as somebody with an editor would; manifests of static pods are noticed at once. */
  writeFile(path: string, data: string): void {
    this.disk.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { recursive: true });
    this.disk.writeFile(path, data);
    this.staticPods?.check();
  }

  /** When the node's lease was renewed last, in kernel milliseconds: now, as long as the kubelet runs and has a network. */
  lastHeartbeatMs(): number {
    // Cut off from the network it renews in vain: the last time it was seen is the last that counted.
    if (this.kubelet && this.host.up) this.aliveMs = this.deps.kernel.now;
    return this.aliveMs;
  }

  /** Calls the listener when the heartbeat stops and when it is there again. */
  onHeartbeatChange(listener: () => void): void {
    this.heartbeatListeners.push(listener);
  }

  private tellHeartbeat(): void {
    for (const listener of this.heartbeatListeners) listener();
  }

  /** After each cut the Node says again that it is well: others have said that nobody knows. */
  private *reportAfterCuts(): Task {
    for (;;) {
      yield* until(this.host.restored.wait());
      yield* sleep(this.deps.kernel.latency('apiReconnect'));
      yield* this.nodeStatus.reportReady();
    }
  }

  /** What the API server meets when it dials the kubelet. */
  private dialError(): string | undefined {
    if (!this.host.up) return 'i/o timeout';
    return this.kubelet ? undefined : 'connect: connection refused';
  }

  /** Stops a pod because the node says so. */
  evictPod(pod: Pod, request: EvictionRequest): void {
    this.kubelet?.evictPod(pod, request);
  }

  /**
   * The machine goes down and gives its pods some seconds (graceful node shutdown), the last of them to critical ones alone.
   */
  shutdown(graceSeconds: number, criticalSeconds = 0): void {
    this.deps.kernel.spawn(`${this.context.component}/shutdown`, this.leave(graceSeconds, criticalSeconds));
  }

  private *leave(graceSeconds: number, criticalSeconds: number): Task {
    yield* this.nodeStatus.reportLeaving();
    if (this.kubelet) yield* this.kubelet.shutdownNode(graceSeconds, criticalSeconds);
    yield* sleep(this.deps.kernel.latency('machineHalt'));
    this.powerOff();
  }
}

/** A quarter of nodeLeaseDurationSeconds (pkg/kubelet/kubelet.go). */
const LEASE_RENEWAL_MS = 10_000;

/** What looks like the id of a machine, or of one of its boots, and depends on nothing but what it is the id of. */
const idOf = remembered((name: string): string => {
  let value = 0x811c9dc5;
  let hex = '';
  while (hex.length < 32) {
    for (const char of name) value = Math.imul(value ^ char.charCodeAt(0), 0x01000193) >>> 0;
    hex += value.toString(16).padStart(8, '0');
  }
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
});
